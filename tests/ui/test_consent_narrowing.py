"""Giving less of what one says yes to, trying it on one's data, and the receipt at the end."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consent.flow import StepId
from consent.receipt.writing import Form
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import ReceiptWritten
from tests.ui import watching
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.visits import Visit
from ui import choosing, printing
from ui.pages.consent.controls import Days, LeftOutControl
from ui.pages.consent.ending import ConsentEndView
from ui.pages.consent.singles import SinglesView
from ui.pages.consent.trial import TrialView
from ui.pages.consent.ways import Way
from ui.trying import ON_A_PAGE
from ui.widgets.day_entry import DayEntry, parse_day
from ui.widgets.receipt_card import ReceiptCard


@pytest.fixture(scope="module")
def _new(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("narrowing") / "new")


@pytest.fixture
def new(_new: Path, tmp_path: Path) -> Path:
    """The vault of someone who was asked and has not answered."""
    return shutil.copytree(_new, tmp_path / "vault")


@pytest.fixture
def narrowing(open_window: Starter, qtbot: QtBot, new: Path) -> Visit:
    """Someone who has said yes to sleep and heart and may now give less."""
    visit = Visit(open_window, qtbot, new)
    visit.choose("given_by", "self")
    visit.onwards()
    for field in visit.view.fields:
        visit.say(field, yes="activity" not in field)
    visit.onwards()
    assert visit.is_at(StepId.HOW_FINE)
    return visit


def enter(entry: DayEntry, typed: str) -> None:
    entry.field.setText(typed)
    entry.field.editingFinished.emit()


def words(widget: QWidget) -> str:
    return " ".join(watching.name_of(each) for each in watching.seen(widget))


# -- days -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["3.5.2026", "03/05/2026", "3-5-2026", "3 5 2026", "2026-05-03"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert parse_day(typed) == date(2026, 5, 3)


@pytest.mark.parametrize("typed", ["", "31.2.2026", "i går", "3.5.26", "5", "3.5.2026 kl. 7"])
def test_what_is_no_day_is_not_guessed_at(typed: str) -> None:
    assert parse_day(typed) is None


def test_a_window_is_narrowed_and_taken_back(narrowing: Visit) -> None:
    days = narrowing.view.fields["items.heart.window"].control
    assert isinstance(days, Days)
    enter(days.first, "1.2.2025")
    assert narrowing.narrowed("heart").from_ == date(2025, 2, 1)
    assert narrowing.narrowed("heart").until is None
    enter(days.first, "")
    assert narrowing.narrowed("heart").from_ is None


def test_a_day_that_cannot_be_read_is_said_beside_it_and_stays_written(narrowing: Visit) -> None:
    days = narrowing.view.fields["items.heart.window"].control
    assert isinstance(days, Days)
    enter(days.first, "in spring")
    assert "Write day, month and year" in days.first.error.text()
    narrowing.choose("items.heart.resolution", "day")  # another answer does not wipe it out
    assert days.first.field.text() == "in spring"
    assert narrowing.narrowed("heart").from_ is None


def test_a_window_beyond_what_was_asked_is_refused_beside_it(narrowing: Visit) -> None:
    field = narrowing.view.fields["items.heart.window"]
    assert isinstance(field.control, Days)
    enter(field.control.first, "1.1.1999")
    assert field.error.isVisible()
    assert narrowing.narrowed("heart").from_ is None
    enter(field.control.first, "1.2.2025")
    assert not field.error.isVisible()


# -- single records ---------------------------------------------------------------------------


def test_single_records_are_left_out_one_by_one(narrowing: Visit) -> None:
    control = narrowing.view.fields["items.heart.excluded"].control
    assert isinstance(control, LeftOutControl)
    control.button.click()
    narrowing.idle()
    singles = narrowing.page.view
    assert isinstance(singles, SinglesView)
    assert len(singles.ticks) == ON_A_PAGE
    singles.older_button.click()
    narrowing.idle()
    assert len(singles.ticks) == 2 * ON_A_PAGE
    first, second, *_ = singles.ticks
    singles.ticks[first].click()
    singles.ticks[second].click()
    singles.ticks[second].click()
    assert narrowing.narrowed("heart").excluded_records == (first,)
    narrowing.page.go_back()
    assert "1" in words(narrowing.view.fields["items.heart.excluded"])


# -- trying it ----------------------------------------------------------------------------------


def test_a_trial_counts_what_would_go_and_what_a_change_does(narrowing: Visit) -> None:
    page = narrowing.page
    page.ways.buttons[Way.TRY].click()
    narrowing.idle()
    assert isinstance(page.view, TrialView)
    said = words(page.view)
    assert "160 record" in said
    assert "120 of 120 would go" in said
    assert "Heart rate" in said
    assert "you have not said yes" in said
    page.go_back()

    narrowing.page.go_back()
    narrowing.say("items.heart.granted", yes=False)
    page.ways.buttons[Way.TRY].click()
    narrowing.idle()
    assert "120 before, 0 now" in words(page.view)


# -- the receipt ------------------------------------------------------------------------------


@pytest.fixture
def receipt(narrowing: Visit) -> ReceiptCard:
    """The receipt of someone who has signed."""
    narrowing.go_to(StepId.OPTIONS)
    narrowing.view.rest_button.click()
    narrowing.go_to(StepId.QUESTIONS)
    for number, option in enumerate(("0", "1")):
        narrowing.choose(f"questions.{number}", option)
    narrowing.onwards()
    narrowing.say("text_read", yes=True)
    narrowing.onwards()
    narrowing.signed()
    assert isinstance(narrowing.page.view, ConsentEndView)
    assert narrowing.page.view.receipt is not None
    return narrowing.page.view.receipt


def test_the_receipt_is_read_on_the_page(narrowing: Visit, receipt: ReceiptCard) -> None:
    receipt.show_button.click()
    narrowing.idle()
    said = words(receipt)
    assert "How it stands" in said
    assert "What you have not said yes to" in said
    receipt.show_button.click()
    assert "How it stands" not in words(receipt)


@pytest.mark.parametrize(
    ("form", "begins"), [(Form.PDF, b"%PDF"), (Form.FHIR, b"{"), (Form.TS27560, b"{")]
)
def test_the_receipt_is_saved_and_the_log_tells_of_it(
    narrowing: Visit,
    receipt: ReceiptCard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: Form,
    begins: bytes,
) -> None:
    file = tmp_path / "receipt"
    suggested: list[object] = []

    def choose(*asked: object, **_: object) -> Sequence[str]:
        suggested.extend(asked)
        return [str(file)]

    monkeypatch.setattr(choosing, "dialog", choose)
    receipt.save_buttons[form].click()
    narrowing.idle()
    assert file.read_bytes().startswith(begins)
    assert "The receipt is saved" in narrowing.page.banner.text
    # A file's name in a folder tells anyone who looks what it is about.
    assert not any("sleep" in str(each).casefold() for each in suggested)

    def written(opened: OpenVault) -> int:
        return len(list(opened.log.events_of(ReceiptWritten)))

    assert narrowing.read(written) == 1


def test_nothing_is_saved_where_no_place_is_chosen(
    narrowing: Visit, receipt: ReceiptCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [])
    receipt.save_buttons[Form.PDF].click()
    narrowing.idle()
    assert not narrowing.page.banner.isVisible()


def test_the_receipt_is_printed_as_it_is_read(
    narrowing: Visit, receipt: ReceiptCard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed: list[str] = []

    def to_file(printer: QPrinter, _parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return True

    real = printing.print_document

    def print_document(parent: QWidget, document: QTextDocument) -> bool:
        printed.append(document.toPlainText())
        return real(parent, document)

    monkeypatch.setattr(printing, "dialog", to_file)
    monkeypatch.setattr(printing, "print_document", print_document)
    receipt.print_button.click()
    narrowing.idle()
    assert "How it stands" in printed[0]
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
