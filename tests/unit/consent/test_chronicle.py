"""One timeline of what was asked, decided, sent and blocked; and what was in force on any day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.book import ConsentBook
from consent.choices import Choices, Helper, ItemChoice
from consent.chronicle import _BY_KIND, Chronicle, Happening, What
from consent.chronicle_words import difference_line, happening_lines, snapshot_line, state_words
from consent.differences import Difference, Kind, Standing, compare_standings
from consent.documents import ConsentDocumentGone
from consent.ledger import ConsentState, ProjectConsent
from consent.mandate import CUSTODY
from consent.request import Resolution
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    KINDS,
    PROGRAM,
    SELF,
    Details,
    DonationAnswered,
    DonationDropped,
    DonationSealed,
    DonationSent,
    NoticeSent,
    Position,
    ReceiptWritten,
    ReleaseRefused,
    instant,
)
from datadonor.records.types import types_of
from datadonor.texts import Language, catalogue
from tests.consents import APPROVED, Clock, fitting_choices, give, signed_request
from tests.mandates import decider
from tests.synthetic_requests import with_change
from tests.unit.conftest import SyntheticVault, no_wait

SLEEP = signed_request("sleep")
REQUEST = SLEEP.request
ID = REQUEST.id
SECOND = signed_request(with_change(REQUEST, "version", 2))
START = datetime(2027, 1, 5, 12, tzinfo=UTC)
DIGEST = "1" * 64
TYPE = next(iter(types_of("sleep"))).id


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def vault(closed: SyntheticVault, clock: Clock) -> Iterator[OpenVault]:
    with custody.open_vault(closed.folder, closed.words, system_clock=clock, wait=no_wait) as found:
        shelf = RequestShelf(found)
        shelf.add(SLEEP, SELF, clock.now)
        clock.forward(hours=1)
        yield found


@pytest.fixture
def book(vault: OpenVault) -> ConsentBook:
    return ConsentBook(vault)


@pytest.fixture
def chronicle(vault: OpenVault) -> Chronicle:
    return Chronicle(vault, ID)


def sent(number: int) -> DonationSent:
    return DonationSent(
        recipient=REQUEST.recipient,
        sequence=number,
        bundle_sha256=DIGEST,
        confirmed_sha256=DIGEST,
    )


AROUND_A_BUNDLE = {
    *(What.SEALED, What.DROPPED, What.NOTICE_SENT),
    *(What.ANSWER_RECEIVED, What.ANSWER_REJECTED, What.ANSWER_WITHDRAWN, What.ANSWER_DELETED),
}
"""They have a test of their own below."""


def whole_life(vault: OpenVault, clock: Clock) -> None:
    """Let everything happen that can happen, a day apart."""
    book, log = ConsentBook(vault), vault.log
    receipt = ReceiptWritten(form="pdf", copy_for="donor", file_sha256=DIGEST)
    book.put_off(SLEEP, SELF)
    clock.forward(days=1)
    book.refuse(SLEEP)
    clock.forward(days=1)
    helper = Helper(name="Birthe Hjælpsom", role="librarian", organisation="Biblioteket")
    give(book, assisted_by=helper)
    clock.forward(days=1)
    log.record(sent(1), PROGRAM, project=ID)
    log.record(receipt, SELF, project=ID)
    clock.forward(days=1)
    # Their last day with a say: the next day the person is of age and decides alone.
    guardian = decider(vault, CUSTODY, of_age_on=log.now().date() + timedelta(days=1))
    book.change(SLEEP, fitting_choices(), APPROVED, signers=[guardian])
    book.withdraw(REQUEST, "heart")
    clock.forward(days=1)
    book.withdraw(REQUEST)
    log.record(ReleaseRefused(reason="withdrawn"), PROGRAM, project=ID)
    clock.forward(days=1)
    give(book)
    book.stop(ID, "registry", "project_revoked")
    give(book)
    book.invalidate(ID, "court", SELF, was_never_valid=False)
    give(book)
    book.invalidate(ID, "wrong_person", SELF, was_never_valid=True)


# -- the timeline -----------------------------------------------------------------


def test_everything_that_happened_stands_in_its_order(
    chronicle: Chronicle, vault: OpenVault, clock: Clock
) -> None:
    whole_life(vault, clock)
    assert [one.what for one in chronicle.timeline()] == [
        What.REQUESTED,
        What.PUT_OFF,
        What.REFUSED,
        What.GIVEN,
        What.RELEASED,
        What.RECEIPT_WRITTEN,
        What.CHANGED,
        What.ITEM_WITHDRAWN,
        What.WITHDRAWN,
        What.RELEASE_REFUSED,
        What.RENEWED,
        What.STOPPED,
        What.RENEWED,
        What.INVALIDATED,
        What.RENEWED,
        What.NEVER_VALID,
    ]
    left = set(What) - {one.what for one in chronicle.timeline()}
    assert left == {What.UNREADABLE, *AROUND_A_BUNDLE}


def test_another_project_has_a_chronicle_of_its_own(
    chronicle: Chronicle, vault: OpenVault, clock: Clock
) -> None:
    before = chronicle.timeline()
    give(ConsentBook(vault), "steps")
    vault.log.record(sent(1), PROGRAM, project="other")
    assert chronicle.timeline() == before
    assert Chronicle(vault, "nothing").timeline() == []


def test_what_was_signed_on_paper_stands_on_its_day(
    chronicle: Chronicle, book: ConsentBook, clock: Clock
) -> None:
    clock.forward(days=10)
    book.put_off(SLEEP, SELF)
    clock.forward(days=10)
    signed_on = clock.now - timedelta(days=15)
    give(book, decided=signed_on)
    requested, paper, thought = chronicle.timeline()
    assert [requested.what, paper.what, thought.what] == [
        What.REQUESTED,
        What.GIVEN,
        What.PUT_OFF,
    ]
    assert paper.true_since == instant(signed_on)
    assert paper.recorded == instant(clock.now)
    assert paper.was_recorded_later
    assert not thought.was_recorded_later
    for language in Language:
        assert len(happening_lines(paper, language)) == 2
        assert len(happening_lines(thought, language)) == 1


def test_after_a_change_it_is_told_what_is_different(
    chronicle: Chronicle, vault: OpenVault, clock: Clock
) -> None:
    whole_life(vault, clock)
    told = {one.what: chronicle.differences(one) for one in chronicle.timeline()}
    (item,) = told[What.ITEM_WITHDRAWN]
    assert difference_line(item, Language.DANISH, REQUEST).startswith("Hjerte")
    for what in (What.REQUESTED, What.GIVEN, What.RELEASED, What.WITHDRAWN, What.STOPPED):
        assert told[what] == []
    odd = Happening(Position(99), What.CHANGED, "", "", None)
    assert chronicle.differences(odd) == []


def test_a_change_dated_back_differs_from_what_was_known_when_it_was_recorded(
    chronicle: Chronicle, book: ConsentBook, clock: Clock
) -> None:
    give(book)
    clock.forward(days=1)
    items = {item.id: ItemChoice(granted=item.id != "heart") for item in REQUEST.items}
    book.change(SLEEP, fitting_choices(items=items), APPROVED)
    changed = next(one for one in chronicle.timeline() if one.what is What.CHANGED)
    before = chronicle.differences(changed)
    assert before
    clock.forward(days=1)
    book.withdraw(REQUEST)
    assert chronicle.differences(changed) == before


def test_who_decided_and_who_helped_is_told(
    chronicle: Chronicle, vault: OpenVault, clock: Clock
) -> None:
    whole_life(vault, clock)
    by_what = {one.what: one for one in chronicle.timeline()}
    helped = happening_lines(by_what[What.GIVEN], Language.DANISH)
    assert "Birthe Hjælpsom, Biblioteket hjalp" in helped[1]
    guardian = by_what[What.CHANGED].who
    assert guardian is not None
    assert guardian.capacity == "guardian"
    assert happening_lines(by_what[What.CHANGED], Language.ENGLISH)[1] == (
        "Your guardian decided it."
    )


def test_a_clock_that_was_behind_is_told(
    chronicle: Chronicle, book: ConsentBook, clock: Clock
) -> None:
    clock.forward(hours=-30)
    book.put_off(SLEEP, SELF)
    held = chronicle.timeline()[-1]
    assert held.is_clock_held
    assert len(happening_lines(held, Language.DANISH)) == 2


@pytest.mark.parametrize("language", Language)
def test_everything_has_a_line_in_both_languages(
    chronicle: Chronicle, vault: OpenVault, clock: Clock, language: Language
) -> None:
    whole_life(vault, clock)
    odd = Happening(Position(99), What.UNREADABLE, "", "", None)
    for happening in (*chronicle.timeline(), odd):
        for line in happening_lines(happening, language, REQUEST):
            assert line.endswith(".")
            assert "{" not in line
    taken_back = chronicle.timeline()[7]
    assert not happening_lines(taken_back, language, REQUEST)[0].endswith("heart.")
    assert happening_lines(taken_back, language)[0].endswith("heart.")


def test_every_word_of_a_happening_and_a_difference_is_used() -> None:
    words = {"what": What, "difference": Kind}
    for part, kinds in words.items():
        start = f"chronicle.{part}."
        written = {key.removeprefix(start) for key in catalogue() if key.startswith(start)}
        assert written == set(kinds)


def test_a_time_is_told_by_the_clock_on_a_danish_wall() -> None:
    summer = Happening(Position(0), What.UNREADABLE, "2026-07-31T22:30:00.000Z", "", None)
    winter = Happening(Position(0), What.UNREADABLE, "2026-12-31T23:30:00.000Z", "", None)
    assert happening_lines(summer, Language.DANISH)[0].startswith("2026-08-01 00:30: ")
    assert happening_lines(winter, Language.ENGLISH)[0].startswith("2027-01-01 00:30: ")


# -- what was in force --------------------------------------------------------------


def test_what_was_in_force_on_a_day_and_what_was_known_of_it(
    chronicle: Chronicle, book: ConsentBook, clock: Clock
) -> None:
    clock.forward(days=10)
    paper = clock.now - timedelta(days=7)
    first = give(book, decided=paper)
    clock.forward(days=10)
    narrow = Choices(items={"sleep": ItemChoice(granted=True)})
    second = book.change(SLEEP, narrow, APPROVED)

    between = paper + timedelta(days=1)
    held = chronicle.at(between)
    assert held.standing.state is ConsentState.GIVEN
    assert held.standing.choices == first.decision.choices
    assert held.standing.request == REQUEST
    known = chronicle.at(between, known_at=between)
    assert known.standing.state is ConsentState.REQUESTED
    assert known.standing.choices is None
    now = chronicle.at(clock.now)
    assert now.standing.choices is not None
    assert now.standing.choices.granted == second.decision.choices.granted == ("sleep",)
    long_ago = chronicle.at(START - timedelta(days=400))
    assert long_ago.standing == Standing(None)
    for language in Language:
        for snapshot in (held, known, now, long_ago):
            assert snapshot_line(snapshot, language).endswith(".")
        assert state_words(None, language) in snapshot_line(long_ago, language)


def test_what_was_withdrawn_since_is_in_force_on_the_days_before(
    chronicle: Chronicle, book: ConsentBook, clock: Clock
) -> None:
    signed = give(book)
    then = clock.now
    clock.forward(days=3)
    book.withdraw(REQUEST)
    assert chronicle.at(then).standing.choices == signed.decision.choices
    assert chronicle.at(clock.now).standing.choices is None


def test_what_cannot_be_read_as_it_was_is_an_error(
    chronicle: Chronicle, book: ConsentBook, vault: OpenVault, clock: Clock
) -> None:
    give(book, SECOND)
    with pytest.raises(RequestUnknown):
        chronicle.at(clock.now)
    RequestShelf(vault).add(SECOND, SELF, clock.now)
    assert chronicle.at(clock.now).standing.request == SECOND.request
    with vault.vault.transaction() as writing:
        writing.connection.execute("DELETE FROM consent_document")
    with pytest.raises(ConsentDocumentGone):
        chronicle.at(clock.now)
    assert chronicle.timeline(), "what happened is in the log"


# -- what is different ----------------------------------------------------------------


def standing(version: Any = REQUEST, **changes: Any) -> Standing:  # noqa: ANN401 - any field
    consent = ProjectConsent(ID, ConsentState.GIVEN)
    return Standing(consent, fitting_choices(version, **changes), version)


def items(**choices: dict[str, Any] | None) -> dict[str, Any]:
    """Return a yes to everything, with some items decided otherwise, or not chosen."""
    decided: dict[str, ItemChoice] = {
        item.id: ItemChoice(granted=True) for item in REQUEST.items if item.id not in choices
    }
    for name, choice in choices.items():
        if choice is not None:
            decided[name] = ItemChoice.model_validate({"granted": True} | choice)
    return {"items": decided}


ALL = standing()
CASES: list[tuple[dict[str, Any], Difference]] = [
    (items(heart={"granted": False}), Difference(Kind.ITEM_WITHDRAWN, "heart")),
    (items(heart=None), Difference(Kind.ITEM_WITHDRAWN, "heart")),
    (
        items(sleep={"from": "2025-02-01"}),
        Difference(Kind.WINDOW_NARROWER, "sleep", "2025-01-01/2030-12-31", "2025-02-01/2030-12-31"),
    ),
    (
        items(sleep={"resolution": Resolution.MONTH}),
        Difference(Kind.COARSER, "sleep", "day", "month"),
    ),
    (items(sleep={"types": (TYPE,)}), Difference(Kind.TYPES_FEWER, "sleep", None, "1")),
    (
        items(sleep={"excluded_records": ("e1", "e2")}),
        Difference(Kind.LEFT_OUT_MORE, "sleep", "0", "2"),
    ),
    ({"options": {"results": True}}, Difference(Kind.OPTION_YES, "results")),
    ({"demographics": ("sex",)}, Difference(Kind.TOLD, "sex")),
    ({"frequency": "once"}, Difference(Kind.RARER, None, "monthly", "once")),
    ({"expires": "2028-02-29"}, Difference(Kind.ENDS_EARLIER, None, "2030-12-31", "2028-02-29")),
]
BACK = {
    Kind.ITEM_WITHDRAWN: Kind.ITEM_GRANTED,
    Kind.WINDOW_NARROWER: Kind.WINDOW_WIDER,
    Kind.COARSER: Kind.FINER,
    Kind.TYPES_FEWER: Kind.TYPES_MORE,
    Kind.LEFT_OUT_MORE: Kind.LEFT_OUT_FEWER,
    Kind.OPTION_YES: Kind.OPTION_NO,
    Kind.TOLD: Kind.NOT_TOLD,
    Kind.RARER: Kind.OFTENER,
    Kind.ENDS_EARLIER: Kind.ENDS_LATER,
}


@pytest.mark.parametrize(("changes", "difference"), CASES)
def test_each_difference_is_found_alone_and_so_is_the_way_back(
    changes: dict[str, Any], difference: Difference
) -> None:
    other = standing(**changes)
    assert list(compare_standings(ALL, other)) == [difference]
    kind, about, before, now = difference
    assert list(compare_standings(other, ALL)) == [Difference(BACK[kind], about, now, before)]
    for language in Language:
        line = difference_line(difference, language, REQUEST)
        assert line.endswith(".")
        assert "{" not in line


def test_days_and_types_can_also_be_others() -> None:
    first, second, *_ = (each.id for each in types_of("sleep"))
    early = standing(**items(sleep={"until": "2026-01-01", "types": (first,),
                                    "excluded_records": ("e1",)}))  # fmt: skip
    late = standing(**items(sleep={"from": "2026-01-01", "types": (second,),
                                   "excluded_records": ("e2",)}))  # fmt: skip
    found = list(compare_standings(early, late))
    assert [each.kind for each in found] == [
        Kind.TYPES_OTHER,
        Kind.WINDOW_MOVED,
        Kind.LEFT_OUT_OTHERS,
    ]
    assert found[2][2:] == ("1", "1"), "how many, and never which"
    tried = {each.kind for each in found} | set(BACK) | set(BACK.values())
    assert set(Kind) - tried == {Kind.STATE, Kind.VERSION}


def test_what_is_as_the_request_asks_is_the_same_as_left_out() -> None:
    said = standing(
        **items(
            sleep={"from": "2025-01-01", "until": "2030-12-31", "resolution": "day"},
        ),
        frequency="monthly",
        expires="2030-12-31",
        options={"results": False},
    )
    assert list(compare_standings(ALL, said)) == []


@pytest.mark.parametrize(
    ("difference", "language", "words"),
    [
        (
            Difference(
                Kind.WINDOW_MOVED, "sleep", "2025-01-01/2025-06-30", "2025-02-01/2025-12-31"
            ),
            Language.DANISH,
            ("1. januar 2025 – 30. juni 2025", "1. februar 2025 – 31. december 2025"),
        ),
        (
            Difference(Kind.ENDS_EARLIER, None, "2030-12-31", "2028-02-29"),
            Language.ENGLISH,
            ("31 December 2030", "29 February 2028"),
        ),
    ],
)
def test_days_are_written_as_people_write_them(
    difference: Difference, language: Language, words: tuple[str, str]
) -> None:
    said = difference_line(difference, language)
    assert all(each in said for each in words)
    assert "-01" not in said


def test_a_version_that_asks_otherwise_is_compared_by_what_comes_of_it() -> None:
    narrower = with_change(
        with_change(SECOND.request, "items.0.window.until", "2026-12-31"),
        "items.1.finest_resolution",
        "day",
    )
    found = list(compare_standings(ALL, standing(narrower)))
    assert found == [
        Difference(Kind.VERSION, None, "1", "2"),
        Difference(Kind.WINDOW_NARROWER, "sleep", "2025-01-01/2030-12-31", "2025-01-01/2026-12-31"),
        Difference(Kind.COARSER, "heart", "raw", "day"),
    ]


def test_an_ending_takes_everything_and_a_beginning_brings_it() -> None:
    over = Standing(ProjectConsent(ID, ConsentState.WITHDRAWN))
    chosen = standing(options={"results": True}, demographics=("sex",))
    found = list(compare_standings(chosen, over))
    assert found[0] == Difference(Kind.STATE, None, "given", "withdrawn")
    assert [each.about for each in found if each.kind is Kind.ITEM_WITHDRAWN] == [
        item.id for item in REQUEST.items
    ]
    assert [each.kind for each in found[-2:]] == [Kind.OPTION_NO, Kind.NOT_TOLD]
    back = list(compare_standings(over, chosen))
    assert len(back) == len(found)
    first = next(compare_standings(Standing(None), over))
    assert first == Difference(Kind.STATE, None, None, "withdrawn")
    assert difference_line(first, Language.ENGLISH).startswith("Before: The project had not")


def test_the_changes_between_two_moments_of_a_vault(
    chronicle: Chronicle, book: ConsentBook, clock: Clock
) -> None:
    give(book)
    then = clock.now
    clock.forward(days=1)
    book.withdraw(REQUEST, "heart")
    assert chronicle.changes(then, clock.now) == [Difference(Kind.ITEM_WITHDRAWN, "heart")]
    assert chronicle.changes(clock.now, then) == [Difference(Kind.ITEM_GRANTED, "heart")]
    assert chronicle.changes(then, then) == []
    before = chronicle.changes(START, then)
    assert before[0] == Difference(Kind.STATE, None, "requested", "given")


_choice = st.none() | st.builds(
    ItemChoice,
    granted=st.booleans(),
    from_=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    until=st.none() | st.dates(date(2028, 1, 1), date(2029, 1, 1)),
    resolution=st.none() | st.sampled_from([Resolution.MONTH, Resolution.SUMMARY]),
    excluded_records=st.sampled_from([(), ("e1",), ("e1", "e2"), ("d3",)]),
)
_standings = st.builds(
    lambda chosen, options, frequency: standing(
        items={name: choice for name, choice in chosen.items() if choice is not None},
        options=options,
        frequency=frequency,
    ),
    st.fixed_dictionaries({item.id: _choice for item in REQUEST.items}),
    st.dictionaries(st.sampled_from(["results", "recontact"]), st.booleans()),
    st.sampled_from([None, "once", "monthly"]),
)


@given(_standings, _standings)
def test_there_and_back_is_told_of_the_same_things(one: Standing, other: Standing) -> None:
    there, back = (list(compare_standings(*pair)) for pair in ((one, other), (other, one)))
    assert [each.about for each in there] == [each.about for each in back]
    assert [each.before for each in there] == [each.now for each in back]
    assert not list(compare_standings(one, one))
    for difference in there:
        assert difference_line(difference, Language.DANISH, REQUEST).endswith(".")


def a_donation(answer: str) -> list[Details]:
    """Return all that is written in the log around one bundle."""
    return [
        DonationSealed(
            recipient=REQUEST.recipient,
            sequence=1,
            records=3,
            decision_sha256=DIGEST,
            log_commitment=DIGEST,
            bundle_sha256=DIGEST,
            confirmed_sha256=DIGEST,
        ),
        sent(1),
        DonationDropped(sequence=2, bundle_sha256=DIGEST, reason="withdrawn"),
        NoticeSent(recipient=REQUEST.recipient, notice_sha256=DIGEST),
        DonationAnswered.model_validate(
            {"answer": answer, "bundle_sha256": DIGEST, "answer_sha256": DIGEST}
        ),
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("answer", ["received", "rejected", "withdrawn", "deleted"])
def test_what_became_of_a_donation_stands_in_it(
    chronicle: Chronicle, vault: OpenVault, answer: str, language: Language
) -> None:
    for details in a_donation(answer):
        vault.log.record(details, SELF, project=ID)
    timeline = chronicle.timeline()[1:]  # the request came first
    assert [one.what for one in timeline] == [
        What.SEALED,
        What.RELEASED,
        What.DROPPED,
        What.NOTICE_SENT,
        What(f"answer_{answer}"),
    ]
    assert all(happening_lines(one, language) for one in timeline)


def test_every_kind_of_event_of_its_families_can_stand_in_it() -> None:
    told = {kind for kind in KINDS if kind.startswith(("consent.", "donation."))}
    by_what_they_hold = {"consent.given", "donation.answered"}
    assert told - by_what_they_hold <= set(_BY_KIND)
