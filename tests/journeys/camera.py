"""What the phone's camera sees: a plate of the printed PDF, held before it, as the film that Chromium plays for a camera."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

FRAME = (1280, 720)
FRAMES = 4
_DOTS_PER_POINT = 150 / 72


def plate_picture(pdf: Path, code: str) -> Image.Image:
    """Return the printed page (150 dpi) on which `code` stands in clear; a page that nobody printed fails here."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            if code in page.get_textpage().get_text_bounded():
                return page.render(scale=_DOTS_PER_POINT).to_pil().convert("RGB")
    finally:
        document.close()
    raise AssertionError(f"no page of {pdf.name} shows {code}")


def film(pdf: Path, code: str, into: Path) -> Path:
    """Write the film of somebody holding a phone before the plate of `code`: one still, a wall around it."""
    page = plate_picture(pdf, code)
    page.thumbnail((FRAME[0], FRAME[1] - 40), Image.Resampling.LANCZOS)
    frame = Image.new("RGB", FRAME, (176, 170, 158))
    frame.paste(page, ((FRAME[0] - page.width) // 2, (FRAME[1] - page.height) // 2))
    still = io.BytesIO()
    frame.save(still, "JPEG", quality=85, subsampling=2)
    path = into / f"{code}.mjpeg"
    path.write_bytes(still.getvalue() * FRAMES)
    return path
