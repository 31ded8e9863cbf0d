"""What a printed receipt must tell, and how one is read back. Independent of its writers.

``missing_facts`` holds a text against ``tests.receipts.facts``: the words for each fact are
looked up in the vocabularies here, and not taken from what writes the receipt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from consent.receipt.record import ConsentRecord, Copy
from consent.vocabulary import data_uses, legal_bases, purposes
from datadonor.records.categories import category
from datadonor.records.types import sample_type
from datadonor.texts import Language, text
from tests.receipts import facts

MADE: Final = date(2026, 11, 21)
"""The day on which the tests print."""

_VOID: Final = frozenset({"br", "meta", "path"})
_MONTHS: Final = {
    Language.DANISH: "januar februar marts april maj juni juli august september oktober november"
    " december",
    Language.ENGLISH: "January February March April May June July August September October"
    " November December",
}
_ANSWERS: Final = {
    Language.DANISH: {True: "Ja", False: "Nej", None: "Ikke valgt (nej)"},
    Language.ENGLISH: {True: "Yes", False: "No", None: "Not chosen (no)"},
}
_FREQUENCIES: Final = {
    Language.DANISH: {"once": "Én gang", "weekly": "Hver uge", "monthly": "Hver måned"},
    Language.ENGLISH: {"once": "Once", "weekly": "Every week", "monthly": "Every month"},
}
_EFFECTS: Final = {
    Language.DANISH: {"erase": "skal slette dem", "future_only": "må stadig bruge dem"},
    Language.ENGLISH: {"erase": "must erase them", "future_only": "may still use them"},
}


@dataclass
class Element:
    """An element of a page: its name, attributes, those around it, and all text within."""

    name: str
    attributes: dict[str, str]
    around: tuple["Element", ...]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read out."""
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """An HTML file, read by itself."""

    def __init__(self, content: bytes) -> None:
        """Read a page; ``faults`` has what is not closed as it was opened."""
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(content.decode())
        self.close()
        self.faults += [each.name for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        made = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(made)
        if tag in _VOID:
            self.handle_data(" ")
        else:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; what follows is another word, unless it is within a line."""
        if tag in _VOID:
            return
        if not self._open or self._open.pop().name != tag:
            self.faults.append(tag)
        if tag != "span":
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        """Give text to everything that it stands in."""
        for each in self._open:
            each.words.append(data)

    def all(self, *names: str) -> list[Element]:
        """Return the elements of some names, in order."""
        return [each for each in self.elements if each.name in names]

    @property
    def text(self) -> str:
        """All that is read out."""
        return self.all("body")[0].text

    def section(self, heading: str) -> str:
        """Return the text under a heading, that of parts below it too."""
        (found,) = [each for each in self.all("h2", "h3") if each.text == heading]
        return found.around[-1].text


class Sheets:
    """A PDF, read by another library than the one that made it."""

    def __init__(self, content: bytes) -> None:
        """Open it."""
        self.reader = PdfReader(BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def text(self) -> str:
        """The text of all sheets without their feet."""
        pages = [page.extract_text().split("\n") for page in self.reader.pages]
        return "\n".join(line for lines in pages for line in lines[:-1])

    def tags(self) -> list[tuple[int, str, dict[str, str]]]:
        """Return the structure tree: depth, tag, and the texts that it is given."""
        return list(_tags(self.root["/StructTreeRoot"], 0))

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        """The outline: depth from 0, and title."""
        return list(_bookmarks(self.reader.outline, 0))


def tight(words: str) -> str:
    """Return a text without any white space: a line may break anywhere."""
    return "".join(words.split())


def missing_facts(told: str, record: ConsentRecord, language: Language) -> list[str]:
    """Return which facts of a consent do not stand in a text.

    Args:
        told: The whole text of a receipt.
        record: What it has to tell.
        language: Of the receipt.
    """
    written = tight(told)
    return [
        f"{name}: {words}"
        for name, words in _expected(record, language)
        if tight(words) not in written
    ]


def day_of(written: str | date, language: Language) -> str:
    """Return a day as it is written out."""
    day = date.fromisoformat(written) if isinstance(written, str) else written
    dot = "." if language is Language.DANISH else ""
    return f"{day.day}{dot} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def clock_of(instant: str, language: Language) -> str:
    """Return a moment as it is written out for the donor."""
    when = datetime.fromisoformat(instant).astimezone(ZoneInfo("Europe/Copenhagen"))
    day = day_of(when.date(), language)
    if language is Language.DANISH:
        return f"{day} kl. {when:%H.%M} dansk tid"
    return f"{day} at {when:%H:%M}, Danish time"


def spelt(digest: str) -> str:
    """Return a digest as it is written out."""
    return " ".join(re.findall(".{8}", digest))


def _expected(record: ConsentRecord, language: Language) -> Iterator[tuple[str, str]]:
    yield from _expected_of_consent(record, language)
    yield from _expected_of_choices(record, language)
    yield from _expected_of_project(record, language)
    for line in record.text.splitlines():
        yield "annex", line.lstrip("#- \\")


def _expected_of_consent(record: ConsentRecord, language: Language) -> Iterator[tuple[str, str]]:
    wanted, is_donors = facts(record), record.copy is Copy.DONOR
    for name in ("project", "subject", "controller", "recipient", "consent", "receipt"):
        yield name, str(wanted[name])
    yield "recipient_name", wanted["recipient_name"][0 if language is Language.DANISH else 1]
    version = "udgave" if language is Language.DANISH else "version"
    yield "project_version", f"{wanted['project']}, {version} {wanted['project_version']}"
    for name in ("first_day", "last_day"):
        yield name, day_of(wanted[name], language)
    for name in ("given_at", "state_at"):
        moment = wanted[name]
        yield name, clock_of(moment, language) if is_donors else day_of(moment[:10], language)
    for name in ("text_sha256", "request_sha256", "decision_sha256"):
        if wanted[name] is not None:
            yield name, spelt(wanted[name])


def _expected_of_choices(record: ConsentRecord, language: Language) -> Iterator[tuple[str, str]]:
    wanted = facts(record)
    for granted in wanted["granted"]:
        yield from _expected_of_item(granted, record, language)
    for item in record.items:
        yield "item", item.name.in_language(language)
    texts = {option.id.value: option.text for option in record.request.options}
    for option, answer in wanted["options"].items():
        asked = texts[option].in_language(language)
        yield "option", f"{asked} {_ANSWERS[language][answer]}"
    for which in wanted["demographics"]:
        yield "demographic", text(f"request_words.demographics.{which}", language)[1:]
    yield "frequency", _FREQUENCIES[language][wanted["frequency"]]
    yield "withdrawal_effect", _EFFECTS[language].get(wanted["withdrawal_effect"], "")


def _expected_of_project(record: ConsentRecord, language: Language) -> Iterator[tuple[str, str]]:
    request = record.request
    yield "title", request.title.in_language(language)
    for purpose in request.purposes:
        yield "purpose", purposes()[purpose].name.in_language(language)[1:]
    yield "legal_basis", legal_bases()[request.legal_basis].name.in_language(language)[1:]
    for use in request.data_use:
        yield "data_use", data_uses()[use].name.in_language(language)[1:]
    yield "withdrawal_text", request.withdrawal.text.in_language(language)
    yield "dpo", request.controller.dpo
    yield "storage", request.storage_location
    if request.ethics is not None:
        yield "ethics", request.ethics.case_number
    if request.complaints is not None:
        yield "complaints", request.complaints.contact


def _expected_of_item(
    granted: dict[str, Any], record: ConsentRecord, language: Language
) -> Iterator[tuple[str, str]]:
    asked = record.request.item(granted["item"])
    assert asked is not None
    yield "why", asked.why.in_language(language)
    if granted["window"] is not None:
        first, last = (day_of(each, language) for each in granted["window"])
        join = "til og med" if language is Language.DANISH else "to"
        yield "window", f"{first} {join} {last}"
    else:
        days = "dage" if language is Language.DANISH else "days"
        yield "window", f"{granted['window_days']} {days}"
    known = category(asked.category)
    if granted["resolution"] != "raw" or known is None or known.kind == "series":
        key = f"request_words.resolutions.{granted['resolution']}"
        yield "resolution", text(key, language)[1:]
    yield "dates", text(f"request_words.dates.{granted['dates']}", language)[1:]
    for each in granted["types"] or ():
        of_type = sample_type(each)
        if of_type is not None:
            yield "type", of_type.name.in_language(language)
    if granted["left_out"]:
        what = "enkelte registreringer" if language is Language.DANISH else "single records"
        yield "left_out", f"{granted['left_out']} {what}"


def _tags(node: Any, depth: int) -> Iterator[tuple[int, str, dict[str, str]]]:  # noqa: ANN401 - any PDF object
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each, depth)
    elif isinstance(node, dict):
        if "/S" in node:
            said = {name: str(node[name]) for name in ("/Alt", "/Lang") if name in node}
            yield depth, str(node["/S"]).removeprefix("/"), said
        if "/K" in node and ("/S" in node or node.get("/Type") == "/StructTreeRoot"):
            yield from _tags(node["/K"], depth + 1)


def _bookmarks(outline: Any, depth: int) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - nested lists
    for each in outline:
        if isinstance(each, list):
            yield from _bookmarks(each, depth + 1)
        else:
            yield depth, str(each.title)
