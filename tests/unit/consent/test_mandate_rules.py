"""Who has the last word, as a table: of age or not × who decides × what was said before."""

from itertools import product

import pytest

from consent.ledger import ConsentState
from consent.mandate import CUSTODY
from consent.mandate_rules import (
    Act,
    DecidedThemselves,
    OwnWord,
    UnderAge,
    own_word,
    require_right,
)
from datadonor.audit.events import (
    SELF,
    Actor,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Details,
)
from datadonor.errors import DatadonorError
from tests.consents import Story, given_event

SHA = "5" * 64
YES, NO = given_event(), ConsentRefused(request_version=1, request_sha256=SHA)
BACK, ITEM = ConsentWithdrawn(), ConsentWithdrawn(item="heart")
THINK = ConsentPutOff(request_version=1, request_sha256=SHA)
STOP = ConsentStopped(by="registry", reason="project_revoked")
ME, PARENT = SELF, Actor(capacity="guardian", basis=CUSTODY)
PROXY = Actor(capacity="proxy", basis="power_of_attorney")


def word(*said: tuple[Details, Actor]) -> OwnWord:
    story = Story()
    for details, who in said:
        story.tell(details, who=who)
    return own_word(story.entries)


def verdict(
    act: Act,
    who: Actor,
    own: OwnWord,
    state: ConsentState | None,
    *granted: str,
    is_under_age: bool,
) -> type[DatadonorError] | None:
    try:
        require_right(act, who.capacity, who.basis, own, state, granted, is_under_age=is_under_age)
    except DatadonorError as refused:
        return type(refused)
    return None


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ([], OwnWord()),
        ([(YES, ME)], OwnWord("yes")),
        ([(NO, ME)], OwnWord("no", is_no=True)),
        ([(YES, PROXY)], OwnWord()),
        ([(YES, PROXY), (BACK, ME)], OwnWord("no", is_no=True)),
        ([(YES, PROXY), (ITEM, ME)], OwnWord("item", items=frozenset({"heart"}))),
        ([(YES, ME), (BACK, PROXY)], OwnWord()),
        ([(NO, ME), (YES, ME)], OwnWord("yes")),
        ([(NO, ME), (THINK, ME)], OwnWord("no")),
        ([(NO, ME), (THINK, PROXY)], OwnWord("no", is_no=True)),
        ([(YES, ME), (STOP, Actor(capacity="program"))], OwnWord("yes")),
    ],
)
def test_what_the_person_said_themselves_is_told_by_the_events(
    said: list[tuple[Details, Actor]], own: OwnWord
) -> None:
    assert word(*said) == own


def test_an_event_that_cannot_be_read_counts_as_a_no() -> None:
    """Fails closed: a later program may have written a no that is not understood here."""
    story = Story().tell(YES, who=PROXY)
    assert not own_word(story.entries).is_no  # negative control
    story.bodies = [body.replace(b'"v":1', b'"v":2') for body in story.bodies]
    assert own_word(story.entries).is_no


ADULT = [
    # what the person said themselves, how it stands, act, may a proxy do it
    (word(), None, "yes", True),
    (word(), None, "refuse", True),
    (word((YES, PROXY)), ConsentState.GIVEN, "yes", True),
    (word((YES, PROXY)), ConsentState.GIVEN, "withdraw", True),
    (word((YES, ME)), ConsentState.GIVEN, "yes", False),
    (word((YES, ME)), ConsentState.GIVEN, "refuse", False),
    (word((YES, ME)), ConsentState.GIVEN, "withdraw", False),
    (word((NO, ME)), ConsentState.REFUSED, "yes", False),
    (word((NO, ME)), ConsentState.REFUSED, "refuse", False),
    (word((NO, ME), (THINK, ME)), ConsentState.REFUSED, "yes", False),
    (word((YES, PROXY), (BACK, ME)), ConsentState.WITHDRAWN, "yes", False),
    (word((YES, PROXY), (ITEM, ME)), ConsentState.GIVEN, "yes", False),
    (word((YES, PROXY), (ITEM, ME)), ConsentState.STOPPED, "yes", False),
    (word((YES, ME)), ConsentState.EXPIRED, "yes", True),
    (word((YES, ME)), ConsentState.STOPPED, "yes", True),
    (word((YES, ME)), ConsentState.INVALIDATED, "refuse", True),
    (word((YES, ME)), ConsentState.EXPIRED, "withdraw", False),
]


@pytest.mark.parametrize(("own", "state", "act", "may"), ADULT)
def test_an_adults_own_word_is_the_last(
    own: OwnWord, state: ConsentState | None, act: Act, *, may: bool
) -> None:
    for who in (PROXY, Actor(capacity="guardian", basis="guardianship")):
        found = verdict(act, who, own, state, "heart", is_under_age=False)
        assert found is (None if may else DecidedThemselves)


YOUNG = [
    (word(), "yes", True),
    (word((YES, PARENT)), "yes", True),
    (word((YES, PARENT)), "withdraw", True),
    (word((YES, ME)), "withdraw", True),  # from before somebody had custody here
    (word((NO, ME)), "yes", False),
    (word((NO, ME)), "refuse", True),
    (word((YES, PARENT), (BACK, ME)), "yes", False),
    (word((YES, PARENT), (ITEM, ME)), "yes", False),
    (word((YES, PARENT), (ITEM, ME)), "withdraw", True),
    (word((NO, ME), (THINK, ME)), "yes", True),
]


@pytest.mark.parametrize(("own", "act", "may"), YOUNG)
def test_parents_decide_but_never_against_a_no(own: OwnWord, act: Act, *, may: bool) -> None:
    found = verdict(act, PARENT, own, ConsentState.GIVEN, "heart", is_under_age=True)
    assert found is (None if may else DecidedThemselves)


def test_what_was_taken_back_singly_binds_only_a_yes_to_it() -> None:
    own = word((YES, PARENT), (ITEM, ME))
    assert verdict("yes", PARENT, own, ConsentState.GIVEN, "sleep", is_under_age=True) is None


@pytest.mark.parametrize(
    ("act", "is_under_age"), list(product(("yes", "refuse", "withdraw"), (False, True)))
)
def test_the_person_may_always_say_no_and_of_age_anything(act: Act, *, is_under_age: bool) -> None:
    for own in (word(), word((YES, PROXY)), word((NO, ME))):
        found = verdict(act, ME, own, ConsentState.GIVEN, "heart", is_under_age=is_under_age)
        assert found is (UnderAge if is_under_age and act == "yes" else None)


@pytest.mark.parametrize("act", ["yes", "refuse", "withdraw"])
def test_under_age_only_custody_decides(act: Act) -> None:
    for who in (PROXY, Actor(capacity="guardian", basis="guardianship")):
        assert verdict(act, who, word(), None, is_under_age=True) is UnderAge
