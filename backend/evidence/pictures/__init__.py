"""Pictures as bytes: recognised by content, refused unless plain, freed of metadata, made smaller.

Pure functions: no database, no storage, no Flask. Making smaller (`versions`) is imported by who does it, the worker: it
brings libheif, which a server that only strips does without.
"""

from .picture import MAX_BYTES, PictureError, PictureProblem, StoredPicture
from .strip import strip

__all__ = ["MAX_BYTES", "PictureError", "PictureProblem", "StoredPicture", "strip"]
