"""A letter on paper: its words once (page.py), as PDF to print and as .docx to edit before somebody signs."""
