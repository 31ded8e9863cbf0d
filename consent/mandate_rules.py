"""Who has the last word: the person themselves, or who decides for them.

The rules of ``docs/adr/0025`` and nothing else, over plain values:

- What a person who is of age has said themselves stands. Who decides for them cannot turn
  it into a yes or into a no, unless it was a yes that has run out or that others ended.
- Under age, a yes is for those with custody. But a no, and taking a yes back, the young
  person says alone, and nobody undoes it until they ask to think it over again.
- Who is under age has no proxy.

Must not know: the vault, the log, mandates, the clock.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from consent.ledger import ConsentState, Entry
from consent.mandate import CUSTODY
from datadonor.audit.events import (
    ConsentGiven,
    ConsentPutOff,
    ConsentRefused,
    ConsentWithdrawn,
)
from datadonor.errors import DatadonorError, ExitCode

Act = Literal["yes", "refuse", "withdraw"]
"""What is about to be decided. A change is a yes."""

_OVER: Final = frozenset({ConsentState.EXPIRED, ConsentState.STOPPED, ConsentState.INVALIDATED})
"""A yes that somebody else, or time, has ended."""


class DecidedThemselves(DatadonorError):
    """The person has decided this themselves, and nobody may undo that."""

    code = "DECIDED_THEMSELVES"
    exit_code = ExitCode.NO


class UnderAge(DatadonorError):
    """Under age, a yes needs those with custody; and nobody else may say it."""

    code = "UNDER_AGE"
    exit_code = ExitCode.NO


class OwnWord(NamedTuple):
    """What the person has said themselves about one project.

    Attributes:
        last: Their word, if the last decision about the project is theirs.
        is_no: Whether a no of theirs stands: said, or everything taken back, and neither a
            yes of their own nor a wish to think it over since.
        items: What they took back singly, in the same way.
    """

    last: Literal["yes", "no", "item"] | None = None
    is_no: bool = False
    items: frozenset[str] = frozenset()


def own_word(history: Iterable[Entry]) -> OwnWord:
    """Return what the events about a project come to, of what the person said themselves.

    Args:
        history: Events of one project. What cannot be read counts as a no: fails closed.
    """
    word = OwnWord()
    ordered = sorted(history, key=lambda each: (each.true_since or each.recorded, each.position))
    for entry in ordered:
        word = _next(word, entry)
    return word


def _next(word: OwnWord, entry: Entry) -> OwnWord:
    event = entry.event()
    if event is None:
        return word._replace(last="no", is_no=True)
    if event.who.capacity != "self":
        is_decision = isinstance(event.what, ConsentGiven | ConsentRefused | ConsentWithdrawn)
        return word._replace(last=None) if is_decision else word
    match event.what:
        case ConsentGiven():
            word = OwnWord("yes")
        case ConsentWithdrawn(item=str() as item):
            word = OwnWord("item", word.is_no, word.items | {item})
        case ConsentRefused() | ConsentWithdrawn():
            word = word._replace(last="no", is_no=True)
        case ConsentPutOff():
            word = OwnWord(word.last)
        case _:
            pass
    return word


def require_right(
    act: Act,
    capacity: str,
    basis: str | None,
    word: OwnWord,
    state: ConsentState | None,
    granted: Sequence[str] = (),
    *,
    is_under_age: bool,
) -> None:
    """Check that somebody may decide this, as the person or for them.

    Args:
        act: What is to be decided.
        capacity: ``self``, ``guardian`` or ``proxy``.
        basis: By what right; nothing for the person themselves.
        word: What the person has said themselves.
        state: How the project stands; nothing if it was never asked about.
        granted: The items of a yes.
        is_under_age: Whether the person is.

    Raises:
        UnderAge: It takes those with custody.
        DecidedThemselves: The person's own word stands against it.
    """
    if capacity == "self":
        if is_under_age and act == "yes":
            raise UnderAge
        return
    if is_under_age:
        if basis != CUSTODY:
            raise UnderAge
        is_against = act == "yes" and (word.is_no or bool(word.items & set(granted)))
    else:
        has_ended = word.last == "yes" and state in _OVER and act != "withdraw"
        is_against = word.last is not None and not has_ended
        is_against |= act == "yes" and bool(word.items & set(granted))
    if is_against:
        raise DecidedThemselves
