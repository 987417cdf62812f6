"""Who did what to which record: append-only, written by operations in the same transaction, never by a route."""
