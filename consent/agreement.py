"""The text that a person agrees to: one request, read out in full, in one language.

The same request gives the same text, to the byte, as long as the program's words stay
the same; a consent is bound to its digest, and the vault keeps the text itself, so that
what was agreed to can be read when the words have changed. Two things of a request are
not in it: which answer to a question is the right one, and its explanation.

How the text is laid out is said by ``consent.agreement_parts``.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from pydantic import JsonValue

from consent.agreement_parts import Part, PartKind, on_one_line, own_words, parts_of, text_of
from consent.choice_rules import last_day_of
from consent.request import Item, ProjectRequest, Resolution
from consent.summary import duration_in_words
from consent.vocabulary import (
    data_uses,
    day_in_words,
    in_words,
    legal_bases,
    place_of,
    purposes,
)
from datadonor.records.categories import Kind, category
from datadonor.records.document_words import document_word
from datadonor.records.episodes import episode_kind
from datadonor.records.types import sample_type
from datadonor.registry.targets import Recipient
from datadonor.texts import Fact, Language, text

# Whoever lays out a text that was kept finds its parts here as well.
__all__ = [
    "Agreement",
    "Part",
    "PartKind",
    "Section",
    "agreement_opening",
    "agreement_sections",
    "agreement_text",
    "item_name",
    "item_parts",
    "parts_of",
    "questionnaire_title",
    "type_name",
]

_AUTHORITY: Final = "Datatilsynet"
_KNOWN_LAWS: Final = frozenset({"komiteloven-3", "eu-trials-28", "gdpr-consent"})


class Section(NamedTuple):
    """What the text says of one thing: a heading, and what stands below it.

    Attributes:
        id: ``about``, ``who``, ``use``, ``data``, ``person``, ``often``, ``kept``,
            ``options``, ``questionnaires``, ``regret``, ``rights`` or ``questions``.
        parts: The heading first.
    """

    id: str
    parts: tuple[Part, ...]


class Agreement(NamedTuple):
    """A text and the language it is in."""

    text: str
    language: Language

    @property
    def content(self) -> bytes:
        """The bytes that are kept: UTF-8, lines ended by a line feed."""
        return self.text.encode()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes in hex."""
        return sha256(self.content).hexdigest()


def agreement_text(
    request: ProjectRequest, recipient: Recipient | None, language: Language
) -> Agreement:
    """Return the text of a request.

    Args:
        request: What is asked.
        recipient: The registry's record of who gets the data.
        language: Danish or English.
    """
    parts = [*agreement_opening(request, language)]
    for section in agreement_sections(request, recipient, language):
        parts += section.parts
    return Agreement(text_of(parts), language)


def agreement_opening(request: ProjectRequest, language: Language) -> tuple[Part, ...]:
    """Return how the text begins: its title, and what it is."""
    return tuple(_Writer(request, None, language).opening())


def agreement_sections(
    request: ProjectRequest, recipient: Recipient | None, language: Language
) -> tuple[Section, ...]:
    """Return what the text is made of below its opening, in its order.

    One that a request has nothing for is left out: questionnaires and questions.

    Args:
        request: What is asked.
        recipient: The registry's record of who gets the data.
        language: Danish or English.
    """
    write = _Writer(request, recipient, language)
    bodies = {
        "about": write.about(),
        "who": write.who(),
        "use": write.use(),
        "data": write.data(),
        "person": write.person(),
        "often": write.often(),
        "kept": write.kept(),
        "options": write.options(),
        "questionnaires": write.questionnaires(),
        "regret": write.regret(),
        "rights": write.rights(),
        "questions": write.questions(),
    }
    sections = []
    for name, parts in bodies.items():
        body = tuple(parts)
        if body:
            heading = Part(PartKind.HEADING, text(f"agreement.heading.{name}", language))
            sections.append(Section(name, (heading, *body)))
    return tuple(sections)


def item_parts(item: Item, language: Language) -> tuple[Part, ...]:
    """Return what the text says of one item: its name as a heading, then sentences."""
    return tuple(_item(item, language))


def item_name(item: Item, language: Language) -> str:
    """Return what an item is called: its category's name, or its id if that is unknown."""
    known = category(item.category)
    return item.category if known is None else known.name.in_language(language)


def type_name(name: str, language: Language) -> str:
    """Return what a type of sample, episode or document is called; its id if it has no words."""
    known = sample_type(name) or episode_kind(name)
    return document_word(name, language) if known is None else known.name.in_language(language)


class _Writer:
    """Says one request in one language, section by section."""

    def __init__(
        self, request: ProjectRequest, recipient: Recipient | None, language: Language
    ) -> None:
        self._request = request
        self._recipient = recipient
        self._language = language

    def _say(self, key: str, **facts: Fact) -> Part:
        return Part(PartKind.PARAGRAPH, text(f"agreement.{key}", self._language, **facts))

    def _entry(self, key: str, **facts: Fact) -> Part:
        return Part(PartKind.ENTRY, text(f"agreement.{key}", self._language, **facts))

    def opening(self) -> Iterator[Part]:
        request = self._request
        yield Part(PartKind.TITLE, on_one_line(request.title.in_language(self._language)))
        yield self._say("intro", id=request.id, version=request.version)
        yield self._say("voluntary")

    def about(self) -> Iterator[Part]:
        return own_words(self._request.summary.in_language(self._language))

    def who(self) -> Iterator[Part]:
        controller, researcher = self._request.controller, self._request.investigator
        yield self._entry("controller", name=controller.name)
        if controller.cvr is not None:
            yield self._entry("cvr", cvr=controller.cvr)
        yield self._entry("address", address=controller.address)
        yield self._entry("contact", contact=controller.contact)
        yield self._entry("dpo", contact=controller.dpo)
        yield self._entry("investigator", name=researcher.name)
        for name in ("title", "organisation", "contact"):
            said = getattr(researcher, name)
            if said is not None:
                yield self._entry(f"investigator_{name}", **{name: said})
        if self._recipient is None:
            yield self._entry("recipient_id", id=self._request.recipient)
        else:
            names = self._recipient.name
            name = names.da if self._language is Language.DANISH else names.en
            yield self._entry("recipient", name=name, id=self._request.recipient)
        yield from self._ethics()

    def _ethics(self) -> Iterator[Part]:
        ethics = self._request.ethics
        if ethics is None:
            yield self._say("no_ethics")
            return
        day = day_in_words(ethics.approved_on).in_language(self._language)
        yield self._say("ethics", committee=ethics.committee, number=ethics.case_number, day=day)
        if ethics.document_sha256 is not None:
            yield self._say("ethics_document", sha256=ethics.document_sha256)

    def use(self) -> Iterator[Part]:
        yield self._say("purposes")
        for purpose in self._request.purposes:
            said = in_words(purpose, purposes()).in_language(self._language)
            yield Part(PartKind.ENTRY, said)
        yield self._say("conditions" if self._request.data_use else "no_conditions")
        for code in self._request.data_use:
            name = in_words(code, data_uses()).in_language(self._language)
            yield self._entry("condition", name=name, code=code)
        basis = in_words(self._request.legal_basis, legal_bases()).in_language(self._language)
        yield self._say("legal_basis", basis=basis)

    def data(self) -> Iterator[Part]:
        yield self._say("data")
        for item in self._request.items:
            yield from _item(item, self._language)

    def person(self) -> Iterator[Part]:
        asked = self._request.demographics
        yield self._say("demographics" if asked else "no_demographics")
        for which in asked:
            said = text(f"request_words.demographics.{which}", self._language)
            yield Part(PartKind.ENTRY, said)
        yield self._say("pseudonym")

    def often(self) -> Iterator[Part]:
        request = self._request
        last = day_in_words(last_day_of(request)).in_language(self._language)
        yield self._say(f"frequency.{request.frequency}", day=last)
        yield self._say("rarer")
        yield self._say("preview")
        last = day_in_words(request.valid_until).in_language(self._language)
        yield self._say("valid_until", day=last)

    def kept(self) -> Iterator[Part]:
        retention, place = self._request.retention, self._request.storage_location
        if retention.until is not None:
            day = day_in_words(retention.until).in_language(self._language)
            yield self._say("kept_until", day=day)
        else:
            duration = duration_in_words(retention.duration, self._language)
            yield self._say("kept_for", duration=duration)
        yield self._say(f"then.{retention.then}")
        yield self._say("storage", place=place)
        yield self._say(f"place.{place_of(place)}")

    def options(self) -> Iterator[Part]:
        asked = self._request.options
        yield self._say("options" if asked else "no_options")
        for option in asked:
            name = text(f"request_words.options.{option.id}", self._language)
            said = on_one_line(option.text.in_language(self._language))
            yield self._entry("option", name=name, text=said)

    def questionnaires(self) -> Iterator[Part]:
        if self._request.questionnaires:
            yield self._say("questionnaires")
        for form in self._request.questionnaires:
            yield Part(PartKind.SUBHEADING, questionnaire_title(form))
            for question in _questions_of(form):
                yield Part(PartKind.ENTRY, question)

    def regret(self) -> Iterator[Part]:
        request = self._request
        yield self._say("regret")
        yield self._say("no_harm")
        said = on_one_line(request.withdrawal.text.in_language(self._language))
        yield self._say("quoted", text=said)
        yield self._say(f"effect.{request.withdrawal.effect}")
        yield self._say("results_stay")
        law = request.legal_basis if request.legal_basis in _KNOWN_LAWS else "other"
        yield self._say(f"law.{law}")

    def rights(self) -> Iterator[Part]:
        complaints = self._request.complaints
        yield self._say("rights")
        yield self._say("own_copy")
        yield self._say("officer", contact=self._request.controller.dpo)
        if complaints is not None:
            yield self._say("complaints", name=complaints.name, contact=complaints.contact)
        if complaints is None or _AUTHORITY not in complaints.name:
            yield self._say("authority")

    def questions(self) -> Iterator[Part]:
        if self._request.comprehension:
            yield self._say("questions")
        for question in self._request.comprehension:
            asked = on_one_line(question.question.in_language(self._language))
            yield Part(PartKind.SUBHEADING, asked)
            for answer in question.answers:
                said = on_one_line(answer.in_language(self._language))
                yield Part(PartKind.ENTRY, said)


def _item(item: Item, language: Language) -> Iterator[Part]:
    def say(key: str, **facts: Fact) -> Part:
        return Part(PartKind.PARAGRAPH, text(f"agreement.{key}", language, **facts))

    known = category(item.category)
    yield Part(PartKind.SUBHEADING, item_name(item, language))
    if known is not None:
        yield Part(PartKind.PARAGRAPH, known.description.in_language(language))
    yield say("required" if item.required else "optional")
    yield say("quoted", text=on_one_line(item.why.in_language(language)))
    if item.types is None:
        yield say("all_types")
    else:
        yield say("types", types=", ".join(type_name(name, language) for name in item.types))
    first = day_in_words(item.window.from_).in_language(language)
    last = day_in_words(item.window.until).in_language(language)
    yield say("window", first=first, last=last)
    # What is no series of figures has no finer and coarser.
    is_whole = known is not None and known.kind is Kind.RECORDS
    is_whole = is_whole and item.finest_resolution is Resolution.RAW
    yield say("resolution.as_it_is" if is_whole else f"resolution.{item.finest_resolution}")
    yield say(f"dates.{item.dates}")


def questionnaire_title(form: dict[str, JsonValue]) -> str:
    """Return what a FHIR R4 Questionnaire calls itself, or its name, address or kind."""
    for name in ("title", "name", "url", "id"):
        said = form.get(name)
        if isinstance(said, str) and said.strip():
            return on_one_line(said)
    return "Questionnaire"


def _questions_of(form: dict[str, JsonValue]) -> Iterator[str]:
    """Yield the texts of a form's questions in their order, those within groups too."""
    below = form.get("item")
    for question in below if isinstance(below, list) else ():
        if isinstance(question, dict):
            said = question.get("text")
            if isinstance(said, str) and said.strip():
                yield on_one_line(said)
            yield from _questions_of(question)
