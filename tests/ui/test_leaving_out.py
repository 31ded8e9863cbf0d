"""Leaving single records out: whose word it becomes."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consent.mandate_signing import MandateNeeded
from datadonor.texts import Language
from tests.mandates import decider
from tests.releases import PROJECT
from tests.ui.asked_vaults import asked
from ui.leaving_out import LeftOut, left_out, note, sign
from ui.pages.preview.leaving import PreviewLeaving

RECORD = "e1"
ITEM = "sleep"


def test_a_yes_that_others_said_does_not_become_the_persons_own(tmp_path: Path) -> None:
    with asked(tmp_path) as someone:
        someone.give(signers=[decider(someone.opened)])
        noted = note(someone.opened, PROJECT, ITEM, RECORD, Language.DANISH, stays=True)
        assert noted.is_by_others
        assert list(noted.leaving) == [RECORD]
        size = someone.opened.log.size
        with pytest.raises(MandateNeeded):
            sign(someone.opened, PROJECT, Language.DANISH)
        assert someone.opened.log.size == size
        consent = someone.book.consent(PROJECT)
        assert consent is not None
        assert consent.by == "proxy"


def test_a_yes_of_the_persons_own_is_narrowed_by_them(tmp_path: Path) -> None:
    with asked(tmp_path) as someone:
        someone.give()
        note(someone.opened, PROJECT, ITEM, RECORD, Language.DANISH, stays=True)
        sign(someone.opened, PROJECT, Language.DANISH)
        now = left_out(someone.opened, PROJECT, Language.DANISH)
        assert (now.count, now.is_changed, now.is_by_others) == (1, False, False)


@pytest.mark.parametrize("is_by_others", [True, False])
def test_what_others_said_yes_to_is_not_signed_beside_the_records(
    qtbot: QtBot, *, is_by_others: bool
) -> None:
    card = PreviewLeaving()
    qtbot.addWidget(card)
    card.show_noted(LeftOut((), 0, {RECORD: ITEM}, {}, has_more=False, is_by_others=is_by_others))
    assert card.sign_button.isHidden() is is_by_others
    assert card.passphrase.isHidden() is is_by_others
    assert card.finish_button.isHidden() is not is_by_others
    assert ("Somebody else said yes on your behalf" in card.text.text()) is is_by_others
