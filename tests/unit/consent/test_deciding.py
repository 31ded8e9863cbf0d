"""What comes before and after a decision, the same for every skin."""

import pytest

from consent.book import ConsentInForce, ConsentMissing
from consent.case import ConsentCase, Which, case_of
from consent.choice_rules import ChoicesRefused, TextNotShown
from consent.choices import Choices, ItemChoice
from consent.deciding import (
    Declined,
    choices_to_change,
    choices_to_give,
    leave_for_later,
    require_answerable,
    say_no,
    say_yes,
)
from consent.flow import load_conversation, save_conversation
from consent.flow.conversation import begin
from consent.ledger import ConsentState
from consent.mandate_rules import own_word
from consent.shelf import RequestShelf
from consent.yes import RequestNotApproved, RequestRevoked
from datadonor.audit.assistance import start_assistance
from datadonor.audit.events import SELF, Assistant, ConsentPutOff
from datadonor.registry.errors import RegistryStale
from datadonor.texts import Language
from tests.consents import fitting_choices
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version

DANISH = Language.DANISH
SAID = Choices(language="da")


def asked(donor: Citizen, version: int = 1) -> ConsentCase:
    """Take in a version, and return how its project stands."""
    RequestShelf(donor.opened).add(signed_version(version), SELF, donor.opened.log.now())
    return now(donor)


def now(donor: Citizen, which: Which = Which.STANDING) -> ConsentCase:
    return case_of(donor.opened, PROJECT, DANISH, which)


def chosen() -> Choices:
    return fitting_choices(signed_version(1), recipient=RECIPIENT)


def unbound() -> Choices:
    """Return fitting choices as they stand in a file: about no text, with no answers."""
    return chosen().model_copy(update={"language": None, "text_sha256": None, "comprehension": ()})


def keep_answers(donor: Citizen, version: int = 1) -> None:
    conversation = begin(signed_version(version), RECIPIENT, DANISH)
    save_conversation(donor.opened, conversation, donor.opened.log.now())


def has_answers(donor: Citizen) -> bool:
    return load_conversation(donor.opened.vault.connection, PROJECT) is not None


class TestWhoCanBeAsked:
    def test_what_is_approved_can_be_answered_but_not_changed(self, donor: Citizen) -> None:
        case = asked(donor)
        require_answerable(case, is_change=False)
        with pytest.raises(ConsentMissing):
            require_answerable(case, is_change=True)

    def test_what_is_in_force_can_be_changed_but_not_answered_again(self, donor: Citizen) -> None:
        donor.give()
        require_answerable(now(donor), is_change=True)
        with pytest.raises(ConsentInForce):
            require_answerable(now(donor), is_change=False)

    def test_nobody_is_asked_by_a_list_that_is_too_old_and_a_fresh_one_mends_it(
        self, donor: Citizen
    ) -> None:
        asked(donor)
        donor.clock.forward(days=40)
        with pytest.raises(RegistryStale):
            require_answerable(now(donor), is_change=False)
        with pytest.raises(RegistryStale):
            choices_to_give(now(donor), unbound(), DANISH)
        donor.republish()
        donor.refresh()
        require_answerable(now(donor), is_change=False)

    def test_what_is_revoked_is_said_before_what_is_old(self, donor: Citizen) -> None:
        asked(donor)
        donor.revoke(PROJECT)
        donor.refresh()
        donor.clock.forward(days=40)
        with pytest.raises(RequestRevoked):
            require_answerable(now(donor), is_change=False)

    def test_nobody_is_asked_about_what_is_revoked(self, donor: Citizen) -> None:
        asked(donor)
        donor.revoke(PROJECT)
        donor.refresh()
        with pytest.raises(RequestRevoked):
            require_answerable(now(donor), is_change=False)


class TestChoicesFromAFile:
    def test_they_are_bound_to_the_text_that_is_then_read(self, donor: Citizen) -> None:
        case = asked(donor)
        to_agree = choices_to_give(case, unbound(), DANISH)
        assert not to_agree.is_known
        answers = tuple(each.correct for each in case.signed.request.comprehension)
        assert answers
        say_yes(case, to_agree.bound(answers), is_change=False)
        assert now(donor).is_answered_yes

    def test_without_answers_to_the_questions_nothing_is_written(self, donor: Citizen) -> None:
        case = asked(donor)
        with pytest.raises(ChoicesRefused):
            say_yes(case, choices_to_give(case, unbound(), DANISH).bound(), is_change=False)
        assert now(donor).consent.state is ConsentState.REQUESTED

    def test_choices_about_another_text_are_refused_before_anybody_reads(
        self, donor: Citizen
    ) -> None:
        case = asked(donor)
        other = chosen().model_copy(update={"text_sha256": "0" * 64})
        with pytest.raises(TextNotShown):
            choices_to_give(case, other, DANISH)

    def test_choices_that_do_not_fit_are_refused_before_anybody_reads(self, donor: Citizen) -> None:
        wide = {"items": {"no_such_item": ItemChoice(granted=True)}}
        with pytest.raises(ChoicesRefused):
            choices_to_give(asked(donor), unbound().model_copy(update=wide), DANISH)

    def test_a_change_takes_over_what_was_read_and_answered(self, donor: Citizen) -> None:
        donor.give()
        to_agree = choices_to_change(now(donor), unbound(), Language.ENGLISH)
        assert to_agree.is_known
        assert to_agree.bound() == chosen()

    def test_a_change_in_another_language_is_read_anew(self, donor: Citizen) -> None:
        donor.give()
        english = unbound().model_copy(update={"language": "en"})
        to_agree = choices_to_change(now(donor), english, DANISH)
        assert not to_agree.is_known
        assert to_agree.text.language is Language.ENGLISH

    def test_there_is_nothing_to_change_without_a_consent(self, donor: Citizen) -> None:
        with pytest.raises(ConsentMissing):
            choices_to_change(asked(donor), unbound(), DANISH)


class TestEnds:
    def test_a_yes_and_then_another_one_in_its_place(self, donor: Citizen) -> None:
        say_yes(asked(donor), chosen(), is_change=False)
        items = chosen().items | {"heart": ItemChoice(granted=False)}
        say_yes(now(donor), chosen().model_copy(update={"items": items}), is_change=True)
        choices = now(donor).choices()
        assert choices is not None
        assert not choices.is_granted("heart")

    def test_a_yes_to_what_is_not_approved_writes_nothing(self, donor: Citizen) -> None:
        asked(donor)
        donor.revoke(PROJECT)
        donor.refresh()
        size = donor.opened.log.size
        with pytest.raises(RequestNotApproved):
            say_yes(now(donor), chosen(), is_change=False)
        assert donor.opened.log.size == size

    def test_a_no_is_written_down_and_the_answers_are_gone(self, donor: Citizen) -> None:
        case = asked(donor)
        keep_answers(donor)
        assert say_no(case, SAID, is_change=False) is Declined.REFUSED
        assert now(donor).consent.state is ConsentState.REFUSED
        assert not has_answers(donor)

    def test_a_no_when_asked_about_what_is_in_force_takes_it_back(self, donor: Citizen) -> None:
        donor.give()
        assert say_no(now(donor), SAID, is_change=True) is Declined.WITHDRAWN
        assert now(donor).consent.state is ConsentState.WITHDRAWN

    def test_a_no_to_more_is_no_withdrawal_of_less(self, donor: Citizen) -> None:
        donor.give()
        keep_answers(donor)
        size = donor.opened.log.size
        assert say_no(now(donor), SAID, is_change=False) is Declined.KEPT
        assert now(donor).is_in_force
        assert donor.opened.log.size == size
        assert not has_answers(donor)

    def test_later_is_written_down_once_and_keeps_the_answers(self, donor: Citizen) -> None:
        asked(donor)
        keep_answers(donor)
        leave_for_later(now(donor), SELF)
        leave_for_later(now(donor), SELF)
        assert now(donor).consent.state is ConsentState.PUT_OFF
        assert len(list(donor.opened.log.events_of(ConsentPutOff))) == 1
        assert has_answers(donor)

    @pytest.mark.parametrize("is_helped", [True, False], ids=["with a helper", "alone"])
    def test_a_no_of_ones_own_is_thought_over_again_alone(
        self, donor: Citizen, *, is_helped: bool
    ) -> None:
        asked(donor)
        donor.book.refuse(signed_version(1))
        if is_helped:
            start_assistance(donor.opened, Assistant(name="Karen Opdigtet", role="nurse"), 20)
        leave_for_later(now(donor), SELF, is_own=True)
        assert own_word(donor.book.history(PROJECT)).is_no == is_helped

    def test_later_changes_nothing_of_what_is_decided(self, donor: Citizen) -> None:
        donor.give()
        size = donor.opened.log.size
        leave_for_later(now(donor), SELF)
        assert donor.opened.log.size == size
