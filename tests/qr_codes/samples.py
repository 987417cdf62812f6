"""Plates and pictures that the tests of this folder share."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp
from PIL import Image

from qr_codes import token
from qr_codes.placard import Kind, Plate
from qr_codes.sheet import Layout, write_sheet

KEY = token.SigningKey("7K", b"a secret that only tests know, 32")
HOST = "xam.example.gov.cn"
MM_PER_INCH = 25.4


def plate(
    point: str = "东大门", *, school: str = "清源县实验小学", kind: Kind = "gate", host: str = HOST, code: str = ""
) -> Plate:
    return Plate(school, point, code or token.new_code(KEY), host, kind)


def pdf_of(*plates: Plate, layout: Layout) -> bytes:
    out = io.BytesIO()
    assert write_sheet(plates, out, layout) == len(plates)
    return out.getvalue()


def pages(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def texts(pdf: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def decoded(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]
