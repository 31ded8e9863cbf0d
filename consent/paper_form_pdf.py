"""A form as PDF: tagged for screen readers, every sheet with the code of the form.

Source of the form: PDF/UA-1 (ISO 14289-1), as ``consent.receipt.paper_pdf`` holds it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from consent.agreement import Part
from consent.paper_form import Ask, FormBlock, FormPart, PaperForm, Signature
from consent.receipt.paper_glyphs import STAND_IN, drawable
from consent.receipt.paper_pdf import print_template
from consent.vocabulary import day_in_words
from datadonor.texts import text

_Draw = Callable[[str], str]


def form_pdf(form: PaperForm, printed: date) -> bytes:
    """Return a form as tagged PDF, A4. The same arguments give the same bytes.

    Args:
        form: What is printed. Characters that the fonts lack are replaced, and a note on
            the first sheet says so.
        printed: Today in Denmark; it stands on every sheet.

    Raises:
        PdfUnavailable: Nothing here makes PDF.
        PdfNotMade: A fault of ours.
    """
    replaced = 0

    def draw(written: str) -> str:
        nonlocal replaced
        drawn = drawable(written)
        replaced += drawn.replaced
        return drawn.text

    told = _told(form, printed, draw)
    if replaced:
        key = "paper_form.replaced.one" if replaced == 1 else "paper_form.replaced.many"
        told["note"] = text(key, form.language, count=replaced, sign=STAND_IN)
    return print_template("form.typ", told, printed)


def _told(form: PaperForm, printed: date, draw: _Draw) -> dict[str, Any]:
    """Return a form as the template reads it."""

    def say(key: str, **facts: str | int) -> str:
        return text(f"paper_form.{key}", form.language, **facts)

    request = form.request
    feet = [say("sheet.version", version=request.version)]
    if request.ethics is not None:
        feet.insert(0, say("sheet.case", number=request.ethics.case_number))
    day = day_in_words(printed).in_language(form.language)
    feet.append(say("sheet.printed", day=day))
    facts = [*form.facts, (say("fact.code"), form.code)]
    return {
        "language": form.language.value,
        "kind": draw(form.kind),
        "title": draw(form.title),
        "opening": [draw(each.text) for each in form.opening[1:]],
        "facts": [{"name": draw(name), "value": draw(value)} for name, value in facts],
        "parts": [_part(part, draw) for part in form.parts],
        "code": say("sheet.code", code=form.code),
        "foot": draw(" · ".join(feet)),
        "page": text("receipt.page", form.language),
        "of": text("receipt.of", form.language),
        "note": "",
    }


def _part(part: FormPart, draw: _Draw) -> dict[str, Any]:
    blocks = [_block(block, draw) for block in part.blocks]
    return {"id": part.id, "heading": draw(part.heading), "blocks": blocks}


def _block(block: FormBlock, draw: _Draw) -> dict[str, Any]:
    match block:
        case Part(kind, words):
            return {"kind": kind.value, "text": draw(words)}
        case Ask(number, _, words, answers):
            boxes = [draw(each.words) for each in answers]
            return {"kind": "ask", "number": number, "text": draw(words), "boxes": boxes}
        case Signature(title, statement, lines):
            return {
                "kind": "signature",
                "title": draw(title),
                "text": draw(statement),
                "lines": [draw(line) for line in lines],
            }
