"""What the look-up by pickup code says beside the status, for pages whose answer a test makes up."""

from __future__ import annotations

from typing import Any

NOTHING_MORE: dict[str, Any] = {
    **dict.fromkeys(("reason", "call", "question", "answer_until", "said", "reply")),
    **{"merged": False, "under_review": False, "photos": [], "round": 0, "allowed": [], "phone_kept": False},
}
MORE: dict[str, dict[str, Any]] = {
    "asked": {"question": "是哪一段围墙？", "answer_until": "2026-01-08T08:00:00Z", "allowed": ["supplement"]},
    "done": {"allowed": ["dispute", "confirm_solved"], "phone_kept": True},
    "not_found": {"reason": {"key": "not_a_hazard", "label": "不属于"}, "allowed": ["appeal"]},
    "merged": {"merged": True},
    "referred": {"reason": {"key": "12345", "label": "请拨打"}, "call": "12345"},
}
"""What else the look-up says at a status."""
