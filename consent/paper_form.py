"""The consent on paper: one request in one language, with boxes to tick and lines to sign on.

The whole text that a person agrees to stands on it, in its order, and a box stands behind
what it is about. Each box has a number, so that what is ticked on the paper can be found
again where it is entered. The form has a text of its own, without any layout, and its
SHA-256 tells which request, version, language and words were printed
(``docs/formats/paper-form.md``). Must not know: the vault, the clock, how a page looks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from consent.agreement import (
    Part,
    PartKind,
)
from consent.agreement_parts import text_of
from consent.choices import Choices, ItemChoice
from consent.request import ProjectRequest, SignedRequest
from datadonor.texts import Language

FORMAT: Final = "datadonor.paper-form/1"

YES: Final = "yes"
NO: Final = "no"
PART: Final = "part"
"""The box that says whether the person takes part at all."""

FREQUENCY: Final = "frequency"

_CODE_DIGITS: Final = 12
_CODE_GROUP: Final = 4
_MISREAD: Final = str.maketrans("OIL", "011")


class Answer(NamedTuple):
    """One box of several, and what stands beside it."""

    key: str
    words: str


class Ask(NamedTuple):
    """A question with boxes, of which one is ticked.

    Attributes:
        number: On the form, from 1.
        field: What it is about: ``part``, ``frequency``, ``items.ID``, ``options.ID``,
            ``demographics.WORD`` or ``questions.NUMBER``, from 0.
        words: The question.
        answers: In their order. Most are yes and no.
    """

    number: int
    field: str
    words: str
    answers: tuple[Answer, ...]


class Signature(NamedTuple):
    """Lines to write on by hand.

    Attributes:
        title: Who signs what.
        statement: What is signed.
        lines: What is written on each line.
    """

    title: str
    statement: str
    lines: tuple[str, ...]


FormBlock = Part | Ask | Signature


class FormPart(NamedTuple):
    """A heading and what stands below it.

    Attributes:
        id: ``how``, a section of the text agreed to, ``answer``, ``sign``, ``guardian``,
            ``informing`` or ``slip``.
        heading: One line.
        blocks: In reading order.
    """

    id: str
    heading: str
    blocks: tuple[FormBlock, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form as it is printed, without any layout.

    Attributes:
        signed: The request that it asks.
        language: Of all of it.
        text_sha256: Of the text that a yes on it agrees to.
        kind: What kind of paper it is, above the title.
        opening: What it is about, and that it is voluntary; the title first.
        facts: Names, and what they stand for, to find the project by.
        parts: In reading order.
    """

    signed: SignedRequest
    language: Language
    text_sha256: str
    kind: str
    opening: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[FormPart, ...]

    @property
    def request(self) -> ProjectRequest:
        """What is asked."""
        return self.signed.request

    @property
    def title(self) -> str:
        """What the project is called."""
        return self.opening[0].text

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Every question with boxes, by its number."""
        found = [each for part in self.parts for each in part.blocks if isinstance(each, Ask)]
        return tuple(sorted(found))

    @property
    def text(self) -> str:
        """The form's own text: what its digest is of."""
        head = (FORMAT, self.signed.digest, self.text_sha256, self.language.value)
        return "\n".join(head) + "\n\n" + text_of([*self._lines()])

    @property
    def sha256(self) -> str:
        """SHA-256, in hex, of the form's own text in UTF-8."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def code(self) -> str:
        """The beginning of the digest as it stands on every sheet: ``3F2A-90BC-71D4``."""
        digits = self.sha256[:_CODE_DIGITS].upper()
        starts = range(0, _CODE_DIGITS, _CODE_GROUP)
        return "-".join(digits[start : start + _CODE_GROUP] for start in starts)

    def _lines(self) -> Iterator[Part]:
        yield from self.opening
        yield Part(PartKind.PARAGRAPH, self.kind)
        yield from (Part(PartKind.ENTRY, f"{name}: {value}") for name, value in self.facts)
        for part in self.parts:
            yield Part(PartKind.HEADING, part.heading)
            for block in part.blocks:
                yield from _plain(block)


def is_code_of(form: PaperForm, written: str) -> bool:
    """Say whether somebody means this form by a code that they read off a sheet."""
    plain = re.sub(r"[\s-]", "", written).upper().translate(_MISREAD)
    return plain == form.code.replace("-", "")


def choices_on(form: PaperForm, ticks: Mapping[str, str]) -> Choices | None:
    """Return what the ticks of a form come to; nothing if they are a no to taking part.

    A question without a tick is a no, and one without a tick about how often is the rarest:
    nobody is taken to have said more than they did.

    Args:
        form: What was printed.
        ticks: Field → key of the box that is ticked; nothing or ``""`` where none is.
    """
    if ticks.get(PART) != YES:
        return None
    request = form.request
    frequency = ticks.get(FREQUENCY) or "once"
    numbered = enumerate(request.comprehension)
    answers = [ticks.get(f"questions.{number}") for number, _ in numbered]
    return Choices(
        items={
            item.id: ItemChoice(granted=ticks.get(f"items.{item.id}") == YES)
            for item in request.items
        },
        options={each.id: ticks.get(f"options.{each.id}") == YES for each in request.options},
        demographics=tuple(
            each for each in request.demographics if ticks.get(f"demographics.{each}") == YES
        ),
        frequency="once" if frequency == "once" and request.frequency != "once" else None,
        language=form.language.value,
        text_sha256=form.text_sha256,
        # One that is missing makes too few of them, and then none of them count.
        comprehension=tuple(int(each) for each in answers if each),
    )


def _plain(block: FormBlock) -> Iterator[Part]:
    match block:
        case Ask(number, _, words, answers):
            yield Part(PartKind.PARAGRAPH, f"({number}) {words}")
            yield from (Part(PartKind.ENTRY, f"[ ] {each.words}") for each in answers)
        case Signature(title, statement, lines):
            yield Part(PartKind.SUBHEADING, title)
            yield Part(PartKind.PARAGRAPH, statement)
            yield from (Part(PartKind.ENTRY, f"{line}: ____") for line in lines)
        case _:
            yield block
