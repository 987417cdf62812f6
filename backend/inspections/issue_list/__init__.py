"""The issue list (问题清单) of one school: its words once (page.py), as PDF to sign and file, .docx to edit, .xlsx to sort."""
