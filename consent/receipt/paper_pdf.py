"""A document as PDF: tagged for screen readers, made in memory, nothing fetched.

Source of the form: PDF/UA-1 (ISO 14289-1), which the compiler holds: it refuses a
document without a title, a picture without words, or a heading level left out.
``docs/adr/0017-paper-by-typst.md`` says why this compiler.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from typing import Any

from consent.receipt.paper_document import (
    Block,
    Facts,
    PaperDocument,
    Paragraph,
    Part,
    Points,
    Spelt,
    Table,
    Voice,
    with_texts,
)
from consent.receipt.paper_glyphs import STAND_IN, drawable
from consent.receipt.paper_qr import draw_code
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import text


class PdfUnavailable(DatadonorError):
    """This computer lacks the program part that makes PDF. HTML can be written."""

    code = "PDF_UNAVAILABLE"
    exit_code = ExitCode.NO


class PdfNotMade(DatadonorError):
    """The document could not be made into a PDF: a fault of ours. HTML can be written."""

    code = "PDF_NOT_MADE"


def write_pdf(document: PaperDocument, made: date) -> bytes:
    """Return a document as tagged PDF. The same arguments give the same bytes.

    Args:
        document: Characters that the fonts lack are replaced, and a note on top says so.
        made: The day that the file names as its own, at midnight UTC.

    Raises:
        PdfUnavailable: Whatever it is.
        PdfNotMade: It should not happen.
    """
    return print_template("paper.typ", _told(_drawn(document)), made)


def print_template(template: str, told: Mapping[str, Any], made: date) -> bytes:
    """Return what one of the templates of ``resources/receipt`` makes of plain values.

    Args:
        template: Its file's name.
        told: What it reads as ``document``: texts that can be drawn (``paper_glyphs``).
        made: The day that the file names as its own, at midnight UTC.

    Raises:
        PdfUnavailable, PdfNotMade: As ``write_pdf`` says.
    """
    try:
        import typst  # noqa: PLC0415 - large, seldom needed, and not on every computer
    except ImportError:
        raise PdfUnavailable from None
    document = json.dumps(told, ensure_ascii=False)
    with as_file(files("resources")) as folder:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder / "fonts")],
        )
        try:
            return typst.compile(
                str(folder / "receipt" / template),
                root=str(folder / "receipt"),
                font_paths=fonts,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"document": document},
                pdf_standards=["ua-1"],
                timestamp=datetime.combine(made, time(), UTC),
            )
        except RuntimeError:
            raise PdfNotMade from None  # its words quote the document


def _drawn(document: PaperDocument) -> PaperDocument:
    """Replace what cannot be drawn, and say so."""
    replaced = 0

    def draw(written: str) -> str:
        nonlocal replaced
        drawn = drawable(written)
        replaced += drawn.replaced
        return drawn.text

    drawn = with_texts(document, draw)
    if not replaced:
        return drawn
    key = "receipt.replaced.one" if replaced == 1 else "receipt.replaced.many"
    note = text(key, document.language, count=replaced, sign=STAND_IN)
    first, *others = drawn.parts
    first = replace(first, blocks=(*first.blocks, Paragraph(note, Voice.NOTE)))
    return replace(drawn, parts=(first, *others))


def _told(document: PaperDocument) -> dict[str, Any]:
    """Return a document as the template reads it."""
    return {
        "language": document.language.value,
        "title": document.title,
        "kind": document.kind,
        "foot": document.foot,
        "page": text("receipt.page", document.language),
        "of": text("receipt.of", document.language),
        "parts": [_block(part) for part in document.parts],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Part():
            told: dict[str, Any] = {
                "kind": "part",
                "heading": block.heading,
                "language": block.language,
                "apart": block.is_set_apart,
                "notice": block.is_notice,
                "blocks": [_block(each) for each in block.blocks],
            }
        case Paragraph():
            told = {
                "kind": "paragraph",
                "lines": block.text.split("\n"),
                "voice": block.voice.value,
                "language": block.language,
            }
        case Points():
            told = {"kind": "points", "points": block.points}
        case Facts():
            facts = [{"name": each.name, "lines": each.lines} for each in block.facts]
            told = {"kind": "facts", "facts": facts}
        case Table():
            told = {"kind": "table", "columns": block.columns, "rows": block.rows}
        case Spelt():
            told = {"kind": "spelt", "name": block.name, "groups": block.groups}
        case _:
            told = {
                "kind": "code",
                "svg": draw_code(block.payload).svg,
                "spoken": block.spoken,
                "caption": block.caption,
            }
    return told
