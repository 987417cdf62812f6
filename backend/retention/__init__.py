"""Retention: every purge by the class of record it keeps, when each runs, and the report of what it purged.

The numbers lie in core (`core/retention.py`), where each purge reads its own; the purges lie in the rooms whose records
they are; this room puts them together and tells.
"""

from backend.retention import errors  # noqa: F401
