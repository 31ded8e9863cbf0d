"""What was refused is counted from the log and told in words."""

from consent.gate import Purpose, RefusalReason
from consent.refusal_words import (
    OTHER,
    held_line,
    held_reason,
    refusal_line,
    refusal_lines,
    refusals,
)
from datadonor.audit.events import (
    PROGRAM,
    Details,
    ReleaseRefused,
)
from datadonor.texts import Language, catalogue
from tests.releases import (
    PROJECT,
    VERSIONS,
    Citizen,
)


def test_refusals_are_counted_by_project_and_told_most_frequent_first(donor: Citizen) -> None:
    assert refusal_lines(donor.opened, PROJECT, Language.DANISH) == []
    donor.give()
    donor.ask(Purpose(PROJECT, recipient="another"))
    donor.book.withdraw(VERSIONS[1])
    for _ in range(3):
        donor.ask()
    donor.ask(Purpose("another-project"))
    assert refusals(donor.opened, PROJECT) == {"withdrawn": 3, "other_recipient": 1}
    assert refusals(donor.opened).total() == 5
    assert refusal_lines(donor.opened, PROJECT, Language.ENGLISH) == [
        "3 releases were refused because you have withdrawn your consent.",
        refusal_line("other_recipient", 1, Language.ENGLISH),
    ]
    assert refusal_lines(donor.opened, None, Language.DANISH)[0] == (
        "3 udleveringer blev afvist, fordi du har trukket dit samtykke tilbage."
    )


def test_a_reason_of_a_later_program_is_told_as_such(donor: Citizen) -> None:
    class Refused2(Details):
        kind = ReleaseRefused.kind

    donor.opened.log.record(ReleaseRefused(reason="not_yet_invented"), PROGRAM, project=PROJECT)
    donor.opened.log.record(Refused2(), PROGRAM, project=PROJECT)
    assert refusals(donor.opened, PROJECT) == {OTHER: 1}
    assert refusals(donor.opened) == {OTHER: 2}
    assert len(refusal_lines(donor.opened, None, Language.DANISH)) == 1


def test_what_holds_a_consent_in_force_back_has_words() -> None:
    """The others cannot: they say that none is in force, or are about who asked."""
    start = "consent_held."
    told = {key.removeprefix(start) for key in catalogue() if key.startswith(start)}
    never = {"no_consent", "refused", "expired", "withdrawn", "stopped", "invalidated"}
    assert told == set(RefusalReason) - never - {"other_recipient", "other_purpose"}
    for reason in told:
        for language in Language:
            assert held_line(RefusalReason(reason), language)


def test_a_stale_list_holds_back_and_nothing_is_logged(donor: Citizen) -> None:
    donor.give()
    assert held_reason(donor.opened, PROJECT) is None
    donor.clock.forward(days=60)
    size = donor.opened.log.size
    assert held_reason(donor.opened, PROJECT) is RefusalReason.REGISTRY_STALE
    assert donor.opened.log.size == size


def test_every_reason_has_words_for_one_and_for_many() -> None:
    told = {key.split(".", 1)[1] for key in catalogue() if key.startswith("consent_refusals.")}
    assert told == {f"{each}.{n}" for each in [*RefusalReason, OTHER] for n in ("one", "many")}
    for reason in RefusalReason:
        for language in Language:
            assert refusal_line(reason, 1, language).startswith("1 ")
            assert refusal_line(reason, 7, language).startswith("7 ")
