"""How the application writes and reads JSON."""

from __future__ import annotations

from typing import Any

import orjson
from flask.json.provider import JSONProvider


class OrjsonProvider(JSONProvider):
    """JSON by orjson: UUIDs and aware times as RFC 3339 text; messages on list items have their place as key."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:
        """Write `obj` as JSON text."""
        return orjson.dumps(obj, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **_kwargs: Any) -> Any:
        """Read JSON text."""
        return orjson.loads(s)
