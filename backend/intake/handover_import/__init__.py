"""Typing back what a unit without network wrote on its sheet of open cases: the ordinary moves, marked as typed in."""
