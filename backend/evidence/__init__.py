"""Photos: declared by a fact, received by hash, cleaned without re-encoding, stored, made smaller, served.

The room trusts nothing inside a picture. Who may see a photo is decided by the record it belongs to, so the rooms
above ask their own permission first and then call `serve_photo`; this room has no route of its own.
"""

from backend.evidence import errors as errors
