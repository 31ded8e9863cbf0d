"""Entering a consent that was given on paper: when it counts, and what is kept of it.

The decision is the day's that stands beside the signature, and the event that a page was
attached stands in the same transaction as the decision: there is no decision on paper
without its page, and no page without its decision. What the paper has no box for cannot
have been said on it. Must not know: a terminal, a window.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Final, NamedTuple

from consent.case import ConsentCase, case_to_answer
from consent.choice_rules import AnswerWrong, ChoicesRefused, TextNotShown, require_fitting
from consent.choices import Choices
from consent.decision import SignedDecision
from consent.documents import save_document
from consent.mandate_signing import NOBODY, Signers
from consent.paper_draft import discard
from consent.paper_form import PaperForm, is_code_of
from consent.paper_form_writing import paper_form
from consent.paper_page import PaperPage
from consent.periods import local_day
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    ConsentGiven,
    ConsentInvalidated,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    PaperAttached,
    RequestAdded,
    moment,
)
from datadonor.audit.log import Recording
from datadonor.errors import DatadonorError, ExitCode
from datadonor.records.rollups import ZONE
from datadonor.texts import Language

_NOON: Final = time(12)
"""Paper has a day and no hour. Source: our choice; it is that day in every zone of Europe."""

_DECISIONS: Final = (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    ConsentStopped,
    ConsentInvalidated,
)


class PaperFormUnknown(DatadonorError):
    """No form of the project has this code today: another one was printed, or other words."""

    code = "PAPER_FORM_UNKNOWN"
    exit_code = ExitCode.BAD_FILE


class PaperHasNoBox(DatadonorError):
    """Something was chosen that the paper has no box for."""

    code = "PAPER_HAS_NO_BOX"
    exit_code = ExitCode.BAD_FILE


class PaperDayAhead(DatadonorError):
    """The day beside the signature has not come yet."""

    code = "PAPER_DAY_AHEAD"
    exit_code = ExitCode.USAGE


class PaperTooEarly(DatadonorError):
    """The day beside the signature is before the request came to this vault (fact: ``day``)."""

    code = "PAPER_TOO_EARLY"
    exit_code = ExitCode.NO


class PaperOvertaken(DatadonorError):
    """A decision of the same day or of a later one stands already (fact: ``day``)."""

    code = "PAPER_OVERTAKEN"
    exit_code = ExitCode.NO


class PaperAnswerWrong(ChoicesRefused):
    """A question about the text is answered wrongly on paper (fact: ``number``, the paper's)."""

    code = "PAPER_ANSWER_WRONG"


class FilledForm(NamedTuple):
    """A form as it came back.

    Attributes:
        form: What was printed.
        choices: What is ticked on it; nothing if it is a no to taking part.
        signed_on: The day beside the signature.
        page: A picture of the signed page.
        signers: Who decides for the person, each with their own key opened.
    """

    form: PaperForm
    choices: Choices | None
    signed_on: date
    page: PaperPage
    signers: Signers = NOBODY


def form_of(case: ConsentCase, language: Language) -> PaperForm:
    """Return the form of the request in question, in one language."""
    return paper_form(case.signed, case.approval.recipient, language)


def case_of_code(
    opened: OpenVault, project: str, code: str, language: Language
) -> tuple[ConsentCase, PaperForm]:
    """Return which request a form asks, and the form, by the code that stands on it.

    Args:
        opened: The vault.
        project: The registry's id.
        code: As somebody read it off a sheet.
        language: Of what the registry says.

    Raises:
        RequestUnknown: There is no such project.
        PaperFormUnknown: None of its versions has such a form, in either language.
    """
    shelf = RequestShelf(opened).all()
    versions = [one.request.version for one in shelf if one.request.id == project]
    if not versions:
        raise RequestUnknown
    for version in sorted(versions, reverse=True):
        case = case_to_answer(opened, project, language, version)
        for form in (form_of(case, each) for each in Language):
            if is_code_of(form, code):
                return case, form
    raise PaperFormUnknown


def choices_of_file(form: PaperForm, choices: Choices) -> Choices:
    """Return choices that somebody wrote down from a form, bound to its text.

    Raises:
        PaperHasNoBox: They say more than can be ticked.
        TextNotShown: They are bound to another text, or say another language.
    """
    if any(_beyond_boxes(form, choices)):
        raise PaperHasNoBox
    is_other = choices.language not in {None, form.language.value}
    if is_other or choices.text_sha256 not in {None, form.text_sha256}:
        raise TextNotShown
    bound = {"language": form.language.value, "text_sha256": form.text_sha256}
    return choices.model_copy(update=bound)


def require_answers(form: PaperForm, choices: Choices, today: date) -> None:
    """Check that what is ticked can be a consent.

    Raises:
        PaperAnswerWrong: An answer does not fit the text.
        ChoicesRefused: As ``consent.choice_rules.require_fitting`` says.
    """
    with _numbered_as_printed(form):
        require_fitting(form.request, choices, today)


def require_day(case: ConsentCase, signed_on: date) -> None:
    """Check that a form could have been signed on a day, and that it still counts.

    Raises:
        PaperDayAhead, PaperTooEarly, PaperOvertaken: As their names say.
    """
    log = case.opened.log
    if signed_on > local_day(log.now()):
        raise PaperDayAhead
    added = min(_days_of_request(case), default=signed_on)
    if signed_on < added:
        raise PaperTooEarly(day=str(added))
    latest = max(_days_of_decisions(case), default=None)
    if latest is not None and signed_on <= latest:
        raise PaperOvertaken(day=str(latest))


def enter_paper(case: ConsentCase, filled: FilledForm) -> SignedDecision:
    """Write down what was decided on paper, and keep the picture of the page.

    Args:
        case: The request that the form asks, and how its project stands.
        filled: The form as it came back.

    Raises:
        PaperDayAhead, PaperTooEarly, PaperOvertaken: As ``require_day`` says.
        PaperAnswerWrong: An answer does not fit the text.
        RequestNotApproved, RegistryStale, ChoicesRefused, ConsentInForce, ClockBehind,
            VaultReadOnly, DiskFull, DiskRefused: As ``ConsentBook.give`` and ``refuse`` say.
            Nothing was changed.
        MandateNeeded, MandateOver, JointHolderMissing, UnderAge, DecidedThemselves: Likewise.
    """
    require_day(case, filled.signed_on)
    decided = _moment_of(filled.signed_on, case.opened.log.now())

    def attach(recording: Recording, signed: SignedDecision) -> None:
        save_document(recording.connection, filled.page.content)
        discard(recording.connection, case.signed.request.id)
        attached = PaperAttached(
            decision_sha256=signed.digest,
            form_sha256=filled.form.sha256,
            page_sha256=filled.page.sha256,
            media_type=filled.page.media_type,
            size=len(filled.page.content),
        )
        recording.append(attached, project=case.signed.request.id)

    if filled.choices is None:
        said = Choices(language=filled.form.language.value)
        return case.book.refuse(
            case.signed, said, decided=decided, beside=attach, signers=filled.signers
        )
    with _numbered_as_printed(filled.form):
        return case.book.give(
            case.signed, filled.choices, case.approval, decided, attach, filled.signers
        )


# -- within ---------------------------------------------------------------------------


@contextmanager
def _numbered_as_printed(form: PaperForm) -> Iterator[None]:
    """Name a question by the number that stands on the sheet: there all are counted together."""
    try:
        yield
    except AnswerWrong as error:
        nth = int(error.facts["number"]) - 1
        (number,) = (ask.number for ask in form.asks if ask.field == f"questions.{nth}")
        raise PaperAnswerWrong(number=number) from None


def _moment_of(day: date, now: datetime) -> datetime | None:
    """Return when a form of a day was signed; nothing, which is now, if it is today."""
    return None if day == local_day(now) else datetime.combine(day, _NOON, ZONE)


def _beyond_boxes(form: PaperForm, choices: Choices) -> Iterator[bool]:
    for choice in choices.items.values():
        narrowed = (choice.types, choice.from_, choice.until, choice.resolution)
        yield bool(choice.excluded_records) or any(each is not None for each in narrowed)
    yield choices.expires is not None
    yield choices.frequency not in {None, "once", form.request.frequency}


def _days_of_request(case: ConsentCase) -> Iterator[date]:
    for stored in case.opened.log.events_of(RequestAdded):
        event = stored.event
        what = None if event is None else event.what
        is_it = isinstance(what, RequestAdded) and what.request_sha256 == case.signed.digest
        if event is not None and is_it:
            yield local_day(moment(event.when.recorded))


def _days_of_decisions(case: ConsentCase) -> Iterator[date]:
    kinds = {each.kind for each in _DECISIONS}
    for entry in case.book.history(case.signed.request.id):
        if entry.kind in kinds and entry.true_since:
            yield local_day(moment(entry.true_since))
