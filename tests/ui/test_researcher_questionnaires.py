"""Questionnaires in a draft at the window: brought as files, read, and taken out again."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consent.draft import read_draft
from tests.ui.conftest import Starter
from tests.ui.researching import Seat, keep_study
from tests.ui.walking import press
from ui.navigation import Place
from ui.pages.draft import DraftPage
from ui.researching_form import Section
from ui.researching_keeping import open_drafting
from ui.widgets.draft_form import BlockCard

FORM = {
    "resourceType": "Questionnaire",
    "status": "active",
    "title": "Æbler og søvn",
    "item": [{"linkId": "1", "type": "decimal", "text": "Hvor mange æbler?", "maxLength": 5}],
}


@pytest.fixture
def seat(
    open_window: Starter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Seat:
    """Return a researcher whose draft, with one questionnaire, is open at its questions."""
    seat = Seat(open_window, qtbot, monkeypatch, tmp_path)
    seat.go(Place.DRAFT)
    seat.take_up(keep_study(tmp_path / "study.yaml"))
    seat.draft.turn_to(Section.QUESTIONS)
    return seat


def bring(seat: Seat, file: Path, content: str) -> None:
    file.write_text(content, "utf-8")
    seat.choosing(file)
    seat.draft.form.file_button.click()
    seat.idle()


def cards(page: DraftPage) -> list[BlockCard]:
    found = page.form.findChildren(BlockCard)
    return [card for card in found if card.block.name == "questionnaire" and not card.isHidden()]


def texts(card: BlockCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def kept(folder: Path) -> list[object]:
    found: list[object] = read_draft((folder / "study.yaml").read_bytes())["questionnaires"]
    return found


def test_a_questionnaire_is_added_from_a_file_and_removed_again(seat: Seat, tmp_path: Path) -> None:
    (first,) = kept(tmp_path)
    bring(seat, tmp_path / "apples.json", json.dumps(FORM))
    assert [texts(card)[:2] for card in cards(seat.draft)] == [
        ["Questionnaire 1", "Kort om din søvn"],
        ["Questionnaire 2", "Æbler og søvn"],
    ]
    assert "Hvor mange æbler?" in " ".join(
        label.text() for label in seat.draft.citizen.reading.findChildren(QLabel)
    )
    seat.draft.save_button.click()
    seat.idle()
    assert kept(tmp_path) == [first, FORM]
    assert QApplication.focusWidget() is cards(seat.draft)[1].remove
    cards(seat.draft)[0].remove.click()
    seat.idle()
    assert [texts(card)[:2] for card in cards(seat.draft)] == [["Questionnaire 1", "Æbler og søvn"]]
    seat.draft.save_button.click()
    seat.idle()
    assert kept(tmp_path) == [FORM]


def test_what_is_no_questionnaire_is_refused_and_changes_nothing(
    seat: Seat, tmp_path: Path
) -> None:
    before = kept(tmp_path)
    bring(seat, tmp_path / "patient.json", json.dumps({"resourceType": "Patient"}))
    assert "no questionnaire" in seat.draft.banner.text
    assert len(cards(seat.draft)) == 1
    seat.draft.save_button.click()
    seat.idle()
    assert kept(tmp_path) == before


def test_choosing_no_file_changes_nothing(seat: Seat) -> None:
    seat.choosing(None)
    seat.draft.form.file_button.click()
    seat.idle()
    assert len(cards(seat.draft)) == 1


def test_a_fault_in_one_is_named_and_leads_to_it(seat: Seat, tmp_path: Path) -> None:
    bring(seat, tmp_path / "apples.json", json.dumps(FORM | {"status": "finished"}))
    seat.draft.turn_to(Section.SIGNING)
    (button,) = seat.draft.findings.buttons
    assert "Questionnaire 2" in button.accessibleName()
    button.setFocus()
    press(Qt.Key.Key_Return)
    seat.idle()
    assert QApplication.focusWidget() is cards(seat.draft)[1].remove


def test_one_that_is_read_after_the_person_went_on_is_in_the_draft(
    seat: Seat, tmp_path: Path
) -> None:
    (tmp_path / "apples.json").write_text(json.dumps(FORM), "utf-8")
    seat.choosing(tmp_path / "apples.json")
    seat.draft.form.file_button.click()
    seat.draft.turn_to(Section.TIME)
    seat.idle()
    seat.draft.turn_to(Section.QUESTIONS)
    assert len(cards(seat.draft)) == 2


def test_one_that_is_read_after_another_draft_was_taken_up_is_not_in_that(
    seat: Seat, tmp_path: Path
) -> None:
    (tmp_path / "apples.json").write_text(json.dumps(FORM), "utf-8")
    seat.choosing(tmp_path / "apples.json")
    seat.draft.form.file_button.click()
    seat.workplace.drafting = other = open_drafting(keep_study(tmp_path / "other.yaml"))
    seat.idle()
    assert FORM not in other.values["questionnaires"]


def test_a_draft_whose_questionnaires_are_none_is_shown_all_the_same(
    seat: Seat, tmp_path: Path
) -> None:
    assert seat.draft.drafting is not None
    seat.draft.drafting.values["questionnaires"] = ["none", {"title": 7}]
    seat.draft.turn_to(Section.TIME)
    seat.draft.turn_to(Section.QUESTIONS)
    assert [texts(card)[0] for card in cards(seat.draft)] == ["Questionnaire 1", "Questionnaire 2"]
    assert not seat.draft.looked.may_be_signed  # type: ignore[union-attr]


def test_only_among_the_questions_is_one_asked_for(seat: Seat) -> None:
    assert seat.draft.form.file_button.isVisible()
    seat.draft.turn_to(Section.DATA)
    assert not seat.draft.form.file_button.isVisible()
