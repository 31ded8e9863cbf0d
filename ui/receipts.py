"""The receipt of a consent: to be read in the window, printed, and written to a file. No Qt.

What it says comes from ``consent.receipt``; here it is only brought into lines. Read on
the database thread.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from consent.agreement import Part, PartKind
from consent.case import Which, case_of
from consent.periods import local_day
from consent.receipt.paper import receipt_document
from consent.receipt.paper_document import (
    Block,
    Facts,
    PaperDocument,
    Paragraph,
    Points,
    ScanCode,
    Spelt,
    Table,
)
from consent.receipt.paper_document import Part as PaperPart
from consent.receipt.record import Copy
from consent.receipt.writing import Form, consent_record, write_receipt
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.texts import Language

ENDINGS: Final = {Form.PDF: "pdf", Form.FHIR: "json", Form.TS27560: "jsonld"}
"""The forms that the window offers, each with the ending of its file."""


class Receipt(NamedTuple):
    """A receipt as it is read.

    Attributes:
        title: The main heading.
        lines: What stands below it.
        html: The same for a printer.
    """

    title: str
    lines: tuple[Part, ...]
    html: str


def read_receipt(opened: OpenVault, project: str, language: Language) -> Receipt:
    """Return the person's own receipt of the last consent to a project.

    Raises:
        ReceiptNeedsConsent, ReceiptOfUnknown, ConsentDocumentGone, DecisionUnreadable,
        RequestUnknown: There is none to read.
    """
    case = case_of(opened, project, language, Which.AGREED)
    record = consent_record(case, Copy.DONOR)
    document = receipt_document(record, language, local_day(opened.log.now()))
    lines = tuple(_lines(document))
    return Receipt(document.title, lines, _html(document, lines))


def save_receipt(
    opened: OpenVault, project: str, language: Language, form: Form, file: Path
) -> None:
    """Write the person's own receipt to a file, and note in the log that it was written.

    Raises:
        DatadonorError: As ``consent.receipt.writing.write_receipt`` says.
    """
    case = case_of(opened, project, language, Which.AGREED)
    write_receipt(case, form, Copy.DONOR, language, file, SELF)


# -- within -----------------------------------------------------------------------------


def _lines(document: PaperDocument) -> Iterator[Part]:
    yield Part(PartKind.PARAGRAPH, document.kind)
    for part in document.parts:
        yield from _part(part, PartKind.HEADING)
    yield Part(PartKind.PARAGRAPH, document.foot)


def _part(part: PaperPart, kind: PartKind) -> Iterator[Part]:
    yield Part(kind, part.heading)
    for block in part.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Part]:
    match block:
        case PaperPart():
            yield from _part(block, PartKind.SUBHEADING)
        case Paragraph():
            yield from (Part(PartKind.PARAGRAPH, line) for line in block.text.split("\n") if line)
        case Points():
            yield from (Part(PartKind.ENTRY, point) for point in block.points)
        case Facts():
            for fact in block.facts:
                yield Part(PartKind.ENTRY, f"{fact.name}: {_joined(fact.lines)}")
        case Table():
            yield from (Part(PartKind.ENTRY, row) for row in _rows(block))
        case Spelt():
            yield Part(PartKind.ENTRY, f"{block.name}: {' '.join(block.groups)}")
        case ScanCode():
            return  # a drawing for a scanner: what it says is spelt out beside it


def _rows(table: Table) -> Iterator[str]:
    """Yield each row as one sentence: a cell is nothing without its heading."""
    for first, *others in table.rows:
        named = zip(table.columns[1:], others, strict=True)
        said = "; ".join(f"{name}: {cell}" for name, cell in named if cell)
        yield f"{first} {said}" if first.endswith((".", "?")) else f"{first}. {said}"


def _joined(lines: tuple[str, ...]) -> str:
    """Return lines as one: sentences follow each other, and names are listed."""
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += f" {line}" if joined.endswith(".") else f", {line}"
    return joined


def _html(document: PaperDocument, lines: tuple[Part, ...]) -> str:
    tags = {
        PartKind.HEADING: "h2",
        PartKind.SUBHEADING: "h3",
        PartKind.ENTRY: "li",
        PartKind.PARAGRAPH: "p",
    }
    written = [f"<h1>{escape(document.title)}</h1>"]
    written += [f"<{tags[kind]}>{escape(said)}</{tags[kind]}>" for kind, said in lines]
    return "".join(written).replace("</li><li>", "</li>\n<li>")
