"""Donations in lines for people."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from consent.periods import local_day
from datadonor.audit.events import moment
from datadonor.cli.common import Common
from datadonor.cli.consent_lines import day_words
from datadonor.cli.lines import wrapped
from datadonor.cli.record_words import category_label, name_label
from datadonor.records.categories import CategoryId
from datadonor.records.unit_words import written_number
from datadonor.texts import Fact, catalogue, text
from export.awaiting import Awaited
from export.fetching import Fetched
from export.outbox import Entry
from export.outgoing import Change
from export.preview import DEVICE, Preview, Shown, Staying, rule_sentence
from export.preview_estimate import estimate_of
from export.recognisability_words import estimate_in_words
from export.sending import Sent

_KIB: Final = 1024.0
_MOST_SHOWN: Final = 100
_LABELS: Final = ("id", "subject", "code", "effective", "value", "component", DEVICE, "performer")
_OF_MANY: Final = tuple(f"Observation.{each}" for each in ("effective", "value", "component"))


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
    yield wrapped(said(common, "sent.next"), hanging=0)


def entry_line(entry: Entry, common: Common) -> str:
    """Return one donation with its state and the day of it."""
    day = day_words(local_day(moment(entry.updated)), common)
    state = said(common, f"state.{entry.state}")
    facts: dict[str, Fact] = {"project": entry.project, "sequence": entry.sequence}
    return wrapped(said(common, "list.entry", state=state, day=day, **facts))


def awaited_line(awaited: Awaited, today: date, common: Common) -> str:
    """Say that a recipient has not answered for a withdrawal, and until when it may."""
    key = "list.overdue" if awaited.is_overdue(today) else "list.awaited"
    told, due = day_words(awaited.told, common), day_words(awaited.due, common)
    return wrapped(said(common, key, project=awaited.project, told=told, due=due))


def fetched_line(fetched: Fetched, common: Common) -> str:
    """Return what was found about one donation."""
    entry, answer, error = fetched
    facts: dict[str, Fact] = {"project": entry.project, "sequence": entry.sequence}
    if error is not None:
        message = error.user_message(common.language)
        words: dict[str, Fact] = {"message": message.message, "remedy": message.remedy}
        return wrapped(said(common, "answers.failed", **facts, **words))
    if answer is None:
        state = f"{said(common, 'answers.no_news')} ({said(common, f'state.{entry.state}')})"
    else:
        state = answer.answer.statement.in_language(common.language)
        state += _rejection(answer.answer.detail.code, common)
    return wrapped(said(common, "answers.entry", state=state, **facts))


def _rejection(code: str | None, common: Common) -> str:
    """Return the reason of a rejection in words of our own, if there are any."""
    if code is None:
        return ""
    key = f"errors.{code}.what"
    if key not in catalogue() or "{" in catalogue()[key][common.language]:
        return f" {code}."
    return f" {code}: {text(key, common.language)}"


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
        size = _size(shown.size_bytes, common)
        yield "  " + said(common, f"preview.records.{ending}", count=count, size=size)
        for category, number in shown.by_category.items():
            label = category_label(CategoryId(category), common)
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
    label = category_label(CategoryId(staying.category), common)
    return wrapped(f"- {label}: {staying.sentence(common.language)}", 2, 2)


def _shown_lines(several: Iterable[Shown], common: Common) -> Iterator[str]:
    """Yield records, each with its changes, and behind them the rules that are named."""
    numbers: dict[str, int] = {}
    for each in several:
        yield ""
        yield wrapped(_title(each, common), 2)
        for change in each.changes:
            number = numbers.setdefault(change.rule, len(numbers) + 1)
            yield wrapped(f"{_change(change, each, common)} [{number}]", 4, 2)
    yield ""
    yield said(common, "preview.rules")
    for rule, number in numbers.items():
        yield wrapped(f"[{number}] {rule_sentence(rule, common.language)}", 2)


def _title(shown: Shown, common: Common) -> str:
    """Return what a record is, as a person calls it."""
    outgoing = shown.outgoing
    label = category_label(CategoryId(outgoing.category), common)
    kind = next((row.cells[1] for row in outgoing.rows), None) if _is_measured(shown) else None
    if isinstance(kind, str):
        return f"{label}: {name_label(kind, common.language)}"
    return f"{label} ({outgoing.resource_type})"


def _is_measured(shown: Shown) -> bool:
    """Say whether it is a sample, an episode or a sum of them."""
    is_document = (shown.outgoing.record or "").startswith("d")
    return shown.outgoing.resource_type == "Observation" and not is_document


def _change(change: Change, shown: Shown, common: Common) -> str:
    field = change.field.partition(".")[2] or change.field
    record = shown.outgoing.record
    if _is_measured(shown):
        label = next((each for each in _LABELS if field.startswith(each)), None)
        field = field if label is None else said(common, f"field.{label}")
    is_of_many = record is None and change.field.startswith(_OF_MANY)
    before = _short(change.before) or (said(common, "preview.many") if is_of_many else "–")
    after = _short(change.after) or said(common, "preview.not_sent")
    return f"{field}: {before} → {after}"


def _short(value: str | None) -> str | None:
    """Return a value short enough for a line or two."""
    if value is None or len(value) <= _MOST_SHOWN:
        return value
    return value[: _MOST_SHOWN - 1] + "…"


def _end_lines(shown: Preview, common: Common) -> Iterator[str]:
    if not shown.records:
        return
    yield from _recognisable_lines(shown, common)
    yield ""
    yield said(common, "preview.digest")
    yield f"  {shown.digest}"


def _size(size_bytes: int, common: Common) -> str:
    """Return a length in the unit that is easiest to read (powers of 1024, as files have)."""
    size = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if size < _KIB:
            return f"{written_number(size, common.language, 0 if unit == 'B' else 1)} {unit}"
        size /= _KIB
    return f"{written_number(size, common.language, 1)} GB"
