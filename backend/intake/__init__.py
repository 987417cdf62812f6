"""The one door for everything phones send: a scan's context, reports, photos. It composes rooms and holds no rules of its own."""

from backend.intake import errors as errors
