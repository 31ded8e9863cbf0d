"""What a receipt says of the choices: which data, which not, the options, how often."""

from collections.abc import Iterator, Sequence

from consent.agreement import type_name
from consent.receipt.paper_document import (
    Block,
    Fact,
    Facts,
    Paragraph,
    Part,
    Points,
    Table,
)
from consent.receipt.paper_words import Speaker
from consent.receipt.record import ConsentRecord, Copy, RecordedItem
from consent.request import Resolution
from consent.summary import duration_in_words
from datadonor.records.categories import Kind, category


def yes_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return what was said yes to, item by item."""
    blocks: list[Block] = [_item_part(item, speak) for item in record.granted]
    if not blocks:
        blocks.append(Paragraph(speak.say("yes.none")))
    if record.request.demographics:
        points = _about(record.demographics, speak)
        none = Paragraph(speak.say("yes.about_none"))
        blocks.append(Part(speak.tell("yes.about"), (Points(points) if points else none,)))
    return Part(speak.decided(speak.now("yes.heading")), tuple(blocks))


def no_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return what was asked for and not given."""
    points = [_withheld(item, speak) for item in record.items if not item.granted]
    withheld = [each for each in record.request.demographics if each not in record.demographics]
    points += [
        speak.say("no.about", what=words[:1].lower() + words[1:])
        for words in _about(withheld, speak)
    ]
    if not points:
        return Part(speak.decided("no.heading"), (Paragraph(speak.say("no.nothing")),))
    return Part(
        speak.decided("no.heading"), (Paragraph(speak.tell("no.lead")), Points(tuple(points)))
    )


def options_part(record: ConsentRecord, speak: Speaker) -> Part | None:
    """Return the answers to the options; nothing if there were none."""
    if not record.options:
        return None
    asked = {option.id: option.text for option in record.request.options}
    words = {True: "yes", False: "no", None: "unchosen"}
    rows = tuple(
        (asked[which].in_language(speak.language), speak.say(f"options.{words[answer]}"))
        for which, answer in record.options
    )
    columns = (speak.say("options.question"), speak.decided("options.answer"))
    blocks: list[Block] = [Table(columns, rows)]
    if any(answer is None for _, answer in record.options):
        blocks.append(Paragraph(speak.say("options.unchosen_means")))
    return Part(speak.decided("options.heading"), tuple(blocks))


def time_part(record: ConsentRecord, speak: Speaker) -> Part:
    """Return how often data are sent, until when, and how long they are kept."""
    facts = (
        Fact(speak.say("time.often"), (speak.say(f"time.{record.frequency}"),)),
        Fact(speak.say("time.until"), (speak.day(record.last_day),)),
        Fact(speak.say("time.kept"), retention_lines(record, speak)),
        Fact(speak.say("time.where"), (record.request.storage_location,)),
    )
    return Part(speak.say("time.heading"), (Facts(facts),))


def retention_lines(record: ConsentRecord, speak: Speaker) -> tuple[str, str]:
    """Return how long the recipient keeps data, and what becomes of them then."""
    kept = record.request.retention
    if kept.until is not None:
        until = speak.say("time.kept_until", day=speak.day(kept.until))
    else:
        length = duration_in_words(kept.duration, speak.language)
        until = speak.say("time.kept_for", length=length)
    return until, speak.say(f"time.then_{kept.then}")


def _item_part(item: RecordedItem, speak: Speaker) -> Part:
    return Part(item.name.in_language(speak.language), (Facts(tuple(_item_facts(item, speak))),))


def _withheld(item: RecordedItem, speak: Speaker) -> str:
    name = item.name.in_language(speak.language)
    return speak.say("no.taken_back", name=name) if item.withdrawn else name


def _item_facts(item: RecordedItem, speak: Speaker) -> Iterator[Fact]:
    name = item.name.in_language(speak.language)
    types = (speak.say("yes.all_types", name=name),)
    if item.types is not None:
        types = (", ".join(type_name(each, speak.language) for each in item.types),)
    yield Fact(speak.say("yes.types"), types)
    window: tuple[str, ...]
    if item.window is not None:
        window = (speak.period(item.window),)
    else:
        window = (speak.days(item.window_days),)
        if speak.copy is Copy.RECIPIENT:
            window += (speak.say("yes.hidden"),)
    yield Fact(speak.say("yes.window"), window)
    yield Fact(speak.say("yes.resolution"), (_resolution(item, speak),))
    yield Fact(speak.say("yes.dates"), (speak.term(f"request_words.dates.{item.dates}"),))
    if item.left_out:
        key = "yes.left_out_one" if item.left_out == 1 else "yes.left_out_many"
        yield Fact(speak.say("yes.left_out"), (speak.tell(key, count=item.left_out),))
    yield Fact(speak.say("yes.why"), (item.why.in_language(speak.language),))


def _resolution(item: RecordedItem, speak: Speaker) -> str:
    known = category(item.category)
    is_series = known is None or known.kind is Kind.SERIES
    if item.resolution is Resolution.RAW and not is_series:
        return speak.say("yes.as_it_is")
    return speak.term(f"request_words.resolutions.{item.resolution}")


def _about(which: Sequence[str], speak: Speaker) -> tuple[str, ...]:
    return tuple(speak.term(f"request_words.demographics.{each}") for each in which)
