"""What a receipt says first: whether the consent holds, since when, and of what project."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from consent.ledger import ConsentState
from consent.periods import Period, local_day
from consent.receipt.paper_choices import retention_lines
from consent.receipt.paper_document import Block, Fact, Facts, Paragraph, Part, Voice
from consent.receipt.paper_rights import effect_sentence
from consent.receipt.paper_words import Speaker
from consent.receipt.record import ConsentRecord, Copy
from consent.vocabulary import in_words, purposes
from datadonor.audit.events import moment
from datadonor.texts import Language

_BY_SOMEONE: Final = frozenset({ConsentState.GIVEN, ConsentState.RENEWED, ConsentState.WITHDRAWN})
"""States that a person brought about, the donor or someone on their behalf."""


def standing_part(record: ConsentRecord, speak: Speaker, made: date) -> Part:
    """Return how the consent stands; when it is over also why, and what becomes of data.

    Args:
        record: The consent.
        speak: To whom and in which language.
        made: The day of which this is true; said to the donor only.
    """
    since = local_day(moment(record.state_at))
    said = [*_reasons(record, speak)]
    decided = local_day(moment(record.given_at))
    said.append(speak.say(f"standing.{record.act}", day=speak.day(decided)))
    if record.state.is_in_force and record.state_at != record.given_at:
        said.append(speak.say("standing.taken_back", day=speak.day(since)))
    if speak.is_over:
        said.append(speak.say("standing.no_more"))
    blocks: list[Block] = [
        Paragraph(_lead(record, speak, since), Voice.LEAD),
        Paragraph(" ".join(said)),
    ]
    if speak.is_over:
        blocks += [
            Facts((Fact(speak.say("standing.sent"), _after_the_end(record, speak)),)),
            Paragraph(speak.decided("standing.rest")),
        ]
    if record.copy is Copy.DONOR:
        blocks.append(Paragraph(speak.say("standing.printed", day=speak.day(made))))
    return Part(speak.say("standing.heading"), tuple(blocks), is_notice=True)


def short_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return project, purpose, recipient and period, at a glance."""
    request = record.request
    name = [] if record.recipient is None else [
        record.recipient.name.da
        if speak.language is Language.DANISH
        else record.recipient.name.en
    ]  # fmt: skip
    facts = (
        Fact(
            speak.say("short.project"),
            (
                request.title.in_language(speak.language),
                speak.say("short.version", id=request.id, version=request.version),
            ),
        ),
        Fact(
            speak.say("short.purposes"),
            tuple(speak.words(in_words(each, purposes())) for each in request.purposes),
        ),
        Fact(
            speak.say("short.recipient"),
            (*name, speak.say("short.recipient_id", id=request.recipient)),
        ),
        Fact(speak.say("short.controller"), (request.controller.name,)),
        Fact(
            speak.say(f"short.holds.{'over' if speak.is_over else 'now'}"),
            (speak.period(Period(record.first_day, record.last_day)),),
        ),
        Fact(speak.tell("short.subject"), (record.subject,)),
    )
    return Part(speak.say("short.heading"), (Facts(facts),))


def _lead(record: ConsentRecord, speak: Speaker, since: date) -> str:
    """Return the one sentence that says whether the consent holds."""
    who = record.state_by if record.state is ConsentState.WITHDRAWN else record.given_by
    key, facts = f"state.{record.state}", {"last": speak.day(record.last_day)}
    if record.copy is Copy.DONOR and who != "self" and record.state in _BY_SOMEONE:
        return speak.say(f"{key}.behalf", since=speak.day(since), **facts)
    return speak.tell(key, since=speak.day(since), **facts)


def _reasons(record: ConsentRecord, speak: Speaker) -> Iterator[str]:
    """Yield who ended the consent if it was not the donor, and why."""
    if record.state is ConsentState.STOPPED and record.state_by in {"controller", "registry"}:
        yield speak.say(f"standing.by_{record.state_by}")
    if record.end_reason is not None:
        yield speak.code("reason", record.end_reason)


def _after_the_end(record: ConsentRecord, speak: Speaker) -> tuple[str, ...]:
    """Return what becomes of data that were sent before the end."""
    match record.state:
        case ConsentState.WITHDRAWN:
            return (effect_sentence(record, speak),)
        case ConsentState.INVALIDATED:
            return (speak.say("regret.invalid"),)
        case _:
            return retention_lines(record, speak)
