"""Codes on the wall: `token` → `symbol` → `placard` → `sheet`, with nothing of Flask or a database in it.

token    the 16 characters: made with a key, parsed without one, told from inventions with one
symbol   the characters as a QR matrix, merged into few rectangles
placard  one plate, laid out in millimetres; `svg` draws it as SVG
sheet    many plates in a PDF, with crop marks
examples.json holds golden examples of parse and check; pytest here and vitest in the PWA read the same file.
"""
