"""The citizen's will: a request is read, tried, answered on two days, changed, taken back."""

import textwrap
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from consent.agreement import agreement_text
from consent.approval import Approval, judge_request
from consent.book import ConsentBook
from consent.choice_rules import ChoicesRefused
from consent.choices import Choices, ItemChoice
from consent.documents import load_text
from consent.flow import (
    Conversation,
    answer,
    begin,
    choices_of,
    choices_to_sign,
    load_conversation,
    missing,
    save_conversation,
)
from consent.flow.page import Value
from consent.gate import Gate, Purpose, Refusal, RefusalReason, Release
from consent.ledger import ConsentState, consent_at
from consent.periods import local_day
from consent.receipt.fhir import fhir_file
from consent.receipt.paper import receipt_html, receipt_pdf
from consent.receipt.record import Copy, record_consent
from consent.receipt.ts27560 import ts27560_bytes
from consent.refusal_words import refusal_lines
from consent.request import Resolution, SignedRequest
from consent.shelf import RequestShelf
from consent.trial import Trial, try_choices
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import moment
from datadonor.demo.registry import SLEEP
from datadonor.demo.stage import Stage, Step
from datadonor.errors import DatadonorError
from datadonor.records.categories import category
from datadonor.registry.client import RegistryClient
from datadonor.texts import text

_WIDTH: Final = 92
_INDENT: Final = "    "
_GRANTED: Final = frozenset({"sleep", "activity"})
"""What Karen says yes to. Her heart and the questionnaires she keeps to herself."""


class _Case(NamedTuple):
    """A request on the shelf of an open vault, with what the registry says of it."""

    opened: OpenVault
    signed: SignedRequest
    approval: Approval

    @property
    def now(self) -> datetime:
        return self.opened.log.now()

    @property
    def project(self) -> str:
        return self.signed.request.id

    @property
    def book(self) -> ConsentBook:
        return ConsentBook(self.opened)

    def choices(self) -> Choices:
        """Return what is granted now; nothing granted if no consent is in force."""
        consent = self.book.consent(self.project)
        granted = None if consent is None else self.book.choices(consent)
        return granted or Choices()

    def state(self) -> ConsentState:
        """Return how the project stands now."""
        consent = self.book.consent(self.project)
        return ConsentState.UNKNOWN if consent is None else consent.state


def _read(stage: Stage) -> bool:
    """The whole text that a yes would be to, and nothing has been said yes to."""
    with stage.open() as opened:
        case = _case(stage, opened)
        said = agreement_text(case.signed.request, case.approval.recipient, stage.language)
        is_unanswered = case.state() is ConsentState.REQUESTED
    for line in said.text.splitlines():
        stage.say(textwrap.fill(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT))
    return case.approval.is_approved and is_unanswered


def _try(stage: Stage) -> bool:
    """What would go, before anybody has said yes: all that is asked, and less."""
    with stage.open() as opened:
        case = _case(stage, opened)
        items = {item.id: ItemChoice(granted=True) for item in case.signed.request.items}
        everything = _tried(case, Choices(items=items))
        less = _tried(case, choices_of(_data_answered(_begun(case, stage), case)))
    _say_going(stage, "all", everything)
    _say_going(stage, "less", less)
    return everything.whole.going > less.whole.going > 0


def _begin(stage: Stage) -> bool:
    """Half the answers are given and kept; there is no consent yet, and it says what is missing."""
    with stage.open() as opened:
        case = _case(stage, opened)
        halfway = _data_answered(_begun(case, stage), case)
        save_conversation(opened, halfway, case.now)
        lacking = missing(halfway, case.signed.request, local_day(case.now))
        stage.say(_INDENT + text("demo.consent.missing", stage.language, count=len(lacking)))
        return bool(lacking) and case.state() is ConsentState.REQUESTED


def _sign(stage: Stage) -> bool:
    """Another day: the rest is answered, a wrong answer is explained, and Karen signs."""
    with stage.open() as opened:
        case = _case(stage, opened)
        request, today = case.signed.request, local_day(case.now)
        talk = load_conversation(opened.vault.connection, case.project)
        if talk is None:
            return False
        wrong = (request.comprehension[0].correct + 1) % len(request.comprehension[0].answers)
        talk = answer(talk, request, "questions.0", str(wrong), today)
        explanation = request.comprehension[0].explanation.in_language(stage.language)
        _say_wrapped(stage, text("demo.consent.explained", stage.language, words=explanation))
        was_held_back = bool(missing(talk, request, today))
        talk = _rest_answered(talk, case)
        case.book.give(case.signed, choices_to_sign(talk, request, today), case.approval)
        is_talk_over = load_conversation(opened.vault.connection, case.project) is None
        is_narrow = case.choices().granted == tuple(sorted(_GRANTED))
        return was_held_back and is_talk_over and is_narrow


def _release(stage: Stage) -> bool:
    """The gate opens for what was granted, and for nobody else's purpose."""
    with stage.open() as opened:
        case, gate = _case(stage, opened), Gate(opened)
        opened_gate = gate.open(Purpose(case.project))
        other = gate.open(Purpose(case.project, recipient="somebody-else"))
        _say_refused(stage, case)
    is_narrow = isinstance(opened_gate, Release) and set(opened_gate.choices.granted) == _GRANTED
    is_other = isinstance(other, Refusal) and other.reason is RefusalReason.OTHER_RECIPIENT
    return is_narrow and is_other


def _change(stage: Stage) -> bool:
    """Less than before: activity by the month. The effect is shown before it is saved."""
    with stage.open() as opened:
        case = _case(stage, opened)
        before = case.choices()
        coarser = before.items["activity"].model_copy(update={"resolution": Resolution.MONTH})
        changed = before.model_copy(update={"items": {**before.items, "activity": coarser}})
        case.book.change(case.signed, changed, case.approval)
        return case.choices().items["activity"].resolution is Resolution.MONTH


def _two_days(stage: Stage) -> bool:
    """What held then and what holds now, out of the same log."""
    with stage.open() as opened:
        case = _case(stage, opened)
        history = case.book.history(case.project)
        moments = [moment(entry.recorded) for entry in history if entry.kind == "consent.given"]
        found = []
        for when in (moments[0] - timedelta(milliseconds=1), *moments):
            stood = consent_at(history, when)
            state = ConsentState.UNKNOWN if stood is None else stood.state
            given = None if stood is None else case.book.decision(stood)
            finest = None if given is None else given.decision.choices.items["activity"].resolution
            found.append((state, finest))
            stage.say(
                _INDENT
                + text(
                    "demo.consent.stood",
                    stage.language,
                    when=f"{when.astimezone():%Y-%m-%d %H:%M:%S.%f}"[:-3],
                    state=text(f"consent_states.{state}", stage.language),
                )
            )
    wanted = [ConsentState.REQUESTED, ConsentState.GIVEN, ConsentState.GIVEN]
    return [state for state, _ in found] == wanted and found[1][1] is not found[2][1]


def _receipts(stage: Stage) -> bool:
    """One consent in four forms, for Karen; and the copy that a recipient would get."""
    with stage.open() as opened:
        case = _case(stage, opened)
        consent = case.book.consent(case.project)
        signed = None if consent is None else case.book.decision(consent)
        if consent is None or consent.given is None or signed is None:
            return False
        shown = load_text(opened.vault.connection, consent.given.event.text_sha256)
        own, theirs = (
            record_consent(
                consent, signed, case.signed.request, shown, case.approval.recipient, copy
            )
            for copy in Copy
        )
        today = local_day(case.now)
        written = {
            "receipt.pdf": receipt_pdf(own, stage.language, today),
            "receipt.html": receipt_html(own, stage.language, today),
            "receipt-fhir.json": fhir_file(own),
            "receipt-27560.jsonld": ts27560_bytes(own),
            "receipt-recipient.jsonld": ts27560_bytes(theirs),
        }
    folder = paths.private_folder(stage.folder / "receipts")
    for name, content in written.items():
        paths.atomic_write(folder / name, content)
        stage.say(
            _INDENT + text("demo.consent.receipt", stage.language, name=name, bytes=len(content))
        )
    digest = (own.decision_sha256 or "").encode()
    is_kept_back = digest not in written["receipt-recipient.jsonld"]
    return digest in written["receipt-27560.jsonld"] and is_kept_back


def _withdraw(stage: Stage) -> bool:
    """Karen takes it back; from that moment on the gate is shut. The receipt says so too."""
    with stage.open() as opened:
        case = _case(stage, opened)
        effect = case.signed.request.withdrawal.text.in_language(stage.language)
        _say_wrapped(stage, text("demo.consent.effect", stage.language, words=effect))
        case.book.withdraw(case.signed.request)
        answered = Gate(opened).open(Purpose(case.project))
        _say_refused(stage, case)
        is_shut = isinstance(answered, Refusal) and answered.reason is RefusalReason.WITHDRAWN
        return is_shut and case.state() is ConsentState.WITHDRAWN


def _widened(stage: Stage) -> bool:
    """Choices that give more than was asked are refused, and nothing is written."""
    with stage.open() as opened:
        case = _case(stage, opened)
        size = opened.log.size
        finer = Choices(items={"sleep": ItemChoice(granted=True, resolution=Resolution.RAW)})
        try:
            case.book.change(case.signed, finer, case.approval)
        except ChoicesRefused as error:
            return _is_seen(stage, error) and opened.log.size == size
    return False


def _altered_decision(stage: Stage) -> bool:
    """Someone writes another decision in the place of the signed one: it counts for nothing."""
    with stage.open() as opened:
        case = _case(stage, opened)
        consent = case.book.consent(case.project)
        if consent is None or consent.given is None:
            return False
        digest = bytes.fromhex(consent.given.event.decision_sha256 or "")
        query = "SELECT content FROM consent_document WHERE sha256 = ?"
        row = opened.vault.connection.row(query, (digest,))
        if row is None:
            return False
        update = "UPDATE consent_document SET content = ? WHERE sha256 = ?"
        with opened.vault.transaction():
            opened.vault.connection.execute(update, (bytes(row[0])[:-1] + b" ", digest))
        try:
            case.book.decision(consent)
        except DatadonorError as error:
            return _is_seen(stage, error)
        finally:
            with opened.vault.transaction():
                opened.vault.connection.execute(update, (bytes(row[0]), digest))
    return False


# -- within ---------------------------------------------------------------------------


def _case(stage: Stage, opened: OpenVault) -> _Case:
    signed = RequestShelf(opened).get(SLEEP)
    view = RegistryClient(opened).view()
    return _Case(opened, signed, judge_request(signed, view, opened.log.now(), stage.language))


def _begun(case: _Case, stage: Stage) -> Conversation:
    return begin(case.signed, case.approval.recipient, stage.language)


def _data_answered(talk: Conversation, case: _Case) -> Conversation:
    """Answer which data: two of four, sleep from the last year only, by the week."""
    request, today = case.signed.request, local_day(case.now)
    answers: dict[str, Value] = {
        f"items.{item.id}.granted": item.id in _GRANTED for item in request.items
    }
    answers["items.sleep.window"] = (today - timedelta(days=365), None)
    answers["items.activity.resolution"] = Resolution.WEEK.value
    for field, value in answers.items():
        talk = answer(talk, request, field, value, today)
    return talk


def _rest_answered(talk: Conversation, case: _Case) -> Conversation:
    request, today = case.signed.request, local_day(case.now)
    answers: dict[str, Value] = {"given_by": "self", "text_read": True}
    answers |= {f"demographics.{what}": False for what in request.demographics}
    answers |= {f"options.{option.id}": option.id == "results" for option in request.options}
    for number, question in enumerate(request.comprehension):
        answers[f"questions.{number}"] = str(question.correct)
    for field, value in answers.items():
        talk = answer(talk, request, field, value, today)
    return talk


def _tried(case: _Case, choices: Choices) -> Trial:
    return try_choices(case.opened.vault.connection, case.signed.request, choices, case.now)


def _say_going(stage: Stage, which: str, found: Trial) -> None:
    parts = []
    for each in found.categories:
        known = category(each.category)
        name = each.category if known is None else known.name.in_language(stage.language)
        parts.append(f"{name} {each.whole.going}")
    _say_wrapped(stage, text(f"demo.consent.{which}", stage.language, what=", ".join(parts)))


def _say_refused(stage: Stage, case: _Case) -> None:
    for line in refusal_lines(case.opened, case.project, stage.language):
        _say_wrapped(stage, line)


def _say_wrapped(stage: Stage, line: str) -> None:
    indented = textwrap.fill(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    stage.say(indented)


def _is_seen(stage: Stage, error: DatadonorError) -> bool:
    said = error.user_message(stage.language).message
    stage.say(f"{_INDENT}{text('demo.seen', stage.language, finding=said.rstrip('.'))}")
    return True


STEPS: Final[Mapping[str, Step]] = {
    "read": _read,
    "try": _try,
    "talk": _begin,
    "sign": _sign,
    "release": _release,
    "change": _change,
    "two_days": _two_days,
    "receipts": _receipts,
}

LAST: Final[Mapping[str, Step]] = {"withdraw": _withdraw}
"""Played when all else has been sent."""

ATTACKS: Final[Mapping[str, Step]] = {
    "widened": _widened,
    "altered_decision": _altered_decision,
}
