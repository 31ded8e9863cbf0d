"""How a form is written: the text agreed to with its boxes, then the lines to sign on.

Source of what is signed: the fields of the Danish research ethics committees' form.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from consent.agreement import (
    Part,
    PartKind,
    Section,
    agreement_opening,
    agreement_sections,
    agreement_text,
    item_name,
    item_parts,
)
from consent.agreement_parts import on_one_line
from consent.paper_form import (
    FREQUENCY,
    NO,
    PART,
    YES,
    Answer,
    Ask,
    FormBlock,
    FormPart,
    PaperForm,
    Signature,
)
from consent.request import OptionId, ProjectRequest, SignedRequest
from datadonor.registry.targets import Recipient
from datadonor.texts import Language, text

_SIGNED_OPTIONS: Final = (OptionId.RESULTS, OptionId.INCIDENTAL_FINDINGS)
"""Options that the research ethics committees' form has signed one by one."""


def paper_form(signed: SignedRequest, recipient: Recipient | None, language: Language) -> PaperForm:
    """Return the form of a request.

    Args:
        signed: What is asked.
        recipient: The registry's record of who gets the data.
        language: Danish or English.
    """
    write = _Writer(signed.request, language)
    sections = agreement_sections(signed.request, recipient, language)
    parts = [
        write.how(),
        *(write.section(section) for section in sections),
        write.answer(),
        write.sign(),
        write.informing(),
        write.guardian(),
        write.slip(),
    ]
    return PaperForm(
        signed=signed,
        language=language,
        text_sha256=agreement_text(signed.request, recipient, language).digest,
        kind=write.say("kind"),
        opening=agreement_opening(signed.request, language),
        facts=tuple(write.facts()),
        parts=tuple(parts),
    )


class _Writer:
    """Says one request in one language, and counts its boxes."""

    def __init__(self, request: ProjectRequest, language: Language) -> None:
        self._request = request
        self._language = language
        self._numbers: dict[str, int] = {}

    def say(self, key: str, **facts: int | str) -> str:
        return text(f"paper_form.{key}", self._language, **facts)

    # -- the front ----------------------------------------------------------------

    def facts(self) -> Iterator[tuple[str, str]]:
        request, other = self._request, Language.DANISH
        if self._language is Language.DANISH:
            other = Language.ENGLISH
        yield self.say("fact.other_title"), on_one_line(request.title.in_language(other))
        yield self.say("fact.version"), f"{request.id}, {request.version}"
        if request.ethics is not None:
            yield self.say("fact.case"), request.ethics.case_number

    def how(self) -> FormPart:
        points = ("read", "tick", "sign", "keep", "enter")
        blocks = tuple(Part(PartKind.ENTRY, self.say(f"how.{point}")) for point in points)
        return FormPart("how", self.say("how.heading"), blocks)

    # -- the text agreed to, with its boxes -----------------------------------------

    def section(self, section: Section) -> FormPart:
        heading, *body = section.parts
        blocks: Sequence[FormBlock] = body
        match section.id:
            case "data":
                blocks = [*body[:1], *self._items()]
            case "person":
                blocks = [*body, *self._demographics()]
            case "often":
                blocks = [*body, *self._frequency()]
            case "options":
                blocks = [*body, *self._options()]
            case "questions":
                blocks = [*body[:1], *self._questions()]
        return FormPart(section.id, heading.text, tuple(blocks))

    def _items(self) -> Iterator[FormBlock]:
        for item in self._request.items:
            yield from item_parts(item, self._language)
            name = item_name(item, self._language)
            yield self._yes_no(f"items.{item.id}", self.say("ask.item", name=name))

    def _demographics(self) -> Iterator[Ask]:
        for which in self._request.demographics:
            what = text(f"request_words.demographics.{which}", self._language)
            yield self._yes_no(f"demographics.{which}", self.say("ask.demographic", what=what))

    def _frequency(self) -> Iterator[Ask]:
        asked = self._request.frequency
        if asked != "once":
            answers = (
                Answer(asked, self.say(f"ask.often.{asked}")),
                Answer("once", self.say("ask.often.once")),
            )
            yield self._ask(FREQUENCY, self.say("ask.frequency"), answers)

    def _options(self) -> Iterator[Ask]:
        for option in self._request.options:
            name = text(f"request_words.options.{option.id}", self._language)
            yield self._yes_no(f"options.{option.id}", self.say("ask.option", name=name))

    def _questions(self) -> Iterator[Ask]:
        for number, question in enumerate(self._request.comprehension):
            answers = (on_one_line(each.in_language(self._language)) for each in question.answers)
            boxes = tuple(Answer(str(key), words) for key, words in enumerate(answers))
            asked = on_one_line(question.question.in_language(self._language))
            yield self._ask(f"questions.{number}", asked, boxes)

    # -- what is signed -------------------------------------------------------------

    def answer(self) -> FormPart:
        boxes = (Answer(YES, self.say("ask.part_yes")), Answer(NO, self.say("ask.part_no")))
        ask = self._ask(PART, self.say("ask.part"), boxes)
        lead = Part(PartKind.PARAGRAPH, self.say("answer.lead"))
        signature = self._signature("person", "day", "name", "signature")
        return FormPart("answer", self.say("answer.heading"), (lead, ask, signature))

    def sign(self) -> FormPart:
        blocks = [self._signature("informed", "day", "signature")]
        for option in self._request.options:
            if option.id in _SIGNED_OPTIONS:
                number = self._numbers[f"options.{option.id}"]
                name = text(f"request_words.options.{option.id}", self._language)
                title = self.say("sign.option.title", number=number, name=name)
                statement = self.say("sign.option.statement", number=number)
                blocks.append(Signature(title, statement, self._rows("day", "signature")))
        return FormPart("sign", self.say("sign.heading"), tuple(blocks))

    def informing(self) -> FormPart:
        rows = ("day", "name", "role", "workplace", "signature")
        blocks = (self._signature("informing", *rows),)
        return FormPart("informing", self.say("informing.heading"), blocks)

    def guardian(self) -> FormPart:
        rows = ("day", "name", "relation", "signature")
        lead = Part(PartKind.PARAGRAPH, self.say("guardian.lead"))
        both = (self._signature("guardian_first", *rows), self._signature("guardian_other", *rows))
        return FormPart("guardian", self.say("guardian.heading"), (lead, *both))

    def slip(self) -> FormPart:
        request = self._request
        effect = on_one_line(request.withdrawal.text.in_language(self._language))
        said = (
            on_one_line(request.title.in_language(self._language)),
            self.say("slip.window"),
            self.say("slip.otherwise", contact=request.controller.contact),
            self.say("slip.quoted", text=effect),
        )
        blocks = tuple(Part(PartKind.PARAGRAPH, each) for each in said)
        return FormPart("slip", self.say("slip.heading"), blocks)

    # -- pieces ---------------------------------------------------------------------

    def _yes_no(self, field: str, words: str) -> Ask:
        return self._ask(field, words, (Answer(YES, self.say("yes")), Answer(NO, self.say("no"))))

    def _ask(self, field: str, words: str, answers: tuple[Answer, ...]) -> Ask:
        number = self._numbers[field] = len(self._numbers) + 1
        return Ask(number, field, words, answers)

    def _signature(self, who: str, *rows: str) -> Signature:
        title, statement = self.say(f"sign.{who}.title"), self.say(f"sign.{who}.statement")
        return Signature(title, statement, self._rows(*rows))

    def _rows(self, *rows: str) -> tuple[str, ...]:
        return tuple(self.say(f"row.{row}") for row in rows)
