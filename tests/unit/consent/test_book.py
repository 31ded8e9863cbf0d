"""A decision is recorded as it was made, or refused for its own reason with nothing changed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from consent import yes
from consent.agreement import agreement_text
from consent.approval import Approval, Standing
from consent.book import (
    ConsentBook,
    ConsentInForce,
    ConsentMissing,
    DecidedInFuture,
    ItemNotGranted,
    RequestEnded,
    RequestNotApproved,
    RequestRevoked,
    actor_of,
)
from consent.choice_rules import (
    AnswerWrong,
    DemographicNotAsked,
    ExpiryPast,
    ExpiryWidens,
    FrequencyWidens,
    ItemUnknown,
    NothingGranted,
    OptionUnknown,
    QuestionsUnanswered,
    RecordUnnamed,
    RequiredItemRefused,
    ResolutionWidens,
    TextNotShown,
    TypesWiden,
    WindowWidens,
)
from consent.choices import Choices, Helper, ItemChoice
from consent.decision import DecisionUnreadable, ReasonUnfit, sign_decision
from consent.documents import ConsentDocumentGone, load_decision, load_text, save_document
from consent.donor_key import donor_key
from consent.envelope import PublicKey
from consent.ledger import ConsentState, consent_at
from consent.request import OptionId, Resolution, SignedRequest
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, ConsentGiven, instant
from datadonor.errors import DatadonorError
from datadonor.registry.errors import ClockBehind, RegistryStale
from datadonor.registry.targets import Names, Recipient, SealKeys
from datadonor.texts import Language
from datadonor.vault.errors import VaultReadOnly
from tests.consents import (
    APPROVED,
    NOON,
    Clock,
    approved,
    fitting_choices,
    give,
    signed_request,
)
from tests.mandates import decider
from tests.synthetic_requests import sample_request, with_change
from tests.unit.conftest import SyntheticVault, no_wait

SLEEP = signed_request("sleep")
REQUEST = SLEEP.request
ID = REQUEST.id
SECOND = signed_request(with_change(REQUEST, "version", 2))
SHORT = signed_request(
    with_change(with_change(REQUEST, "valid_until", "2026-09-03"), "until", "2026-09-02")
)

Attempt = Callable[[ConsentBook], object]


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2027, 1, 5, 12, tzinfo=UTC))


@pytest.fixture
def vault(closed: SyntheticVault, clock: Clock) -> Iterator[OpenVault]:
    with custody.open_vault(closed.folder, closed.words, system_clock=clock, wait=no_wait) as found:
        yield found


@pytest.fixture
def book(vault: OpenVault) -> ConsentBook:
    return ConsentBook(vault)


def state(book: ConsentBook, project: str = ID) -> ConsentState:
    consent = book.consent(project)
    assert consent is not None
    assert consent in book.consents()
    return consent.state


def granted(book: ConsentBook) -> tuple[str, ...]:
    consent = book.consent(ID)
    assert consent is not None
    choices = book.choices(consent)
    return () if choices is None else choices.granted


def everything(vault: OpenVault) -> list[object]:
    """Return all that a decision could change."""
    connection = vault.vault.connection
    tables = ("event", "consent_document", "conversation", "project_request")
    return [
        vault.log.size,
        vault.log.root(),
        *(sorted(connection.rows(f"SELECT * FROM {each}"), key=repr) for each in tables),
    ]


def refused(vault: OpenVault, error: type[DatadonorError], attempt: Attempt) -> None:
    """Check that an attempt fails for its own reason, and that nothing was changed."""
    before = everything(vault)
    with pytest.raises(error) as caught:
        attempt(ConsentBook(vault))
    assert type(caught.value) is error
    assert everything(vault) == before
    for language in Language:
        assert caught.value.user_message(language).message


def approval(standing: Standing) -> Approval:
    return Approval(standing)


# -- a yes ----------------------------------------------------------------------


def test_a_yes_is_an_event_that_names_what_was_signed_and_shown(
    book: ConsentBook, vault: OpenVault
) -> None:
    signed = give(book, expires="2028-02-29")
    consent = book.consent(ID)
    assert consent is not None
    assert consent.given is not None
    event, said = consent.given.event, signed.decision
    assert event.decision_sha256 == signed.digest
    assert event.request_sha256 == said.request_sha256 == SLEEP.digest
    assert event.choices_sha256 == said.choices.digest
    assert (event.act, event.language, event.last_day) == ("given", "da", "2028-02-29")
    assert said.donor_key == PublicKey.of(donor_key(vault.vault.secret(), ID)).format()
    shown = agreement_text(REQUEST, None, Language.DANISH).text
    assert load_text(vault.vault.connection, event.text_sha256) == shown
    assert book.decision(consent) == signed
    assert book.choices(consent) == said.choices
    assert granted(book) == tuple(sorted(item.id for item in REQUEST.items))


def test_who_decided_and_who_helped_stands_in_the_event(
    book: ConsentBook, vault: OpenVault
) -> None:
    helper = Helper(name="Birthe Hjælpsom", role="librarian", organisation="Biblioteket")
    said = fitting_choices(assisted_by=helper)
    book.give(SLEEP, said, APPROVED, signers=[decider(vault, "guardianship")])
    (entry,) = book.history(ID)
    event = entry.event()
    assert event is not None
    assert (event.who.capacity, event.who.basis) == ("guardian", "guardianship")
    assert event.who.assisted_by is not None
    assert event.who.assisted_by.name == helper.name
    said = fitting_choices(given_by="guardian", basis="guardianship", assisted_by=helper)
    assert event.who == actor_of(said)


def test_without_a_day_of_its_own_a_consent_ends_with_the_request(book: ConsentBook) -> None:
    give(book)
    consent = book.consent(ID)
    assert consent is not None
    assert consent.given is not None
    assert consent.given.event.last_day == str(REQUEST.until)


@pytest.mark.parametrize(
    ("standing", "error"),
    [
        (Standing.NO_REGISTRY, RequestNotApproved),
        (Standing.NOT_PUBLISHED, RequestNotApproved),
        (Standing.CHANGED, RequestNotApproved),
        (Standing.RECIPIENT_UNKNOWN, RequestNotApproved),
        (Standing.NOT_SIGNED, RequestNotApproved),
        (Standing.ALTERED, RequestNotApproved),
        (Standing.PROJECT_REVOKED, RequestRevoked),
        (Standing.RECIPIENT_REVOKED, RequestRevoked),
        (Standing.RECIPIENT_EXPIRED, RequestEnded),
        (Standing.ENDED, RequestEnded),
    ],
)
def test_only_what_is_approved_gets_a_yes(
    vault: OpenVault, standing: Standing, error: type[DatadonorError]
) -> None:
    refused(vault, error, lambda book: give(book, approval=approval(standing)))
    give(ConsentBook(vault))
    changed = fitting_choices()
    refused(vault, error, lambda book: book.change(SLEEP, changed, approval(standing)))


def test_only_a_yes_asks_for_a_fresh_registry(vault: OpenVault) -> None:
    old = APPROVED._replace(is_stale=True, as_of=NOON)
    refused(vault, RegistryStale, lambda book: give(book, approval=old))
    book = ConsentBook(vault)
    give(book)
    changed = fitting_choices()
    refused(vault, RegistryStale, lambda book: book.change(SLEEP, changed, old))
    book.withdraw(REQUEST)
    book.refuse(SLEEP)
    assert state(book) is ConsentState.REFUSED


def test_every_standing_but_one_is_tried_above() -> None:
    assert len(Standing) == 11


def item(name: str, **choice: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return choices in which one item is decided otherwise."""
    items = {each.id: ItemChoice(granted=True) for each in REQUEST.items}
    return {"items": items | {name: ItemChoice.model_validate({"granted": True} | choice)}}


UNFIT: list[tuple[type[DatadonorError], dict[str, Any]]] = [
    (ItemUnknown, item("genome")),
    (OptionUnknown, {"options": {OptionId.COMMERCIAL: True}}),
    (OptionUnknown, {"options": {OptionId.COMMERCIAL: False}}),
    (DemographicNotAsked, {"demographics": ("municipality",)}),
    (TypesWiden, item("sleep", types=("StepCount",))),
    (WindowWidens, item("sleep", **{"from": "2024-12-31"})),
    (WindowWidens, item("sleep", until="2031-01-01")),
    (ResolutionWidens, item("activity", resolution="hour")),
    (FrequencyWidens, {"frequency": "weekly"}),
    (ExpiryWidens, {"expires": "2031-01-01"}),
    (ExpiryPast, {"expires": "2027-01-04"}),
    (RecordUnnamed, item("sleep", excluded_records=("s1.2.3",))),
    (RecordUnnamed, item("sleep", excluded_records=("e01",))),
    (RecordUnnamed, item("answers", granted=False, excluded_records=("d007",))),
    (RequiredItemRefused, item("sleep", granted=False)),
    (NothingGranted, {"items": {}}),
    (QuestionsUnanswered, {"comprehension": ()}),
    (QuestionsUnanswered, {"comprehension": tuple([0] * 9)}),
    (AnswerWrong, {"comprehension": tuple([5] * len(REQUEST.comprehension))}),
    (TextNotShown, {"text_sha256": "0" * 64}),
    (TextNotShown, {"text_sha256": None}),
]


@pytest.mark.parametrize(("error", "changes"), UNFIT)
def test_choices_that_do_not_fit_are_refused_for_their_own_reason(
    vault: OpenVault, error: type[DatadonorError], changes: dict[str, Any]
) -> None:
    refused(vault, error, lambda book: give(book, **changes))


@pytest.mark.parametrize("language", [None, "en"])
def test_the_text_of_another_language_was_not_this_ones(
    vault: OpenVault, language: str | None
) -> None:
    choices = fitting_choices().model_copy(update={"language": language})
    refused(vault, TextNotShown, lambda book: give(book, choices=choices))


def test_the_same_choices_that_were_tried_fit_when_they_are_right(book: ConsentBook) -> None:
    """Negative control of the table above: what is refused there is the one thing changed."""
    right = item(
        "sleep", **{"from": "2026-03-01"}, until="2026-04-01", resolution="summary",
        excluded_records=("s1.2.3.4.5", "e1", "d7"),
    )  # fmt: skip
    give(
        book,
        **right,
        options={OptionId.RECONTACT: True},
        demographics=REQUEST.demographics,
        frequency="once",
        expires="2027-01-05",
    )
    assert state(book) is ConsentState.GIVEN


def test_a_clock_that_is_behind_keeps_a_yes_back_and_no_no(vault: OpenVault, clock: Clock) -> None:
    """Whoever sets the clock back could else revive an approval that has run out."""
    give(ConsentBook(vault))
    clock.forward(minutes=-9)
    ConsentBook(vault).change(SLEEP, fitting_choices(), APPROVED)
    clock.forward(minutes=-2)
    refused(vault, ClockBehind, lambda book: give(book, "steps"))
    refused(vault, ClockBehind, lambda book: book.change(SLEEP, fitting_choices(), APPROVED))
    book = ConsentBook(vault)
    book.put_off(signed_request("steps"), SELF)
    book.refuse(signed_request("glucose"))
    book.withdraw(REQUEST)
    assert state(book) is ConsentState.WITHDRAWN


def test_a_vault_that_may_only_be_read_takes_no_decision(vault: OpenVault) -> None:
    give(ConsentBook(vault))
    vault.vault.make_read_only()
    attempts: list[Attempt] = [
        lambda book: give(book, "steps"),
        lambda book: book.change(SLEEP, fitting_choices(), APPROVED),
        lambda book: book.refuse(signed_request("steps")),
        lambda book: book.put_off(signed_request("steps"), SELF),
        lambda book: book.withdraw(REQUEST),
        lambda book: book.stop(ID, "controller", "study_ended"),
        lambda book: book.invalidate(ID, "court", SELF, was_never_valid=True),
    ]
    for attempt in attempts:
        refused(vault, VaultReadOnly, attempt)
    assert state(ConsentBook(vault)) is ConsentState.GIVEN


def test_there_is_one_consent_at_a_time(vault: OpenVault) -> None:
    give(ConsentBook(vault))
    refused(vault, ConsentInForce, give)
    refused(vault, ConsentInForce, lambda book: book.refuse(SLEEP))


# -- the bytes that were shown, and no others ----------------------------------


def test_a_request_put_together_of_two_gets_no_yes(vault: OpenVault) -> None:
    """The model is what was shown; the bytes are what is signed. They have to be one."""
    mixed = SignedRequest(SLEEP.request, SECOND.envelope, SECOND.content)
    refused(vault, RequestNotApproved, lambda book: give(book, mixed))
    greedy = with_change(REQUEST, "frequency", "weekly")
    swapped = SLEEP._replace(request=greedy)
    refused(vault, RequestNotApproved, lambda book: give(book, swapped))


def test_an_approval_counts_for_its_own_request_only(vault: OpenVault) -> None:
    borrowed = APPROVED._replace(request_sha256=SECOND.digest)
    refused(vault, RequestNotApproved, lambda book: give(book, approval=borrowed))
    other = Recipient(
        id="another",
        name=Names(da="En anden", en="Another"),
        kind="university",
        seal=SealKeys(format="age", keys=("age1x",)),
        receipt_keys=("ed25519:x",),
        valid_until=NOON.date(),
    )
    someone = APPROVED._replace(recipient=other)
    refused(vault, RequestNotApproved, lambda book: give(book, approval=someone))
    give(ConsentBook(vault), approval=APPROVED._replace(request_sha256=SLEEP.digest))


def test_the_text_of_another_version_was_not_this_ones(vault: OpenVault) -> None:
    longer = signed_request(with_change(SECOND.request, "title.da", "En anden titel"))
    choices = fitting_choices(SLEEP)
    refused(vault, TextNotShown, lambda book: book.give(longer, choices, approved(longer)))


def test_a_request_whose_last_sending_is_over_gets_no_yes(vault: OpenVault, clock: Clock) -> None:
    """It may still be answered, says the registry; but nothing could ever be sent."""
    refused(vault, RequestEnded, lambda book: give(book, SHORT))


def test_the_last_day_itself_is_not_over(closed: SyntheticVault) -> None:
    summer = Clock(datetime(2026, 11, 30, 22, 30, tzinfo=UTC))  # half past eleven in Denmark
    request = signed_request(with_change(REQUEST, "until", "2026-11-30"))
    later = signed_request(with_change(sample_request("steps"), "valid_until", "2026-11-30"))
    with custody.open_vault(closed.folder, closed.words, system_clock=summer, wait=no_wait) as it:
        give(ConsentBook(it), request)
        summer.forward(minutes=31)
        refused(it, RequestEnded, lambda book: give(book, later))
        assert state(ConsentBook(it)) is ConsentState.EXPIRED


# -- when it was decided --------------------------------------------------------


def test_a_yes_on_paper_counts_from_the_day_on_the_paper(book: ConsentBook, clock: Clock) -> None:
    signed = give(book, decided=clock.now - timedelta(days=7))
    consent = consent_at(book.history(ID), clock.now - timedelta(days=6))
    assert consent is not None
    assert consent.state is ConsentState.GIVEN
    assert consent.since == signed.decision.decided == instant(clock.now - timedelta(days=7))
    known = consent_at(book.history(ID), clock.now, known_at=clock.now - timedelta(days=1))
    assert known is None


def test_nobody_decided_tomorrow(vault: OpenVault, clock: Clock) -> None:
    ahead = clock.now + timedelta(seconds=1)
    refused(vault, DecidedInFuture, lambda book: give(book, decided=ahead))
    give(ConsentBook(vault), decided=clock.now)


# -- changing -------------------------------------------------------------------


def test_a_change_replaces_all_that_was_chosen(book: ConsentBook) -> None:
    first = give(book, options={OptionId.RECONTACT: True})
    only = Choices(items={"sleep": ItemChoice(granted=True, resolution=Resolution.MONTH)})
    second = book.change(SLEEP, only, APPROVED)
    assert granted(book) == ("sleep",)
    assert second.decision.act == "changed"
    assert second.decision.previous_sha256 == first.digest
    assert second.decision.choices.options == {}
    assert second.decision.choices.text_sha256 == first.decision.choices.text_sha256
    assert second.decision.choices.comprehension == first.decision.choices.comprehension


def test_an_item_withdrawn_comes_back_by_a_change_alone(book: ConsentBook) -> None:
    give(book)
    book.withdraw(REQUEST, "heart")
    assert "heart" not in granted(book)
    book.change(SLEEP, fitting_choices(), APPROVED)
    assert "heart" in granted(book)


def test_a_change_rests_on_the_text_as_it_was_shown(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of the program that changed since are no reason to refuse a narrower choice."""
    give(ConsentBook(vault))

    def in_other_words(*given: Any) -> Any:  # noqa: ANN401
        text = agreement_text(*given)
        return text._replace(text=f"{text.text}Nye ord.\n")

    monkeypatch.setattr(yes, "agreement_text", in_other_words)
    ConsentBook(vault).change(SLEEP, Choices(items=item("heart", granted=False)["items"]), APPROVED)
    refused(vault, TextNotShown, lambda book: give(book, SECOND, fitting_choices(SECOND)))
    english = fitting_choices(language=Language.ENGLISH)
    refused(vault, TextNotShown, lambda book: book.change(SLEEP, english, APPROVED))


def test_choices_in_another_language_need_that_language_s_text(vault: OpenVault) -> None:
    give(ConsentBook(vault))
    half = Choices(items={"sleep": ItemChoice(granted=True)}, language="en")
    refused(vault, TextNotShown, lambda book: book.change(SLEEP, half, APPROVED))
    ConsentBook(vault).change(SLEEP, fitting_choices(language=Language.ENGLISH), APPROVED)


def test_only_what_holds_can_be_changed(vault: OpenVault) -> None:
    def change(book: ConsentBook) -> object:
        return book.change(SLEEP, fitting_choices(), APPROVED)

    refused(vault, ConsentMissing, change)
    give(ConsentBook(vault))
    refused(
        vault,
        ConsentMissing,
        lambda book: book.change(SECOND, fitting_choices(SECOND), APPROVED),
    )
    ConsentBook(vault).withdraw(REQUEST)
    refused(vault, ConsentMissing, change)


# -- a no -----------------------------------------------------------------------


def test_a_no_needs_nothing_and_keeps_only_who_said_it(book: ConsentBook, vault: OpenVault) -> None:
    kin = decider(vault, "next_of_kin")
    signed = book.refuse(SLEEP, fitting_choices(), "  Nej tak \n", signers=[kin])
    assert state(book) is ConsentState.REFUSED
    assert signed.decision.reason == "Nej tak"
    kept = signed.decision.choices
    assert kept == Choices(language="da", given_by="proxy", basis="next_of_kin")
    assert load_decision(vault.vault.connection, signed.digest) == signed


@pytest.mark.parametrize("reason", ["x" * 20_001, "ordet \u202e bagfra", "nul\x00"])
def test_a_reason_that_could_not_be_read_again_is_refused(vault: OpenVault, reason: str) -> None:
    refused(vault, ReasonUnfit, lambda book: book.refuse(SLEEP, reason=reason))
    give(ConsentBook(vault))
    refused(vault, ReasonUnfit, lambda book: book.withdraw(REQUEST, reason=reason))


def test_no_reason_at_all_is_as_good_as_any(book: ConsentBook) -> None:
    for blank in (None, "", " \n\t"):
        assert book.refuse(SLEEP, reason=blank).decision.reason is None


def test_a_while_to_think_ends_nothing(book: ConsentBook) -> None:
    book.put_off(SLEEP, SELF)
    assert state(book) is ConsentState.PUT_OFF
    give(book)
    book.put_off(SECOND, SELF)
    assert state(book) is ConsentState.GIVEN


# -- withdrawing ----------------------------------------------------------------


def test_withdrawing_ends_it_and_says_of_which_consent(book: ConsentBook) -> None:
    first = give(book)
    signed = book.withdraw(REQUEST, reason="Jeg har fortrudt")
    assert state(book) is ConsentState.WITHDRAWN
    assert granted(book) == ()
    said = signed.decision
    assert (said.act, said.item, said.previous_sha256) == ("withdrawn", None, first.digest)
    assert said.request_sha256 == SLEEP.digest


def test_an_item_can_be_withdrawn_alone(book: ConsentBook) -> None:
    give(book)
    signed = book.withdraw(REQUEST, "heart")
    assert signed.decision.item == "heart"
    assert state(book) is ConsentState.GIVEN
    assert granted(book) == ("activity", "answers", "sleep")


def test_withdrawing_what_nobody_can_do_without_is_withdrawing_all(book: ConsentBook) -> None:
    give(book)
    assert book.withdraw(REQUEST, "sleep").decision.item is None
    assert state(book) is ConsentState.WITHDRAWN


def test_withdrawing_an_item_of_what_was_ended_already_is_withdrawing_all(
    book: ConsentBook,
) -> None:
    give(book)
    book.stop(ID, "controller", "study_ended")
    assert book.withdraw(REQUEST, "heart").decision.item is None
    assert state(book) is ConsentState.WITHDRAWN


def test_withdrawing_the_last_item_is_withdrawing_all(vault: OpenVault) -> None:
    free = signed_request(with_change(REQUEST, "items.0.required", value=False))
    book = ConsentBook(vault)
    give(book, free, items={"heart": ItemChoice(granted=True), "sleep": ItemChoice(granted=True)})
    assert book.withdraw(free.request, "heart").decision.item == "heart"
    assert book.withdraw(free.request, "sleep").decision.item is None
    assert state(book) is ConsentState.WITHDRAWN


def test_what_was_not_granted_cannot_be_withdrawn(vault: OpenVault) -> None:
    give(ConsentBook(vault), **item("heart", granted=False))
    for name in ("heart", "genome"):
        refused(vault, ItemNotGranted, lambda book, name=name: book.withdraw(REQUEST, name))  # type: ignore[misc]
    ConsentBook(vault).withdraw(REQUEST, "activity")
    refused(vault, ItemNotGranted, lambda book: book.withdraw(REQUEST, "activity"))


def test_there_has_to_be_something_to_withdraw(vault: OpenVault) -> None:
    def withdraw(book: ConsentBook) -> object:
        return book.withdraw(REQUEST)

    refused(vault, ConsentMissing, withdraw)
    ConsentBook(vault).refuse(SLEEP)
    refused(vault, ConsentMissing, withdraw)
    give(ConsentBook(vault))
    ConsentBook(vault).withdraw(REQUEST)
    refused(vault, ConsentMissing, withdraw)


def test_what_ran_out_or_was_stopped_can_still_be_withdrawn(
    book: ConsentBook, clock: Clock
) -> None:
    """What was sent before can still be taken back."""
    give(book, expires="2027-01-05")
    clock.forward(days=1)
    assert state(book) is ConsentState.EXPIRED
    assert book.withdraw(REQUEST, "heart").decision.item == "heart"
    assert state(book) is ConsentState.EXPIRED
    book.withdraw(REQUEST)
    assert state(book) is ConsentState.WITHDRAWN
    give(book)
    book.stop(ID, "controller", "study_ended")
    assert book.withdraw(REQUEST, "heart").decision.item is None
    assert state(book) is ConsentState.WITHDRAWN


def test_a_no_to_a_new_version_leaves_the_old_consent_to_be_withdrawn(
    book: ConsentBook, clock: Clock
) -> None:
    give(book, expires="2027-01-05")
    clock.forward(days=1)
    book.refuse(SECOND)
    assert state(book) is ConsentState.REFUSED
    book.withdraw(REQUEST)
    assert state(book) is ConsentState.WITHDRAWN


# -- others end it --------------------------------------------------------------


def test_others_can_stop_only_what_holds(vault: OpenVault) -> None:
    refused(vault, ConsentMissing, lambda book: book.stop(ID, "registry", "project_revoked"))
    give(ConsentBook(vault))
    ConsentBook(vault).stop(ID, "registry", "project_revoked")
    assert state(ConsentBook(vault)) is ConsentState.STOPPED
    refused(vault, ConsentMissing, lambda book: book.stop(ID, "registry", "project_revoked"))


def test_a_finding_needs_a_consent_and_may_reach_back(vault: OpenVault, clock: Clock) -> None:
    def find(book: ConsentBook) -> None:
        book.invalidate(ID, "wrong_person", SELF, was_never_valid=True)

    refused(vault, ConsentMissing, find)
    book = ConsentBook(vault)
    give(book)
    first = clock.now
    clock.forward(days=3)
    find(book)
    assert state(book) is ConsentState.INVALIDATED
    then = consent_at(book.history(ID), first)
    assert then is not None
    assert then.state is ConsentState.INVALIDATED


# -- again ----------------------------------------------------------------------


def end_by_expiry(book: ConsentBook, clock: Clock) -> None:
    clock.forward(days=1)


def end_by_withdrawal(book: ConsentBook, clock: Clock) -> None:
    book.withdraw(REQUEST)


def end_by_stop(book: ConsentBook, clock: Clock) -> None:
    book.stop(ID, "controller", "study_paused")


def end_by_finding(book: ConsentBook, clock: Clock) -> None:
    book.invalidate(ID, "court", SELF, was_never_valid=True)


@pytest.mark.parametrize("end", [end_by_expiry, end_by_withdrawal, end_by_stop, end_by_finding])
def test_after_any_ending_a_new_yes_renews(
    book: ConsentBook, clock: Clock, end: Callable[[ConsentBook, Clock], None]
) -> None:
    first = give(book, expires="2027-01-05")
    end(book, clock)
    assert not state(book).is_in_force
    again = give(book)
    assert state(book) is ConsentState.RENEWED
    assert again.decision.previous_sha256 == first.digest
    assert granted(book)


def test_a_yes_to_a_new_version_renews_and_the_old_one_held_until_then(
    book: ConsentBook, clock: Clock
) -> None:
    first = give(book, **item("heart", granted=False))
    clock.forward(days=1)
    book.put_off(SECOND, SELF)
    assert "heart" not in granted(book), "the old scope, until the person has decided"
    clock.forward(days=1)
    second = give(book, SECOND)
    assert state(book) is ConsentState.RENEWED
    assert second.decision.request_version == 2
    assert "heart" in granted(book)
    before = consent_at(book.history(ID), clock.now - timedelta(hours=1))
    assert before is not None
    old = book.choices(before)
    assert old == first.decision.choices, "what was in force then can be read"


def test_after_a_no_a_first_yes_is_a_first_one(book: ConsentBook) -> None:
    book.refuse(SLEEP)
    give(book)
    assert state(book) is ConsentState.GIVEN


# -- together or not at all ------------------------------------------------------


def keep_answers(vault: OpenVault) -> None:
    with vault.vault.transaction() as writing:
        for project in (ID, "other"):
            writing.connection.execute(
                "INSERT INTO conversation (project, updated, content) VALUES (?, ?, ?)",
                (project, instant(NOON), b"{}"),
            )


def kept_answers(vault: OpenVault) -> list[object]:
    return [
        project for (project,) in vault.vault.connection.rows("SELECT project FROM conversation")
    ]


@pytest.mark.parametrize("said", ["give", "refuse"])
def test_an_answer_ends_its_conversation_and_no_other(vault: OpenVault, said: str) -> None:
    keep_answers(vault)
    book = ConsentBook(vault)
    if said == "give":
        give(book)
    else:
        book.refuse(SLEEP)
    assert kept_answers(vault) == ["other"]


def test_putting_off_keeps_the_answers_so_far(vault: OpenVault) -> None:
    keep_answers(vault)
    ConsentBook(vault).put_off(SLEEP, SELF)
    assert kept_answers(vault) == [ID, "other"]


def test_a_decision_whose_event_cannot_be_written_leaves_nothing_behind(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Document, text, event and the conversation's end are one step."""
    keep_answers(vault)
    before = everything(vault)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("datadonor.audit.log.Recording.append", fails)
    with pytest.raises(RuntimeError):
        give(ConsentBook(vault))
    assert everything(vault) == before


# -- tampering ------------------------------------------------------------------


def alter(vault: OpenVault, digest: str, content: bytes | None) -> None:
    """Change a document in the table, as someone with the key could."""
    with vault.vault.transaction() as writing:
        if content is None:
            statement, values = "DELETE FROM consent_document WHERE sha256 = ?", []
        else:
            statement, values = (
                "UPDATE consent_document SET content = ? WHERE sha256 = ?",
                [content],
            )
        writing.connection.execute(statement, (*values, bytes.fromhex(digest)))


def test_an_altered_document_leaves_nothing_in_force_readable(
    book: ConsentBook, vault: OpenVault
) -> None:
    signed = give(book)
    consent = book.consent(ID)
    assert consent is not None
    for content in (None, signed.content[:-1], b"", signed.content.replace(b"A", b"B", 1)):
        alter(vault, signed.digest, content)
        for read in (book.decision, book.choices):
            with pytest.raises(ConsentDocumentGone):
                read(consent)
        with pytest.raises(ConsentDocumentGone):
            book.change(SLEEP, fitting_choices(), APPROVED)
        with pytest.raises(ConsentDocumentGone):
            book.withdraw(REQUEST, "heart")
    book.withdraw(REQUEST)
    assert state(book) is ConsentState.WITHDRAWN, "a no needs no document"


def test_a_text_that_was_altered_is_mended_by_the_next_yes(
    book: ConsentBook, vault: OpenVault
) -> None:
    signed = give(book)
    digest = str(signed.decision.choices.text_sha256)
    alter(vault, digest, b"Noget andet")
    with pytest.raises(ConsentDocumentGone):
        load_text(vault.vault.connection, digest)
    book.withdraw(REQUEST)
    give(book)
    assert load_text(vault.vault.connection, digest).count(REQUEST.title.da)


@pytest.mark.parametrize("what", ["key", "project", "choices", "act", "request"])
def test_a_decision_that_is_not_the_donors_own_to_this_is_refused(
    book: ConsentBook, vault: OpenVault, what: str
) -> None:
    """Signed by the key of another project, or saying something else than its event."""
    honest = give(book).decision
    secret = vault.vault.secret()
    key = donor_key(secret, "other" if what == "key" else ID)
    changes: dict[str, dict[str, object]] = {
        "key": {"donor_key": PublicKey.of(key).format()},
        "project": {"project": "other"},
        "choices": {"choices": honest.choices.without_item("heart")},
        "act": {"act": "renewed"},
        "request": {"request_sha256": "0" * 64},
    }
    forged = sign_decision(honest.model_copy(update=changes[what]), key)
    consent = book.consent(ID)
    assert consent is not None
    assert consent.given is not None
    event = consent.given.event.model_copy(update={"decision_sha256": forged.digest})
    with vault.log.transaction(SELF) as recording:
        save_document(recording.connection, forged.content)
        recording.append(event, project=ID)
    again = book.consent(ID)
    assert again is not None
    assert isinstance(event, ConsentGiven)
    with pytest.raises(DecisionUnreadable):
        book.choices(again)


def test_two_projects_of_one_donor_share_nothing(book: ConsentBook) -> None:
    one, two = give(book, "sleep").decision, give(book, "steps").decision
    assert one.donor_key != two.donor_key
    assert one.pseudonym != two.pseudonym
    assert two.previous_sha256 is None
    assert not one.pseudonym.startswith(two.pseudonym[:4])


def test_the_book_of_a_vault_is_the_same_after_closing(
    book: ConsentBook, vault: OpenVault, closed: SyntheticVault
) -> None:
    signed = give(book)
    vault.close()
    with closed.open() as again:
        consent = ConsentBook(again).consent(ID)
        assert consent is not None
        assert ConsentBook(again).decision(consent) == signed


def test_nothing_is_said_of_a_project_nobody_asked_about(book: ConsentBook) -> None:
    assert book.consent("nothing") is None
    assert book.consents() == []
    assert book.history("nothing") == []
