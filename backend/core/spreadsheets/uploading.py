"""The table that somebody uploads: its type said, and of a size that may be read into memory."""

from __future__ import annotations

from flask import request

from backend.core.errors import Problem
from backend.core.spreadsheets import MEDIA_TYPE
from backend.core.spreadsheets.opening import LARGEST_FILE


def uploaded() -> bytes:
    """Return the body of this request, which must be an .xlsx file."""
    if request.mimetype != MEDIA_TYPE:
        raise Problem("media_type_unsupported")
    request.max_content_length = LARGEST_FILE
    return request.get_data(cache=False)
