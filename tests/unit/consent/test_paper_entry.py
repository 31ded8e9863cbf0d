"""A decision from paper: it counts from its own day, with its page, or not at all."""

from datetime import date, timedelta
from typing import Any

import pytest

from consent.book import ConsentInForce, RequestEnded, RequestNotApproved, RequestRevoked
from consent.case import ConsentCase, Which, case_of, case_to_answer
from consent.choice_rules import NothingGranted, TextNotShown
from consent.choices import Choices, ItemChoice
from consent.chronicle import Chronicle
from consent.chronicle_words import happening_lines
from consent.documents import ConsentDocumentGone, load_document
from consent.flow import unfinished_conversations
from consent.gate import Release
from consent.ledger import ConsentState
from consent.mandate import CUSTODY
from consent.mandate_rules import UnderAge
from consent.mandate_signing import JointHolderMissing
from consent.mandates import MandateOver, record_mandate
from consent.paper_draft import PaperDraft, load_draft, save_draft
from consent.paper_entry import (
    FilledForm,
    PaperAnswerWrong,
    PaperDayAhead,
    PaperFormUnknown,
    PaperHasNoBox,
    PaperOvertaken,
    PaperTooEarly,
    case_of_code,
    choices_of_file,
    enter_paper,
    form_of,
)
from consent.paper_form import choices_on
from consent.paper_page import PaperPageMissing, is_on_paper, last_page, read_page
from consent.periods import local_day
from consent.receipt.fhir_terms import our_extension
from consent.receipt.record import Copy
from consent.receipt.writing import Form, consent_record, receipt_content
from consent.shelf import RequestShelf
from datadonor.audit.assistance import start_assistance
from datadonor.audit.events import (
    SELF,
    Assistant,
    AttestationAdded,
    ConsentGiven,
    ConsentRefused,
    PaperAttached,
    moment,
)
from datadonor.errors import DatadonorError, DiskFull
from datadonor.registry.errors import RegistryStale
from datadonor.texts import Language
from tests.consents import NOON
from tests.mandates import HOLDER_PASSPHRASE, decider, parents, terms
from tests.papers import PNG, a_no, all_yes
from tests.releases import PROJECT, Citizen, signed_version
from tests.unit.conftest import WEAK

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
PAGE = read_page(PNG)
TODAY = local_day(NOON)


def case(donor: Citizen, version: int = 1) -> ConsentCase:
    return case_to_answer(donor.opened, PROJECT, DANISH, version)


@pytest.fixture
def asked(donor: Citizen) -> Citizen:
    """Someone who took the request in ten days ago."""
    RequestShelf(donor.opened).add(signed_version(1), SELF, donor.opened.log.now())
    donor.clock.forward(days=10)
    donor.republish()
    donor.refresh()
    return donor


def filled(
    donor: Citizen, *, days_ago: int = 3, is_no: bool = False, language: Language = DANISH
) -> FilledForm:
    form = form_of(case(donor), language)
    choices = choices_on(form, a_no(form) if is_no else all_yes(form))
    day = local_day(donor.opened.log.now()) - timedelta(days=days_ago)
    return FilledForm(form, choices, day, PAGE)


def state(donor: Citizen) -> ConsentState:
    return case_of(donor.opened, PROJECT, DANISH).consent.state


def kinds(donor: Citizen) -> list[str]:
    return [each.event.kind for each in donor.opened.log.events() if each.event is not None]


# -- what is written ------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_a_yes_counts_from_the_day_beside_the_signature(asked: Citizen, language: Language) -> None:
    on_paper = filled(asked, language=language)
    signed = enter_paper(case(asked), on_paper)
    assert state(asked) is ConsentState.GIVEN
    given = case_of(asked.opened, PROJECT, DANISH).consent.given
    assert given is not None
    assert given.event.language == language.value
    assert given.event.text_sha256 == on_paper.form.text_sha256
    assert local_day(moment(given.true_since)) == on_paper.signed_on
    assert local_day(moment(given.recorded)) == TODAY + timedelta(days=10)
    assert signed.decision.choices == on_paper.choices


def test_one_of_today_counts_from_now(asked: Citizen) -> None:
    enter_paper(case(asked), filled(asked, days_ago=0))
    given = case_of(asked.opened, PROJECT, DANISH).consent.given
    assert given is not None
    assert given.event.decided is None


@pytest.mark.parametrize("is_no", [False, True])
def test_the_page_is_kept_with_the_decision(asked: Citizen, is_no: bool) -> None:
    on_paper = filled(asked, is_no=is_no)
    signed = enter_paper(case(asked), on_paper)
    decided, attached = [*asked.opened.log.events_of(ConsentGiven, ConsentRefused, PaperAttached)]
    assert attached.position == decided.position + 1
    assert attached.event is not None
    assert attached.event.project == PROJECT
    assert attached.event.what == PaperAttached(
        decision_sha256=signed.digest,
        form_sha256=on_paper.form.sha256,
        page_sha256=PAGE.sha256,
        media_type="image/png",
        size=len(PNG),
    )
    assert last_page(asked.opened, PROJECT) == PAGE
    assert is_on_paper(asked.opened, PROJECT, signed.digest)


def test_a_no_is_a_no_of_that_day(asked: Citizen) -> None:
    on_paper = filled(asked, is_no=True)
    enter_paper(case(asked), on_paper)
    assert state(asked) is ConsentState.REFUSED
    (stored,) = asked.opened.log.events_of(ConsentRefused)
    assert stored.event is not None
    assert isinstance(stored.event.what, ConsentRefused)
    assert stored.event.what.decided is not None
    assert local_day(moment(stored.event.what.decided)) == on_paper.signed_on


def test_a_no_needs_no_approval(asked: Citizen) -> None:
    asked.revoke(PROJECT)
    asked.refresh()
    enter_paper(case(asked), filled(asked, is_no=True))
    assert state(asked) is ConsentState.REFUSED


def test_without_room_for_the_page_there_is_no_decision(
    asked: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both stand in one transaction."""
    before = kinds(asked)

    def refuse(*_: object) -> str:
        raise DiskFull

    monkeypatch.setattr("consent.paper_entry.save_document", refuse)
    with pytest.raises(DiskFull):
        enter_paper(case(asked), filled(asked))
    assert kinds(asked) == before
    assert state(asked) is ConsentState.REQUESTED


def test_what_was_said_on_paper_lets_data_go_and_can_be_taken_back(asked: Citizen) -> None:
    enter_paper(case(asked), filled(asked))
    assert isinstance(asked.ask(), Release)
    asked.book.withdraw(signed_version(1).request)
    assert state(asked) is ConsentState.WITHDRAWN


# -- what is refused ------------------------------------------------------------------


def refused(donor: Citizen, on_paper: FilledForm, error: type[DatadonorError]) -> DatadonorError:
    before = kinds(donor)
    with pytest.raises(error) as caught:
        enter_paper(case(donor), on_paper)
    assert kinds(donor) == before
    return caught.value


def test_a_day_that_has_not_come_is_refused(asked: Citizen) -> None:
    refused(asked, filled(asked, days_ago=-1), PaperDayAhead)


def test_a_day_before_the_request_came_is_refused(asked: Citizen) -> None:
    refused(asked, filled(asked, days_ago=11), PaperTooEarly)
    enter_paper(case(asked), filled(asked, days_ago=10))


@pytest.mark.parametrize("days_ago", [0, 3])
def test_a_paper_that_is_older_than_a_decision_is_refused(asked: Citizen, days_ago: int) -> None:
    """It must not bring back what was taken back since."""
    asked.give()
    asked.clock.forward(minutes=1)
    asked.book.withdraw(signed_version(1).request)
    refused(asked, filled(asked, days_ago=days_ago), PaperOvertaken)
    asked.clock.forward(days=1)
    enter_paper(case(asked), filled(asked, days_ago=0))
    assert state(asked) is ConsentState.RENEWED


def test_a_no_in_the_window_is_not_undone_by_an_older_paper(asked: Citizen) -> None:
    asked.book.refuse(signed_version(1))
    refused(asked, filled(asked), PaperOvertaken)


def test_a_yes_in_force_is_not_given_twice(asked: Citizen) -> None:
    enter_paper(case(asked), filled(asked, days_ago=5))
    refused(asked, filled(asked, days_ago=2), ConsentInForce)
    refused(asked, filled(asked, days_ago=2, is_no=True), ConsentInForce)


@pytest.mark.parametrize(("gone", "error"), [(True, RequestRevoked), (False, RequestNotApproved)])
def test_a_yes_to_what_is_no_longer_approved_is_refused(
    asked: Citizen,
    gone: bool,
    error: type[DatadonorError],
) -> None:
    if gone:
        asked.revoke(PROJECT)
    else:
        asked.published.clear()
        asked.republish()
    asked.refresh()
    refused(asked, filled(asked), error)


def test_a_yes_after_the_requests_last_day_is_refused(asked: Citizen) -> None:
    asked.clock.now = NOON.replace(year=2033)
    asked.republish()
    asked.refresh()
    refused(asked, filled(asked), RequestEnded)


def test_a_wrong_answer_on_the_paper_is_refused(asked: Citizen) -> None:
    on_paper = filled(asked)
    assert on_paper.choices is not None
    (right, *others) = on_paper.choices.comprehension
    wrong = on_paper.choices.model_copy(update={"comprehension": (1 - right, *others)})
    error = refused(asked, on_paper._replace(choices=wrong), PaperAnswerWrong)
    (ask,) = (each for each in on_paper.form.asks if each.field == "questions.0")
    assert error.facts == {"number": ask.number}
    assert ask.number > 1


def test_a_yes_with_no_box_ticked_is_refused(asked: Citizen) -> None:
    form = form_of(case(asked), DANISH)
    ticks = {name: key for name, key in all_yes(form).items() if not name.startswith("items.")}
    on_paper = filled(asked)._replace(choices=choices_on(form, ticks))
    refused(asked, on_paper, NothingGranted)


# -- who decided, and who helped -------------------------------------------------------


def test_those_who_decide_for_somebody_sign_it_too(asked: Citizen) -> None:
    both = parents(asked.opened)
    signed = enter_paper(case(asked), filled(asked)._replace(signers=both))
    assert signed.decision.choices.given_by == "guardian"
    added = [
        each.event.what.decision_sha256
        for each in asked.opened.log.events_of(AttestationAdded)
        if each.event is not None and isinstance(each.event.what, AttestationAdded)
    ]
    assert added == [signed.digest] * 2
    assert is_on_paper(asked.opened, PROJECT, signed.digest)


def test_one_of_two_who_decide_together_is_not_enough_on_paper_either(asked: Citizen) -> None:
    one, _ = parents(asked.opened)
    refused(asked, filled(asked)._replace(signers=[one]), JointHolderMissing)


def came_of_age_today(asked: Citizen) -> None:
    """Record that others had custody until yesterday."""
    today = local_day(asked.opened.log.now())
    record_mandate(asked.opened, terms(CUSTODY, of_age_on=today), HOLDER_PASSPHRASE, kdf=WEAK)


def test_a_yes_that_was_signed_under_age_is_no_yes_once_one_is_of_age(asked: Citizen) -> None:
    """Signed yesterday by somebody who comes of age today."""
    came_of_age_today(asked)
    refused(asked, filled(asked, days_ago=1), UnderAge)
    enter_paper(case(asked), filled(asked, days_ago=0))
    assert state(asked) is ConsentState.GIVEN


def test_a_no_that_was_signed_under_age_is_a_no(asked: Citizen) -> None:
    came_of_age_today(asked)
    enter_paper(case(asked), filled(asked, days_ago=1, is_no=True))
    assert state(asked) is ConsentState.REFUSED


@pytest.mark.parametrize("is_no", [True, False], ids=["a no", "a yes"])
def test_nobody_signs_on_a_day_before_their_right_began(asked: Citizen, *, is_no: bool) -> None:
    today = local_day(asked.opened.log.now())
    holder = decider(asked.opened, since=today - timedelta(days=2))
    early = filled(asked, days_ago=3, is_no=is_no)._replace(signers=[holder])
    refused(asked, early, MandateOver)
    enter_paper(case(asked), filled(asked, days_ago=2, is_no=is_no)._replace(signers=[holder]))
    assert state(asked) is (ConsentState.REFUSED if is_no else ConsentState.GIVEN)


def test_a_yes_on_paper_asks_for_a_fresh_list_and_a_no_does_not(asked: Citizen) -> None:
    asked.clock.forward(days=40)
    refused(asked, filled(asked), RegistryStale)
    enter_paper(case(asked), filled(asked, is_no=True))
    assert state(asked) is ConsentState.REFUSED


def test_whoever_helps_to_enter_it_stands_in_the_log(asked: Citizen) -> None:
    karen = Assistant(name="Karen Opdigtet", role="nurse")
    start_assistance(asked.opened, karen, 20)
    signed = enter_paper(case(asked), filled(asked))
    (attached,) = asked.opened.log.events_of(PaperAttached)
    assert attached.event is not None
    assert attached.event.who.assisted_by == karen
    assert signed.decision.choices.assisted_by is not None
    assert signed.decision.choices.assisted_by.name == karen.name


# -- what was begun ---------------------------------------------------------------------


def test_what_was_begun_is_kept_until_it_is_entered(asked: Citizen) -> None:
    on_paper = filled(asked)
    draft = PaperDraft(form_sha256=on_paper.form.sha256, ticks={"part": "yes"})
    save_draft(asked.opened, PROJECT, draft, asked.opened.log.now())
    assert load_draft(asked.opened, PROJECT) == draft
    assert unfinished_conversations(asked.opened.vault.connection) == []
    enter_paper(case(asked), on_paper)
    assert load_draft(asked.opened, PROJECT) is None


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b"\xff", b'{"form_sha256": 1}'])
def test_a_draft_that_cannot_be_read_is_as_if_there_were_none(asked: Citizen, kept: bytes) -> None:
    asked.execute("INSERT INTO conversation VALUES (?, ?, ?)", f"paper:{PROJECT}", "", kept)
    assert load_draft(asked.opened, PROJECT) is None


# -- which form it was ----------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_a_code_finds_version_and_language(asked: Citizen, language: Language) -> None:
    RequestShelf(asked.opened).add(signed_version(2), SELF, asked.opened.log.now())
    for version in (1, 2):
        printed = form_of(case(asked, version), language)
        found, form = case_of_code(asked.opened, PROJECT, printed.code.lower(), ENGLISH)
        assert found.signed.request.version == version
        assert form == printed


def test_a_code_of_another_form_finds_nothing(asked: Citizen) -> None:
    other = form_of(case(asked), DANISH).code[::-1]
    with pytest.raises(PaperFormUnknown):
        case_of_code(asked.opened, PROJECT, other, DANISH)


@pytest.mark.parametrize(
    "changes",
    [
        {"expires": date(2026, 12, 1)},
        {"frequency": "weekly"},
        {"items": {"sleep": ItemChoice(granted=True, from_=date(2026, 1, 1))}},
        {"items": {"sleep": ItemChoice(granted=True, types=("sleep_stage",))}},
        {"items": {"sleep": ItemChoice(granted=True, excluded_records=("s1.1-1",))}},
    ],
)
def test_what_paper_has_no_box_for_cannot_have_been_said_on_it(
    asked: Citizen, changes: dict[str, Any]
) -> None:
    form = form_of(case(asked), DANISH)
    with pytest.raises(PaperHasNoBox):
        choices_of_file(form, Choices.model_validate(changes))


def test_choices_are_bound_to_the_text_that_was_printed(asked: Citizen) -> None:
    form = form_of(case(asked), ENGLISH)
    bound = choices_of_file(form, Choices(frequency="once"))
    assert (bound.language, bound.text_sha256) == ("en", form.text_sha256)
    for other in (Choices(language="da"), Choices(text_sha256="0" * 64)):
        with pytest.raises(TextNotShown):
            choices_of_file(form, other)


# -- how it is told -------------------------------------------------------------------


@pytest.mark.parametrize("copy", list(Copy))
def test_receipts_say_that_it_was_on_paper(asked: Citizen, copy: Copy) -> None:
    enter_paper(case(asked), filled(asked))
    now = case_of(asked.opened, PROJECT, DANISH, Which.AGREED)
    record = consent_record(now, copy)
    assert record.is_on_paper
    said = {form: receipt_content(now, record, form, DANISH).decode() for form in _TEXTS}
    assert "På papir." in said[Form.HTML]
    assert our_extension("on-paper") in said[Form.FHIR]
    assert "Underskrevet på papir" in said[Form.TS27560]


def test_receipts_of_what_was_said_in_the_window_do_not(asked: Citizen) -> None:
    asked.give()
    now = case_of(asked.opened, PROJECT, DANISH, Which.AGREED)
    record = consent_record(now, Copy.DONOR)
    said = {form: receipt_content(now, record, form, DANISH).decode() for form in _TEXTS}
    assert not record.is_on_paper
    assert "På papir." not in said[Form.HTML]
    assert our_extension("on-paper") not in said[Form.FHIR]
    assert "Underskrevet på papir" not in said[Form.TS27560]


_TEXTS = (Form.HTML, Form.FHIR, Form.TS27560)


def test_the_chronicle_says_which_decisions_were_on_paper(asked: Citizen) -> None:
    enter_paper(case(asked), filled(asked))
    asked.clock.forward(days=1)
    asked.book.withdraw(signed_version(1).request)
    told = {
        each.what.value: "\n".join(happening_lines(each, DANISH))
        for each in Chronicle(asked.opened, PROJECT).timeline()
    }
    assert "Det blev besluttet på papir" in told["given"]
    assert "papir" not in told["withdrawn"] + told["requested"]


# -- getting the page back ------------------------------------------------------------


def test_without_a_paper_there_is_no_page(asked: Citizen) -> None:
    asked.give()
    with pytest.raises(PaperPageMissing):
        last_page(asked.opened, PROJECT)


def test_a_page_that_was_altered_is_not_handed_out(asked: Citizen) -> None:
    enter_paper(case(asked), filled(asked))
    page = bytes.fromhex(PAGE.sha256)
    asked.opened.vault.connection.execute(
        "UPDATE consent_document SET content = ? WHERE sha256 = ?", (b"other", page)
    )
    with pytest.raises(ConsentDocumentGone):
        last_page(asked.opened, PROJECT)
    with pytest.raises(ConsentDocumentGone):
        load_document(asked.opened.vault.connection, PAGE.sha256)
