"""A consent in lines for people: how it stands, what is granted, what is not, the text itself.

No line is wider than the terminal. What is said is said in whole sentences, or as a
heading with entries below it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from consent.agreement import (
    Agreement,
    PartKind,
    agreement_sections,
    item_name,
    parts_of,
    type_name,
)
from consent.case import ConsentCase
from consent.choices import Choices, ItemChoice
from consent.ledger import ConsentState
from consent.periods import local_day
from consent.policy import last_day, resolution_of, window_of
from consent.request import Item
from consent.vocabulary import day_in_words
from datadonor.audit.events import moment
from datadonor.cli.common import Common
from datadonor.cli.lines import wrapped
from datadonor.cli.summary_lines import counted
from datadonor.records.rollups import ZONE
from datadonor.texts import Language, catalogue, text

_ENTRY: Final = 2
"""How far entries stand in from their heading."""


def title_line(case: ConsentCase, common: Common) -> str:
    """Return what a project is called, with its id and the version in question."""
    request = case.signed.request
    title = " ".join(request.title.in_language(common.language).split())
    return wrapped(
        common.text("consent.title", title=title, id=request.id, version=request.version), hanging=0
    )


def list_lines(case: ConsentCase, common: Common) -> list[str]:
    """Return one project as one of a list: its name, how it stands, and what is new."""
    lines = [title_line(case, common), wrapped(state_sentence(case, common), _ENTRY, 0)]
    if case.asks_for_more:
        lines.append(wrapped(common.text("consent.asks_for_more"), _ENTRY, 0))
    return lines


def state_sentence(case: ConsentCase, common: Common) -> str:
    """Say how a project stands, and since when."""
    said = text(f"consent_states.{case.consent.state}", common.language)
    key = f"chronicle.reason.{case.consent.reason}"
    if case.consent.state is ConsentState.STOPPED and key in catalogue():
        said = f"{said} {common.text('consent.because', reason=text(key, common.language))}"
    if case.consent.since is None:
        return said
    return f"{said} {common.text('consent.since', since=moment_words(case.consent.since, common))}"


def moment_words(instant: str, common: Common) -> str:
    """Write a moment of the log as people do, by the clock in Denmark."""
    local = moment(instant).astimezone(ZONE)
    clock = f"{local:%H.%M}" if common.language is Language.DANISH else f"{local:%H:%M}"
    return common.text("consent.moment", day=day_words(local.date(), common), clock=clock)


def day_words(day: date, common: Common) -> str:
    """Write a day as people do."""
    return day_in_words(day).in_language(common.language)


def standing_lines(case: ConsentCase, common: Common) -> list[str]:
    """Return how one project stands: state, what is granted and what not, until when."""
    lines = [title_line(case, common), "", wrapped(state_sentence(case, common), hanging=0)]
    recorded, since = case.consent.recorded, case.consent.since
    if recorded is not None and since is not None and _is_later(recorded, since, case):
        when = moment_words(recorded, common)
        lines.append(wrapped(common.text("consent.recorded", recorded=when), hanging=0))
    choices = case.choices()
    if choices is not None:
        lines += ["", *choices_lines(case, choices, common)]
    if case.asks_for_more:
        lines += ["", wrapped(common.text("consent.asks_for_more"), hanging=0)]
        lines += [
            wrapped(f"- {change.sentence(common.language)}", _ENTRY, _ENTRY)
            for change in case.changes
            if change.needs_new_consent
        ]
        command = common.text("consent.how_newer", id=case.signed.request.id)
        lines.append(wrapped(command, hanging=0))
    return lines


def choices_lines(case: ConsentCase, choices: Choices, common: Common) -> list[str]:
    """Return what choices come to: what goes, what does not, options, how often, until when."""
    request = case.signed.request
    granted = [item for item in request.items if choices.is_granted(item.id)]
    taken_back = [item for item in request.items if item.id in case.consent.withdrawn_items]
    refused = [item for item in request.items if item not in granted and item not in taken_back]
    lines = []
    if granted:
        lines.append(common.text("consent.granted"))
        for item in granted:
            lines += _item_lines(item, choices.items[item.id], common)
    for heading, items in (("consent.refused", refused), ("consent.taken_back", taken_back)):
        if items:
            lines += ["", common.text(heading)]
            lines += [_entry(_item_words(item, common)) for item in items]
    lines += ["", *_person_lines(case, choices, common)]
    return [*lines, *_option_lines(case, choices, common), *_often_lines(case, choices, common)]


def regret_lines(case: ConsentCase, common: Common) -> list[str]:
    """Return what the request's own text says of taking a consent back."""
    sections = agreement_sections(case.signed.request, case.approval.recipient, common.language)
    parts = next(section.parts for section in sections if section.id == "regret")
    return [line for part in parts[1:] for line in ("", wrapped(part.text, hanging=0))]


def command_lines(question: str, command: str) -> list[str]:
    """Return a question and, on a line of its own, the command that it is about."""
    return [wrapped(question, hanging=0), wrapped(f"datadonor consent {command}", _ENTRY, _ENTRY)]


def text_lines(agreement: Agreement) -> list[str]:
    """Return a text as it is read out, its questions and their answers numbered from 1."""
    return list(_text_lines(agreement))


def question_lines(question: str, answers: Sequence[str], number: int, common: Common) -> list[str]:
    """Return one question about the text, with its answers numbered from 1."""
    asked = common.text("consent.question", number=number, question=" ".join(question.split()))
    numbered = (f"{place}) {' '.join(said.split())}" for place, said in enumerate(answers, start=1))
    return [wrapped(asked, hanging=0), *(wrapped(said, _ENTRY, 3) for said in numbered)]


# -- within ---------------------------------------------------------------------------


def _is_later(recorded: str, since: str, case: ConsentCase) -> bool:
    """Say whether a decision was written down on a later day than it was made."""
    is_decision = case.consent.state.is_in_force
    return is_decision and local_day(moment(recorded)) > local_day(moment(since))


def _item_words(item: Item, common: Common) -> str:
    name = item_name(item, common.language)
    return name if name == item.id else common.text("consent.item", name=name, id=item.id)


def _item_lines(item: Item, choice: ItemChoice, common: Common) -> Iterator[str]:
    yield _entry(_item_words(item, common))
    if choice.types is not None or item.types is not None:
        types = choice.types or item.types or ()
        named = ", ".join(type_name(each, common.language) for each in types)
        yield _detail(common.text("consent.types", types=named))
    window = window_of(item, choice)
    if window is not None:
        first, last = day_words(window.first, common), day_words(window.last, common)
        yield _detail(common.text("consent.window", first=first, last=last))
    resolution = resolution_of(item, choice)
    said = text(f"request_words.resolutions.{resolution}", common.language)
    yield _detail(common.text("consent.resolution", resolution=said))
    if choice.excluded_records:
        yield _detail(counted("consent.left_out", len(choice.excluded_records), common))


def _person_lines(case: ConsentCase, choices: Choices, common: Common) -> Iterator[str]:
    if not case.signed.request.demographics:
        return
    told = ", ".join(
        text(f"request_words.demographics.{which}", common.language)
        for which in choices.demographics
    )
    key = "consent.about_you" if told else "consent.nothing_about_you"
    yield wrapped(common.text(key, told=told), hanging=0)
    yield ""


def _option_lines(case: ConsentCase, choices: Choices, common: Common) -> Iterator[str]:
    options = case.signed.request.options
    if not options:
        return
    yield common.text("consent.options")
    for option in options:
        name = text(f"request_words.options.{option.id}", common.language)
        answer = choices.options.get(option.id)
        key = {True: "yes", False: "no", None: "unchosen"}[answer]
        yield _entry(common.text("consent.option", name=name, answer=common.text(f"consent.{key}")))
    yield ""


def _often_lines(case: ConsentCase, choices: Choices, common: Common) -> Iterator[str]:
    request = case.signed.request
    frequency = choices.frequency or request.frequency
    often = text(f"request_words.frequency.{frequency}", common.language)
    yield wrapped(common.text("consent.often", often=often), hanging=0)
    last = day_words(last_day(request, choices), common)
    yield wrapped(common.text("consent.until", day=last), hanging=0)


def _text_lines(agreement: Agreement) -> Iterator[str]:
    questions = text("agreement.heading.questions", agreement.language)
    is_among, question, answer, before = False, 0, 0, PartKind.TITLE
    for kind, said in parts_of(agreement.text):
        if kind is not PartKind.ENTRY or before is not PartKind.ENTRY:
            yield ""
        before = kind
        if kind is PartKind.HEADING:
            is_among = said == questions
        if kind in {PartKind.TITLE, PartKind.HEADING}:
            yield wrapped(said.upper() if kind is PartKind.TITLE else said, hanging=0)
            yield ("=" if kind is PartKind.TITLE else "-") * min(len(said), 79)
        elif kind is PartKind.SUBHEADING:
            question, answer = question + is_among, 0
            yield wrapped(f"{question}. {said}" if is_among else f"* {said}", hanging=3)
        elif kind is PartKind.ENTRY:
            answer += 1
            yield wrapped(f"{answer}) {said}" if is_among else f"- {said}", _ENTRY, 3)
        else:
            yield wrapped(said, hanging=0)


def _entry(said: str) -> str:
    return wrapped(f"- {said}", _ENTRY, _ENTRY)


def _detail(said: str) -> str:
    return wrapped(said, 2 * _ENTRY, _ENTRY)
