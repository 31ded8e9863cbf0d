"""Choices that cannot be given: each with its own reason, and nothing in the vault changed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.commands import AtTheTerminal
from tests.consents import signed_request
from tests.releases import PROJECT, RECIPIENT, version_of

YES = {"granted": True}
ALL = {"sleep": YES, "heart": YES, "activity": YES}

REFUSED: Mapping[str, tuple[str, dict[str, Any]]] = {
    "an item nobody asked for": ("ITEM_UNKNOWN", {"items": {**ALL, "shoes": YES}}),
    "an option nobody asked for": ("OPTION_UNKNOWN", {"options": {"commercial": True}}),
    "more about the person": ("DEMOGRAPHIC_NOT_ASKED", {"demographics": ["municipality"]}),
    "a type of another category": (
        "TYPES_WIDEN",
        {"items": {**ALL, "sleep": {"granted": True, "types": ["StepCount"]}}},
    ),
    "days before the window": (
        "WINDOW_WIDENS",
        {"items": {**ALL, "sleep": {"granted": True, "from": "2024-12-31"}}},
    ),
    "days after the window": (
        "WINDOW_WIDENS",
        {"items": {**ALL, "sleep": {"granted": True, "until": "2031-01-01"}}},
    ),
    "finer than was asked": (
        "RESOLUTION_WIDENS",
        {"items": {**ALL, "sleep": {"granted": True, "resolution": "raw"}}},
    ),
    "more often than was asked": ("FREQUENCY_WIDENS", {"frequency": "weekly"}),
    "longer than was asked": ("EXPIRY_WIDENS", {"expires": "2031-01-01"}),
    "a last day that is over": ("EXPIRY_PAST", {"expires": "2026-08-31"}),
    "what is no name of a record": (
        "RECORD_UNNAMED",
        {"items": {**ALL, "sleep": {"granted": True, "excluded_records": ["s1"]}}},
    ),
    "a no to what is required": ("REQUIRED_ITEM_REFUSED", {"items": {"heart": YES}}),
    "a no to everything": ("NOTHING_GRANTED", {"items": {"sleep": {"granted": False}}}),
    "questions not answered": ("QUESTIONS_UNANSWERED", {"comprehension": []}),
    "too few answers": ("QUESTIONS_UNANSWERED", {"comprehension": [0]}),
    "a wrong answer": ("ANSWER_WRONG", {"comprehension": [1, 1]}),
    "another text": ("TEXT_NOT_SHOWN", {"language": "en", "text_sha256": "0" * 64}),
    "the text of the other language": ("TEXT_NOT_SHOWN", {"text_sha256": "f" * 64}),
    "a field of another program": ("CHOICES_UNREADABLE", {"sent_to": "everybody"}),
    "a window in reverse": (
        "CHOICES_UNREADABLE",
        {"items": {**ALL, "sleep": {**YES, "from": "2026-02-02", "until": "2026-02-01"}}},
    ),
    "a guardian without a right": ("CHOICES_UNREADABLE", {"given_by": "guardian"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_choices_that_do_not_fit_exit_with_3_and_change_nothing(
    donor: AtTheTerminal, case: str
) -> None:
    code, changes = REFUSED[case]
    file = str(donor.choices(**changes))
    before = donor.tables()
    answer = donor.consent("give", PROJECT, "--choices", file)
    assert (answer.code, answer.error) == (3, code)
    assert donor.tables() == before


@pytest.mark.parametrize("case", sorted(set(REFUSED) - {"questions not answered"}))
def test_nor_can_what_is_in_force_be_changed_to_them(donor: AtTheTerminal, case: str) -> None:
    code, changes = REFUSED[case]
    donor.give()
    file = str(donor.choices(**changes))
    before = donor.tables()
    answer = donor.consent("change", PROJECT, "--choices", file)
    assert (answer.code, answer.error) == (3, code)
    assert donor.tables() == before


def test_the_same_choices_without_the_fault_are_taken(donor: AtTheTerminal) -> None:
    """The negative control of those above."""
    assert donor.give(items=ALL).code == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"items":{},"items":{}}', b"[" * 100_000,
     b" " * (1024 * 1024 + 1)],
)  # fmt: skip
def test_a_file_that_is_none_exits_with_3(donor: AtTheTerminal, content: bytes) -> None:
    before = donor.tables()
    answer = donor.consent("give", PROJECT, "--choices", str(donor.file(content)))
    assert (answer.code, answer.error) == (3, "CHOICES_UNREADABLE")
    assert donor.tables() == before


def test_a_file_that_is_not_there_exits_with_3(donor: AtTheTerminal) -> None:
    answer = donor.consent("give", PROJECT, "--choices", str(donor.home / "nothing"))
    assert (answer.code, answer.error) == (3, "FILE_MISSING")


def _revoke_project(donor: AtTheTerminal) -> None:
    donor.publish(revoked=(PROJECT,))


def _revoke_recipient(donor: AtTheTerminal) -> None:
    donor.publish(revoked=(RECIPIENT.id,))


def _unpublish(donor: AtTheTerminal) -> None:
    with donor.opened():
        donor.citizen.published.clear()
        donor.citizen.republish()
        donor.citizen.refresh()


def _publish_other_bytes(donor: AtTheTerminal) -> None:
    with donor.opened():
        donor.citizen.publish(signed_request(version_of(1, items=("sleep",))))
        donor.citizen.refresh()


def _end(donor: AtTheTerminal) -> None:
    donor.clock.forward(days=6 * 365)


def _set_clock_back(donor: AtTheTerminal) -> None:
    donor.clock.now -= timedelta(days=30)


@pytest.mark.parametrize(
    ("happen", "code"),
    [
        (_revoke_project, "REQUEST_REVOKED"),
        (_revoke_recipient, "REQUEST_REVOKED"),
        (_unpublish, "REQUEST_NOT_APPROVED"),
        (_publish_other_bytes, "REQUEST_NOT_APPROVED"),
        (_end, "REQUEST_ENDED"),
        (_set_clock_back, "CLOCK_BEHIND"),
    ],
)
def test_what_is_not_approved_now_cannot_be_given(
    donor: AtTheTerminal, happen: Any, code: str  # noqa: ANN401 - one of those above
) -> None:  # fmt: skip
    happen(donor)
    file = str(donor.choices())
    before = donor.tables()
    answer = donor.consent("give", PROJECT, "--choices", file)
    assert (answer.code, answer.error) == (1, code)
    assert donor.tables() == before


def test_what_is_refused_at_once_is_not_read_out_first(donor: AtTheTerminal) -> None:
    donor.publish(revoked=(PROJECT,))
    assert donor.give().out == ""


def test_the_same_cannot_be_given_twice(donor: AtTheTerminal) -> None:
    donor.give()
    before = donor.tables()
    answer = donor.give()
    assert (answer.code, answer.error) == (1, "CONSENT_IN_FORCE")
    assert answer.out == ""
    assert donor.tables() == before


@pytest.mark.parametrize("words", [["--version", "9"], ["--version", "x"]])
def test_a_version_that_is_not_there_is_not_given(donor: AtTheTerminal, words: list[str]) -> None:
    file = str(donor.choices())
    assert donor.consent("give", PROJECT, "--choices", file, *words).code in {1, 2}


def test_an_error_holds_nothing_of_what_was_chosen(donor: AtTheTerminal) -> None:
    file = str(donor.choices(basis="2512489996", given_by="2512489996"))
    answer = donor.consent("give", PROJECT, "--choices", file, "--json")
    assert answer.code == 3
    assert "2512489996" not in answer.out + answer.err
