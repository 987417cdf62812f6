"""The whole site put aside and brought back: database, photos, keys and anchors, under a manifest that names every hash."""

from backend.backups import errors as errors
