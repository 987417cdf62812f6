"""Pictures as bytes: recognised by content, refused unless plain, freed of metadata, made smaller.

Pure functions: no database, no storage, no Flask.
"""

from .picture import MAX_BYTES, PictureError, PictureProblem, StoredPicture
from .strip import strip
from .versions import Versions, make_versions

__all__ = ["MAX_BYTES", "PictureError", "PictureProblem", "StoredPicture", "Versions", "make_versions", "strip"]
