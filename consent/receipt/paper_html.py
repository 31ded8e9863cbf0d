"""A document as one HTML file that needs nothing else: no script, nothing from elsewhere.

Source of the form: WCAG 2.2 level AA; the Content-Security-Policy allows the file's own
style sheet, by its digest, and nothing besides.
"""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from consent.markup import Markup, element, together
from consent.receipt.paper_document import (
    Block,
    Facts,
    PaperDocument,
    Paragraph,
    Part,
    Points,
    ScanCode,
    Spelt,
    Table,
    Voice,
)
from consent.receipt.paper_qr import draw_code

_DOCTYPE: Final = "<!doctype html>\n"
_FIRST_LEVEL: Final = 2


def write_html(document: PaperDocument) -> bytes:
    """Return a document as HTML in UTF-8. The same document gives the same bytes."""
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", document.title),
        element("style", Markup(style)),
    )
    main = element(
        "main",
        element("p", document.kind, class_="kind"),
        element("h1", document.title),
        *(_part(part, _FIRST_LEVEL) for part in document.parts),
    )
    body = element("body", main, element("footer", element("p", document.foot)))
    page = element("html", head, body, lang=document.language)
    return f"{_DOCTYPE}{page}\n".encode()


def _part(part: Part, level: int) -> Markup:
    classes = [
        name for name, holds in (("notice", part.is_notice), ("apart", part.is_set_apart)) if holds
    ]
    return element(
        "section",
        element(f"h{level}", part.heading),
        *(_block(block, level + 1) for block in part.blocks),
        lang=part.language,
        class_=" ".join(classes) or None,
    )


def _block(block: Block, level: int) -> Markup:
    match block:
        case Part():
            written = _part(block, level)
        case Paragraph():
            written = _paragraph(block)
        case Points():
            written = element("ul", *(element("li", point) for point in block.points))
        case Facts():
            written = _facts(block)
        case Table():
            written = _table(block)
        case Spelt():
            written = _spelt(block)
        case _:
            written = _code(block)
    return written


def _paragraph(block: Paragraph) -> Markup:
    said = None if block.voice is Voice.PLAIN else block.voice.value
    return element("p", _lines(block.text.split("\n")), class_=said, lang=block.language)


def _facts(block: Facts) -> Markup:
    pairs = (
        element("div", element("dt", fact.name), *(element("dd", line) for line in fact.lines))
        for fact in block.facts
    )
    return element("dl", *pairs)


def _table(block: Table) -> Markup:
    head = element("tr", *(element("th", name, scope="col") for name in block.columns))
    rows = [
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in others))
        for first, *others in block.rows
    ]
    return element("table", element("thead", head), element("tbody", *rows))


def _spelt(block: Spelt) -> Markup:
    groups = (element("span", group) for group in block.groups)
    spelt = element("code", together(*groups, between=" "))
    return element("p", element("strong", block.name), Markup("<br>"), spelt, class_="spelt")


def _code(block: ScanCode) -> Markup:
    drawing = draw_code(block.payload)
    square = f"M0 0h{drawing.side}v{drawing.side}H0z"
    picture = element(
        "svg",
        element("path", d=square, fill="#fff"),
        element("path", d=drawing.path, fill="#000"),
        role="img",
        aria_label=block.spoken,
        viewBox=f"0 0 {drawing.side} {drawing.side}",
    )
    return element("figure", picture, element("figcaption", block.caption))


def _lines(lines: Sequence[str]) -> Markup:
    return together(*lines, between="<br>")


@cache
def _style() -> str:
    return files("resources").joinpath("receipt", "paper.css").read_text("utf-8")
