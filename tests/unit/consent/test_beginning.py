"""A conversation begins where it was left, or anew; and the counts are the person's own."""

import pytest

from consent.beginning import begun, missing_in, own_data, unfinished
from consent.case import ConsentCase, Which, case_of, case_to_answer
from consent.choices import Helper
from consent.flow import Conversation, StepId, answer, begin, save_conversation
from consent.shelf import RequestShelf
from consent.trial import everything_asked, try_choices
from datadonor.audit.assistance import end_assistance, start_assistance, the_helper
from datadonor.audit.events import SELF
from datadonor.texts import Language
from tests.donations import bring_in, year
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
FIRST = signed_version(1).request


def take_in(donor: Citizen, version: int) -> None:
    donor.publish(version)
    donor.refresh()
    RequestShelf(donor.opened).add(signed_version(version), SELF, donor.opened.log.now())


def asked(donor: Citizen, version: int = 1) -> ConsentCase:
    take_in(donor, version)
    return case_to_answer(donor.opened, PROJECT, DANISH, version)


def answered(donor: Citizen) -> Conversation:
    """Keep a conversation about the first version in which one item is answered."""
    conversation = begin(signed_version(1), RECIPIENT, DANISH)
    today = donor.opened.log.now().date()
    conversation = answer(conversation, FIRST, "items.heart.granted", value=True, today=today)
    save_conversation(donor.opened, conversation, donor.opened.log.now())
    return conversation


def test_without_answers_it_begins_at_the_first_step_with_nothing_granted(donor: Citizen) -> None:
    case = asked(donor)
    beginning = begun(case, DANISH, is_change=False)
    assert beginning.resumption is None
    assert beginning.conversation.step is StepId.WHO_AND_WHY
    assert beginning.conversation.items == {}
    assert missing_in(case) is None


def test_it_goes_on_with_what_was_answered(donor: Citizen) -> None:
    case = asked(donor)
    kept = answered(donor)
    beginning = begun(case, DANISH, is_change=False)
    assert beginning.resumption is not None
    assert beginning.resumption.is_same
    assert beginning.conversation == kept
    assert missing_in(case)


def test_it_goes_on_in_the_language_asked_for(donor: Citizen) -> None:
    case = asked(donor)
    answered(donor)
    beginning = begun(case, ENGLISH, is_change=False)
    assert beginning.conversation.language is ENGLISH
    assert beginning.resumption is not None
    assert beginning.resumption.conversation is beginning.conversation


def test_what_has_changed_meanwhile_is_said_in_the_language_asked_for(donor: Citizen) -> None:
    asked(donor)
    answered(donor)
    case = asked(donor, 3)
    said = {}
    for language in (DANISH, ENGLISH):
        resumption = begun(case, language, is_change=False).resumption
        assert resumption is not None
        assert resumption.changes
        said[language] = resumption.sentences()
    assert said[DANISH] != said[ENGLISH]


def test_what_was_kept_and_cannot_be_read_is_begun_anew(donor: Citizen) -> None:
    case = asked(donor)
    answered(donor)
    donor.execute("UPDATE conversation SET content = ?", b"{}")
    assert unfinished(case) is None
    assert begun(case, DANISH, is_change=False).resumption is None


def test_answers_to_a_version_that_is_gone_are_not_carried_over(donor: Citizen) -> None:
    asked(donor)
    answered(donor)
    case = asked(donor, 3)
    donor.execute("DELETE FROM project_request WHERE version = 1")
    beginning = begun(case, DANISH, is_change=False)
    assert beginning.conversation.items == {}
    assert missing_in(case) is None


def test_a_change_begins_from_what_is_in_force(donor: Citizen) -> None:
    donor.give()
    case = case_of(donor.opened, PROJECT, DANISH, Which.AGREED)
    beginning = begun(case, DANISH, is_change=True)
    assert beginning.resumption is None
    assert beginning.conversation.purpose == "change"
    assert {name for name, item in beginning.conversation.items.items() if item.granted} == {
        item.id for item in FIRST.items
    }
    anew = begun(case, DANISH, is_change=False)
    assert anew.conversation.items == {}


def test_the_counts_are_what_a_yes_would_let_go(donor: Citizen) -> None:
    case = asked(donor)
    assert {each.records for each in own_data(case).values()} == {0}
    bring_in(donor, year())
    counted = {item: each.records for item, each in own_data(case).items()}
    trial = try_choices(
        donor.opened.vault.connection, FIRST, everything_asked(FIRST), donor.opened.log.now()
    )
    assert counted == {each.item: each.whole.going for each in trial.items}
    assert any(counted.values())


@pytest.mark.parametrize("is_change", [True, False])
def test_answers_to_the_other_question_are_not_gone_on_with(
    donor: Citizen, *, is_change: bool
) -> None:
    """Whoever had begun to change what is in force has not begun to answer it anew."""
    donor.give()
    case = case_of(donor.opened, PROJECT, DANISH, Which.AGREED)
    kept = begun(case, DANISH, is_change=not is_change).conversation
    save_conversation(donor.opened, kept, donor.opened.log.now())
    assert begun(case, DANISH, is_change=is_change).resumption is None
    assert begun(case, DANISH, is_change=not is_change).resumption is not None


def test_whoever_helps_now_is_named_and_nobody_who_is_gone(donor: Citizen) -> None:
    case = asked(donor)
    start_assistance(donor.opened, the_helper("Karen Opdigtet", "nurse"), 30)
    conversation = begun(case, DANISH, is_change=False).conversation
    assert conversation.assisted_by == Helper(name="Karen Opdigtet", role="nurse")
    save_conversation(donor.opened, conversation, donor.opened.log.now())
    end_assistance(donor.opened)
    assert begun(case, DANISH, is_change=False).conversation.assisted_by is None
