"""Backups: a site is filled, put aside while it is written to, destroyed, brought back and proved."""
