"""Donations in lines for people."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from consent.periods import local_day
from datadonor.audit.events import moment
from datadonor.cli.common import Common
from datadonor.cli.consent_lines import day_words
from datadonor.cli.lines import wrapped
from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label
from datadonor.records.unit_words import written_number
from datadonor.texts import Fact, text
from export.awaiting import Awaited
from export.donation_words import (
    answer_in_words,
    change_in_words,
    record_title,
    size_in_words,
    state_in_words,
)
from export.fetching import Fetched
from export.outbox import Entry
from export.outgoing import Change
from export.preview import Preview, Shown, Staying, rule_sentence
from export.preview_estimate import estimate_of
from export.recognisability_words import estimate_in_words
from export.sending import Sent
from export.timestamps.words import stamping_sentence

_MOST_SHOWN: Final = 100


def said(common: Common, key: str, **facts: Fact) -> str:
    """Return a sentence of the catalogue of donations."""
    return text(f"donation.{key}", common.language, **facts)


def preview_lines(shown: Preview, common: Common) -> Iterator[str]:
    """Yield what would be sent: totals, what stays and why, examples, the digest."""
    yield from _total_lines(shown, common)
    if shown.records:
        yield ""
        yield wrapped(said(common, "preview.examples"), hanging=0)
        yield from _shown_lines(shown.examples(), common)
    yield from _end_lines(shown, common)


def all_lines(shown: Preview, common: Common) -> Iterator[str]:
    """Yield the same, with every record in the place of examples."""
    yield from _total_lines(shown, common)
    if shown.records:
        yield ""
        yield wrapped(said(common, "preview.page"), hanging=0)
        yield from _shown_lines(shown.all_records(), common)
    yield from _end_lines(shown, common)


def next_lines(project: str, common: Common) -> Iterator[str]:
    """Yield that nothing was sent, and how to go on."""
    yield ""
    yield wrapped(said(common, "preview.nothing_sent"), hanging=0)
    for key, command in (("how_send", "donation send"), ("how_leave_out", "consent change")):
        yield wrapped(said(common, f"preview.{key}"), hanging=0)
        yield wrapped(f"datadonor {command} {project}", 2, 4)


def sent_lines(sent: Sent, common: Common) -> Iterator[str]:
    """Yield what was sent, and what to do next."""
    key = "sent.waited" if sent.was_waiting else "sent.new"
    facts: dict[str, Fact] = {"sequence": sent.entry.sequence, "recipient": sent.entry.recipient}
    yield wrapped(said(common, key, **facts), hanging=0)
    if sent.receipt.kind == "folder":
        yield said(common, "sent.file")
        yield f"  {sent.entry.file_name}"
    if sent.stamping is not None:
        yield wrapped(stamping_sentence(sent.stamping, common.language), hanging=0)
    yield wrapped(said(common, "sent.next"), hanging=0)


def entry_line(entry: Entry, common: Common) -> str:
    """Return one donation with its state and the day of it."""
    day = day_words(local_day(moment(entry.updated)), common)
    state = state_in_words(entry.state, common.language)
    facts: dict[str, Fact] = {"project": entry.project, "sequence": entry.sequence}
    return wrapped(said(common, "list.entry", state=state, day=day, **facts))


def awaited_line(awaited: Awaited, today: date, common: Common) -> str:
    """Say that a recipient has not answered for a withdrawal, and until when it may."""
    key = "list.overdue" if awaited.is_overdue(today) else "list.awaited"
    told, due = day_words(awaited.told, common), day_words(awaited.due, common)
    return wrapped(said(common, key, project=awaited.project, told=told, due=due))


def fetched_line(fetched: Fetched, common: Common) -> str:
    """Return what was found about one donation."""
    entry, _, error = fetched
    facts: dict[str, Fact] = {"project": entry.project, "sequence": entry.sequence}
    if error is not None:
        message = error.user_message(common.language)
        words: dict[str, Fact] = {"message": message.message, "remedy": message.remedy}
        return wrapped(said(common, "answers.failed", **facts, **words))
    state = answer_in_words(fetched, common.language)
    return wrapped(said(common, "answers.entry", state=state, **facts))


# -- within ---------------------------------------------------------------------------


def _total_lines(shown: Preview, common: Common) -> Iterator[str]:
    recipient = shown.prepared.release.recipient
    name = recipient.name.da if common.language == "da" else recipient.name.en
    if not shown.records:
        yield wrapped(said(common, "preview.nothing"), hanging=0)
    else:
        title = said(common, "preview.title", recipient=name, project=shown.project)
        yield wrapped(title, hanging=0)
        ending = "one" if shown.records == 1 else "many"
        count = written_number(shown.records, common.language, 0)
        size = size_in_words(shown.size_bytes, common.language)
        yield "  " + said(common, f"preview.records.{ending}", count=count, size=size)
        for category, number in shown.by_category.items():
            label = category_label(CategoryId(category), common.language)
            counted = written_number(number, common.language, 0)
            line = said(common, "preview.category", name=label, count=counted)
            yield wrapped(f"- {line}", 2, 2)
        if any(rule.startswith("resolution_") for rule in shown.rules):
            yield wrapped(said(common, "preview.summed"), 2, 0)
    if shown.staying:
        yield ""
        yield said(common, "preview.staying")
        yield from (_staying_line(each, common) for each in shown.staying)


def _recognisable_lines(shown: Preview, common: Common) -> Iterator[str]:
    """Yield how recognisable it makes the person, and what would change that."""
    estimated, contents = estimate_of(shown)
    wording = estimate_in_words(estimated, contents, common.language)
    yield ""
    yield said(common, "preview.recognisable")
    for sentence in (wording.headline, *filter(None, [wording.bounds]), *wording.caveats):
        yield wrapped(sentence, 2, 0)
    for step in wording.less_rare:
        yield wrapped(f"- {step}", 2, 2)


def _staying_line(staying: Staying, common: Common) -> str:
    label = category_label(CategoryId(staying.category), common.language)
    return wrapped(f"- {label}: {staying.sentence(common.language)}", 2, 2)


def _shown_lines(several: Iterable[Shown], common: Common) -> Iterator[str]:
    """Yield records, each with its changes, and behind them the rules that are named."""
    numbers: dict[str, int] = {}
    for each in several:
        yield ""
        yield wrapped(record_title(each, common.language), 2)
        for change in each.changes:
            number = numbers.setdefault(change.rule, len(numbers) + 1)
            yield wrapped(f"{_change(change, each, common)} [{number}]", 4, 2)
    yield ""
    yield said(common, "preview.rules")
    for rule, number in numbers.items():
        yield wrapped(f"[{number}] {rule_sentence(rule, common.language)}", 2)


def _change(change: Change, each: Shown, common: Common) -> str:
    words = change_in_words(change, each, common.language)
    return f"{words.field}: {_short(words.before)} → {_short(words.after)}"


def _short(value: str) -> str:
    """Return a value short enough for a line or two."""
    return value if len(value) <= _MOST_SHOWN else value[: _MOST_SHOWN - 1] + "…"


def _end_lines(shown: Preview, common: Common) -> Iterator[str]:
    if not shown.records:
        return
    yield from _recognisable_lines(shown, common)
    yield ""
    yield said(common, "preview.digest")
    yield f"  {shown.digest}"
