"""Writing a request at the window: kept, checked, read as a citizen reads it, and signed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consent.draft import read_draft
from consent.request import open_request, sign_request
from datadonor import paths
from datadonor.errors import DiskFull
from datadonor.vault import hardening
from export.receiving.keys_folder import kept_requests, recipient_of
from tests import bundles
from tests.researchers import Researcher, make_researcher
from tests.synthetic_requests import sample_request
from tests.ui.conftest import Starter
from tests.ui.researching import Seat, keep_study
from tests.ui.walking import press, told, write
from tests.unit.conftest import PASSPHRASE
from ui.navigation import Place
from ui.researching_form import Section
from ui.widgets.draft_fields import GroupField, LineField, LinesField, PickField, TicksField


@pytest.fixture
def seat(
    open_window: Starter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Seat:
    seat = Seat(open_window, qtbot, monkeypatch, tmp_path)
    seat.go(Place.DRAFT)
    return seat


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a draft without a fault."""
    return keep_study(tmp_path / "study.yaml")


def line(seat: Seat, where: str) -> LineField:
    field = seat.draft.form.fields[where]
    assert isinstance(field, LineField)
    return field


def rewrite(seat: Seat, where: str, said: str) -> None:
    """Write in a line in the place of what stands there, with the keyboard."""
    field = line(seat, where).field
    field.setFocus()
    field.selectAll()
    write(said)


def citizens_text(seat: Seat) -> str:
    labels = seat.draft.citizen.reading.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisibleTo(seat.draft))


# -- beginning and keeping ------------------------------------------------------------------


def test_a_new_draft_gets_its_file_first_and_is_kept_at_each_step(
    seat: Seat, tmp_path: Path
) -> None:
    file = tmp_path / "new.yaml"
    seat.choosing(None)
    seat.draft.beginning.new_card.click()
    assert seat.workplace.drafting is None  # nothing is begun that could be lost
    seat.choosing(file)
    seat.draft.beginning.new_card.click()
    seat.idle()
    assert file.is_file()
    rewrite(seat, "title.da", "Søvn")
    seat.draft.primary_button.click()
    seat.idle()
    assert read_draft(file.read_bytes())["title"]["da"] == "Søvn"
    assert seat.draft.drafting is not None
    assert seat.draft.drafting.section is Section.PURPOSE


def test_leaving_the_page_keeps_what_was_written(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    rewrite(seat, "controller.name", "Et andet hospital")
    seat.go(Place.BUNDLES)
    assert read_draft(study.read_bytes())["controller"]["name"] == "Et andet hospital"
    seat.go(Place.DRAFT)
    assert line(seat, "controller.name").field.text() == "Et andet hospital"


def test_a_signed_request_becomes_a_draft_of_the_next_version(seat: Seat, tmp_path: Path) -> None:
    file = tmp_path / "old.ddrequest"
    before = sign_request(sample_request("sleep"), bundles.RECIPIENT_KEY)
    file.write_bytes(before)
    seat.choosing(file, tmp_path / "next.yaml")
    seat.draft.beginning.open_card.click()
    seat.idle()
    assert file.read_bytes() == before
    assert read_draft((tmp_path / "next.yaml").read_bytes())["version"] == 2


def test_what_is_no_draft_is_refused(seat: Seat, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("- a\n- &x b\n- *x\n")
    seat.take_up(bad)
    assert seat.workplace.drafting is None
    assert seat.draft.banner.isVisible()
    assert seat.draft.beginning.isVisible()


# -- the live view --------------------------------------------------------------------------


def test_what_is_written_is_read_at_once_as_a_citizen_reads_it(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    rewrite(seat, "controller.name", "Hospitalet ved havet")
    seat.idle()
    assert "Hospitalet ved havet" in citizens_text(seat)


def test_it_is_read_in_both_languages_whatever_the_window_speaks(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    assert "Who asks" in citizens_text(seat)
    seat.draft.citizen.languages.chips["da"].click()
    assert "Who asks" not in citizens_text(seat)
    assert "Søvn og hjerterytme" in citizens_text(seat)


def test_another_kind_of_data_brings_other_types_and_a_name_of_its_own(
    seat: Seat, study: Path
) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.DATA)
    seat.draft.form.add_button.click()
    seat.idle()
    number = len(seat.draft.drafting.values["items"]) - 1  # type: ignore[union-attr]
    picked = seat.draft.form.fields[f"items.{number}.category"]
    assert isinstance(picked, PickField)
    picked.field.setCurrentIndex(picked.field.findData("glucose"))
    picked.field.activated.emit(picked.field.currentIndex())
    seat.idle()
    assert line(seat, f"items.{number}.id").field.text() == "glucose"
    types = seat.draft.form.fields[f"items.{number}.types"]
    assert isinstance(types, TicksField)
    assert types.ticks
    assert not any(tick.isChecked() for tick in types.ticks.values())


def test_the_answers_that_are_written_are_those_to_choose_among(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.QUESTIONS)
    rewrite(seat, "comprehension.0.answers.0.en", "It is erased")
    seat.idle()
    right = seat.draft.form.fields["comprehension.0.correct"]
    assert isinstance(right, GroupField)
    assert right.group.options["0"].text() == "1. It is erased"
    assert right.group.value() is not None


# -- the check ------------------------------------------------------------------------------


def test_a_finding_leads_to_its_field(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.drafting.values["withdrawal"]["text"]["da"] = ""  # type: ignore[union-attr]
    seat.draft.turn_to(Section.SIGNING)
    (button,) = seat.draft.findings.buttons
    button.setFocus()
    press(Qt.Key.Key_Return)
    seat.idle()
    assert seat.draft.drafting is not None
    assert seat.draft.drafting.section is Section.RIGHTS
    field = seat.draft.form.fields["withdrawal.text.da"]
    assert isinstance(field, LinesField)
    assert QApplication.focusWidget() is field.field


def test_a_faulty_draft_is_not_signed(seat: Seat, study: Path, tmp_path: Path) -> None:
    researcher = make_researcher(tmp_path / "desk", keeps_request=False)
    seat.workplace.use_keys(researcher.keys)
    seat.take_up(study)
    seat.draft.drafting.values["valid_until"] = "2020-01-01"  # type: ignore[union-attr]
    seat.draft.turn_to(Section.SIGNING)
    seat.draft.signing.passphrase.field.setText(PASSPHRASE)
    seat.choosing(tmp_path / "study.ddrequest")
    seat.draft.primary_button.click()
    seat.idle()
    assert "mended first" in seat.draft.banner.text
    assert not (tmp_path / "study.ddrequest").exists()
    assert kept_requests(researcher.keys) == []


# -- signing --------------------------------------------------------------------------------


def signing(seat: Seat, researcher: Researcher, study: Path, passphrase: str, to: Path) -> None:
    seat.workplace.use_keys(researcher.keys)
    seat.take_up(study)
    seat.draft.turn_to(Section.SIGNING)
    seat.draft.signing.passphrase.field.setText(passphrase)
    seat.choosing(to)
    seat.draft.primary_button.click()
    seat.idle()


def test_what_is_signed_is_what_the_draft_says(seat: Seat, study: Path, tmp_path: Path) -> None:
    researcher = make_researcher(tmp_path / "desk", keeps_request=False)
    signing(seat, researcher, study, PASSPHRASE, tmp_path / "study")
    file = tmp_path / "study.ddrequest"
    assert open_request(file.read_bytes()).request == sample_request("sleep")
    assert [each.content for each in kept_requests(researcher.keys)] == [file.read_bytes()]
    assert "The request is signed" in seat.draft.banner.text
    assert seat.draft.signing.passphrase.field.text() == ""


def test_a_wrong_passphrase_signs_nothing(seat: Seat, study: Path, tmp_path: Path) -> None:
    researcher = make_researcher(tmp_path / "desk", keeps_request=False)
    signing(seat, researcher, study, "not the right one at all", tmp_path / "study.ddrequest")
    assert seat.draft.signing.passphrase.error.isVisible()
    assert not (tmp_path / "study.ddrequest").exists()
    assert seat.draft.primary_button.isEnabled()


def test_without_keys_or_passphrase_it_is_said_what_is_missing(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.SIGNING)
    seat.draft.primary_button.click()
    assert "Choose the folder of your keys first." in told(seat.started)
    seat.choosing(study.parent)
    seat.draft.signing.keys.button.click()
    seat.draft.primary_button.click()
    assert "Write the passphrase of the keys." in told(seat.started)


# -- nothing is lost ------------------------------------------------------------------------


def title_in(file: Path) -> str:
    return str(read_draft(file.read_bytes())["title"]["da"])


def kept_label(seat: Seat) -> str:
    return seat.draft.kept.label.text()


def test_closing_at_once_keeps_what_was_just_typed(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    rewrite(seat, "title.da", "Skrevet lige før lukning")
    seat.started.window.close()
    assert title_in(study) == "Skrevet lige før lukning"


def test_locking_keeps_what_was_just_typed(
    seat: Seat, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardening, "become", lambda _: None)
    seat.take_up(study)
    rewrite(seat, "title.da", "Skrevet lige før låsen")
    seat.started.session.lock()
    assert title_in(study) == "Skrevet lige før låsen"


def test_it_is_kept_while_somebody_goes_on_writing(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    rewrite(seat, "title.da", "Sø")
    left = seat.draft.keeper.timer.remainingTime()
    QTest.qWait(60)
    write("vn")
    assert seat.draft.keeper.timer.remainingTime() < left


def test_what_another_program_wrote_is_not_overwritten(
    seat: Seat, study: Path, tmp_path: Path
) -> None:
    seat.take_up(study)
    theirs = study.read_text().replace("Strandvejen 1", "Skovvejen 99")
    study.write_text(theirs)
    rewrite(seat, "title.da", "Ny titel")
    seat.draft.save_button.click()
    seat.idle()
    assert study.read_text() == theirs
    assert seat.draft.kept.changed.isVisible()
    assert "Not saved" in kept_label(seat)
    seat.choosing(tmp_path / "mine.yaml")
    seat.draft.kept.other_button.click()
    seat.idle()
    assert (study.read_text(), title_in(tmp_path / "mine.yaml")) == (theirs, "Ny titel")
    assert not seat.draft.kept.changed.isVisible()


def test_what_another_program_wrote_can_be_read_instead(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    study.write_text(study.read_text().replace("Strandvejen 1", "Skovvejen 99"))
    rewrite(seat, "title.da", "Ny titel")
    seat.draft.save_button.click()
    seat.idle()
    seat.draft.kept.read_button.click()
    seat.idle()
    assert "Skovvejen 99" in line(seat, "controller.address").field.text()
    assert not seat.draft.kept.changed.isVisible()
    assert "Everything is saved" in kept_label(seat)


def test_at_the_end_it_is_saved_beside_what_another_program_wrote(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    theirs = study.read_text().replace("Strandvejen 1", "Skovvejen 99")
    study.write_text(theirs)
    rewrite(seat, "title.da", "Ny titel")
    seat.started.window.close()
    assert study.read_text() == theirs
    assert title_in(study.with_name("study-2.yaml")) == "Ny titel"


def test_comments_of_ones_own_are_put_aside_and_it_is_said(seat: Seat, study: Path) -> None:
    before = "# ask Agnete first\n" + study.read_text()
    study.write_text(before)
    seat.take_up(study)
    for title in ("Ny titel", "En til"):
        rewrite(seat, "title.da", title)
        seat.draft.save_button.click()
        seat.idle()
        assert "study.yaml.bak" in seat.draft.banner.text
    assert study.with_name("study.yaml.bak").read_text() == before
    assert len(list(study.parent.glob("*.bak"))) == 1


def test_a_failed_saving_is_said_and_tried_again(
    seat: Seat, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskFull

    seat.take_up(study)
    with monkeypatch.context() as patch:
        patch.setattr(paths, "stage", refuse)
        rewrite(seat, "title.da", "Ny titel")
        seat.draft.save_button.click()
        seat.idle()
        assert "Not saved" in kept_label(seat)
        assert seat.draft.banner.isVisible()
        assert seat.draft.keeper.timer.isActive()
    seat.draft.keeper.timer.timeout.emit()
    seat.idle()
    assert title_in(study) == "Ny titel"
    assert "Everything is saved" in kept_label(seat)
    assert not seat.draft.banner.isVisible()


def test_a_draft_can_be_put_down_and_another_taken_up(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    rewrite(seat, "title.da", "Ny titel")
    seat.draft.kept.down_button.click()
    seat.idle()
    assert title_in(study) == "Ny titel"
    assert seat.workplace.drafting is None
    assert seat.draft.beginning.isVisible()


def test_a_draft_that_could_not_be_saved_is_not_put_down(
    seat: Seat, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskFull

    seat.take_up(study)
    monkeypatch.setattr(paths, "stage", refuse)
    rewrite(seat, "title.da", "Ny titel")
    seat.draft.kept.down_button.click()
    seat.idle()
    assert seat.workplace.drafting is not None
    assert "Not saved" in kept_label(seat)


# -- odd drafts -----------------------------------------------------------------------------


def test_a_draft_of_a_later_format_is_refused_when_it_is_opened(seat: Seat, study: Path) -> None:
    study.write_text(study.read_text() + "\nformat: datadonor.request/2\n")
    seat.take_up(study)
    assert seat.workplace.drafting is None
    assert seat.draft.banner.isVisible()


def test_a_format_that_is_none_is_told_and_nothing_is_signed(seat: Seat, study: Path) -> None:
    study.write_text(study.read_text() + "\nformat: something\n")
    seat.take_up(study)
    seat.draft.turn_to(Section.SIGNING)
    seat.draft.primary_button.click()
    assert "mended first" in seat.draft.banner.text


def test_the_end_that_makes_no_sense_for_once_can_be_removed(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    values = seat.workplace.drafting.values  # type: ignore[union-attr]
    values["frequency"], values["until"] = "once", "2035-01-01"
    seat.draft.turn_to(Section.SIGNING)
    (place,) = {flaw.where for flaw in seat.draft.looked.flaws if flaw.is_grave}  # type: ignore[union-attr]
    assert place == "until"
    seat.draft.lead_to(place)
    rewrite(seat, "until", "")
    assert QApplication.focusWidget() is line(seat, "until").field


def test_choosing_no_kind_gives_no_name(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.DATA)
    seat.draft.form.add_button.click()
    where = f"items.{len(seat.workplace.drafting.values['items']) - 1}"  # type: ignore[union-attr]
    for kind, name in (("", ""), ("glucose", "glucose")):
        seat.draft.form.fields[f"{where}.category"].tell(kind)
        assert line(seat, f"{where}.id").field.text() == name


# -- several of one thing -------------------------------------------------------------------


def test_removing_one_leaves_the_others_and_numbers_them_anew(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.DATA)
    values = seat.workplace.drafting.values  # type: ignore[union-attr]
    ids = [item["id"] for item in values["items"]]
    second = seat.draft.form.fields["items.1.id"]
    seat.draft.form.remove_asked.emit(("items", 0))
    seat.idle()
    assert seat.draft.form.fields["items.0.id"] is second
    assert "Data 1" in second.control().accessibleName()
    rewrite(seat, "items.0.id", "renamed")
    assert [item["id"] for item in values["items"]] == ["renamed", *ids[2:]]


def test_the_keyboard_goes_through_the_cards_as_they_stand(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.DATA)
    seat.draft.form.add_button.click()
    count = len(seat.workplace.drafting.values["items"])  # type: ignore[union-attr]
    seat.draft.form.fields["items.0.category"].tell("sleep")
    seat.idle()
    seat.draft.sections.chips[str(Section.DATA)].setFocus()
    seen: list[str] = []
    for _ in range(400):
        press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        found = [where for where, each in seat.draft.form.fields.items() if focus in each.stops()]
        if found and found[0] not in seen:
            seen.append(found[0])
        if focus is seat.draft.form.add_button:
            break
    names = [where for where in seen if where.endswith((".id", "demographics"))]
    assert names == [*(f"items.{number}.id" for number in range(count)), "demographics"]


def test_many_choices_are_made_when_they_are_asked_for(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.DATA)
    seat.draft.form.fields["items.0.category"].tell("laboratory")
    types = seat.draft.form.fields["items.0.types"]
    assert isinstance(types, TicksField)
    assert not types.ticks
    types.open_button.click()
    assert len(types.ticks) > 6
    first = next(iter(types.ticks))
    types.ticks[first].click()
    assert seat.workplace.drafting.values["items"][0]["types"] == [first]  # type: ignore[union-attr]


# -- who signs ------------------------------------------------------------------------------


def test_a_file_nobody_was_asked_about_is_not_replaced(
    seat: Seat, study: Path, tmp_path: Path
) -> None:
    researcher = make_researcher(tmp_path / "desk", keeps_request=False)
    other = tmp_path / "study.ddrequest"
    other.write_bytes(b"published")
    signing(seat, researcher, study, PASSPHRASE, tmp_path / "study")
    assert other.read_bytes() == b"published"
    assert "already" in seat.draft.banner.text
    assert kept_requests(researcher.keys) == []


def test_a_passphrase_does_not_stay_when_the_page_is_left(seat: Seat, study: Path) -> None:
    seat.take_up(study)
    seat.draft.turn_to(Section.SIGNING)
    field = seat.draft.signing.passphrase
    field.field.setText("hemmeligt")
    field.show_button.click()
    seat.go(Place.RESEARCHER)
    assert (field.field.text(), field.show_button.isChecked()) == ("", False)


def test_who_gets_the_data_is_read_as_the_record_says_it(
    seat: Seat, study: Path, tmp_path: Path
) -> None:
    researcher = make_researcher(tmp_path / "desk")
    seat.take_up(study)
    seat.draft.turn_to(Section.SIGNING)
    recipient = recipient_of(researcher.keys, ())
    seat.workplace.drafting.values["recipient"] = recipient.id  # type: ignore[union-attr]
    assert recipient.name.en not in citizens_text(seat)
    seat.workplace.use_keys(researcher.keys)
    seat.draft.look_now()
    seat.idle()
    assert recipient.name.en in citizens_text(seat)
