"""The named moves of a case , by subject: each checks its own evidence, then goes through moves.py."""
