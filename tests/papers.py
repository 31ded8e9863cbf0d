"""Synthetic papers: pictures of pages that were never signed by anybody, and answers on a form."""

import struct
import zlib
from typing import Final

from consent.paper_form import NO, PART, YES, PaperForm

PDF: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def png(*more: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of one grey pixel, with other parts before its end."""
    pixel = zlib.compress(b"\x00\x80")
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", pixel), *more, (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*each) for each in parts)


def _part(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


PNG: Final = png()


def all_yes(form: PaperForm) -> dict[str, str]:
    """Return the first box of every question, which is a yes, and the right answers."""
    ticks = {ask.field: ask.answers[0].key for ask in form.asks}
    for number, question in enumerate(form.request.comprehension):
        ticks[f"questions.{number}"] = str(question.correct)
    return ticks | {PART: YES}


def a_no(form: PaperForm) -> dict[str, str]:
    """Return a form on which nothing but the no is ticked."""
    return {form.asks[-1].field: NO}
