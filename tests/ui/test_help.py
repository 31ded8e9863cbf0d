"""The help: there before anything is unlocked, found by words, read and left by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.texts import Language
from tests.ui import inspection, watching
from tests.ui.conftest import Starter
from tests.ui.walking import press, write
from ui.app import Started
from ui.help import MOST_FINDINGS, Chapter, Spot, find, load_chapter, spot_of
from ui.help_text import Block, BlockKind, Span
from ui.navigation import Place
from ui.pages.help import HelpPage
from ui.widgets.chapter_view import ChapterView

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def help_page(started: Started, argument: str = "") -> HelpPage:
    """Go to the help, as the link or key would."""
    started.session.go(Place.HELP, argument)
    page = started.window.page
    assert isinstance(page, HelpPage)
    watching.settle(started.window)
    return page


@pytest.fixture
def started(open_window: Starter, tmp_path: Path) -> Started:
    """A window without a vault, in English."""
    return open_window(tmp_path / "none", language=ENGLISH)


# -- which chapter ------------------------------------------------------------------


def test_every_page_has_its_place_in_the_help() -> None:
    """But home and the help itself: from there all chapters are shown."""
    without = {place for place in Place if spot_of(place) is None}
    assert without == {Place.HOME, Place.HELP}


@pytest.mark.parametrize("language", Language)
def test_where_a_page_leads_there_is_a_heading(language: Language) -> None:
    for place in Place:
        spot = spot_of(place)
        if spot is not None:
            assert spot.anchor in {"", *load_chapter(spot.chapter, language).anchors}, place


def test_no_chapter_is_called_as_a_page_is() -> None:
    """Both are what the help is entered with."""
    assert not {str(place) for place in Place} & {str(chapter) for chapter in Chapter}


def test_a_chapter_is_entered_by_name_or_as_it_is_linked_to() -> None:
    assert spot_of("stopping") == Spot(Chapter.STOPPING)
    assert spot_of("stopping.md#proof") == Spot(Chapter.STOPPING, "proof")
    assert spot_of(str(Spot(Chapter.WORDS, "part-3"))) == Spot(Chapter.WORDS, "part-3")
    for nowhere in ("", "https://example.org", "../../etc/passwd", "stopping.txt"):
        assert spot_of(nowhere) is None


def test_the_last_chapter_has_none_after_it() -> None:
    assert Chapter.FIRST_STEPS.next is Chapter.MY_DATA
    assert Chapter.WORDS.next is None


# -- what is found -------------------------------------------------------------------


def test_a_heading_comes_before_what_only_mentions_it() -> None:
    first = find("glemt adgangssætning", DANISH)[0]
    assert first.spot == Spot(Chapter.TROUBLE, "forgotten")
    assert first.heading == "Jeg har glemt min adgangssætning"
    assert find("FORGOTTEN passphrase", ENGLISH)[0].spot == first.spot


def test_all_words_must_be_there() -> None:
    both = {finding.spot for finding in find("backup passphrase", ENGLISH)}
    one = {finding.spot for finding in find("backup", ENGLISH)}
    assert both
    assert both < one


def test_another_form_of_a_word_is_found_too() -> None:
    assert find("sletning", DANISH) != ()
    assert find("deletes", ENGLISH) != ()
    assert find("sikkerhedskopierne", DANISH) != ()


def test_what_stands_nowhere_is_not_found() -> None:
    assert find("xylofon", DANISH) == ()
    assert find("   ", DANISH) == ()


def test_what_is_found_is_not_more_than_anyone_reads() -> None:
    assert len(find("e", DANISH)) == MOST_FINDINGS
    assert all(len(finding.snippet) < 160 for finding in find("e", DANISH))


# -- the page ------------------------------------------------------------------------


def test_without_a_vault_all_chapters_are_there(started: Started) -> None:
    page = help_page(started)
    assert page.heading.text() == "What would you like to know?"
    assert len(page.chapter_buttons) == len(Chapter)
    assert all(button.isVisible() for button in page.chapter_buttons.values())
    assert page.field.hasFocus()


def test_f1_shows_what_belongs_to_the_page_and_back_leads_there(started: Started) -> None:
    started.session.go(Place.DISPLAY)
    QTest.keyClick(started.window, Qt.Key.Key_F1)
    page = started.window.page
    assert isinstance(page, HelpPage)
    assert page.heading.text() == "Keyboard and screen readers"
    cursor = page.view.textCursor()
    assert cursor.block().text() == "Text and colours"
    press(Qt.Key.Key_Escape)
    assert started.window.place is Place.DISPLAY


def test_f1_in_the_help_shows_all_chapters(started: Started) -> None:
    help_page(started, "words")
    QTest.keyClick(started.window, Qt.Key.Key_F1)
    assert started.window.page.heading.text() == "What would you like to know?"


def test_the_heading_that_is_led_to_is_brought_into_view(started: Started) -> None:
    """Also when a longer chapter, or none, was shown before."""
    help_page(started)
    help_page(started, "first-steps")
    page = help_page(started, "trouble#lost")
    line = page.view.cursorRect()
    top = page.view.viewport().mapTo(page, line.topLeft()).y()
    assert page.view.textCursor().block().text() == "The computer is lost or broken"
    assert 0 <= top < page.height() / 3, "what it is about stands below it"
    help_page(started, "trouble")
    assert page.view.textCursor().position() == 0


def test_a_chapter_is_read_and_left_by_keyboard(started: Started) -> None:
    page = help_page(started, str(Chapter.FIRST_STEPS))
    assert page.view.hasFocus()
    for _ in range(3):
        press(Qt.Key.Key_Down)
    assert page.view.textCursor().position() > 0, "line by line"
    press(Qt.Key.Key_Tab)
    assert page.view.textCursor().selectedText() == "Projects and consent", "link by link"
    press(Qt.Key.Key_Return)
    assert page.heading.text() == "Projects and consent"
    started.session.back()
    assert page.heading.text() == "First steps"
    stops = []
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert page.next_button in stops, "Tab leads out of the text"


def test_the_page_keys_scroll_the_page(started: Started, qtbot: QtBot) -> None:
    page = help_page(started, str(Chapter.TROUBLE))
    before = page.view.mapTo(page, QPoint(0, 0)).y()
    press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.view.mapTo(page, QPoint(0, 0)).y() < before)
    wheel = QWheelEvent(
        QPointF(50, 50),
        page.view.mapToGlobal(QPointF(50, 50)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.view.viewport(), wheel)
    assert not wheel.isAccepted(), "left to the page around it"


def test_words_are_looked_for_and_marked_where_they_stand(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.pages.help.announce", lambda _, text: said.append(text))
    page = help_page(started)
    write("backup")
    press(Qt.Key.Key_Return)
    assert len(page.finding_buttons) == len(find("backup", ENGLISH))
    assert said == [f"Found in {len(page.finding_buttons)} places"]
    assert page.finding_buttons[0].hasFocus()
    assert not page.chapter_buttons[Chapter.WORDS].isVisible()
    page.finding_buttons[0].click()
    assert page.view.isVisible()
    assert {word.casefold() for word in page.view.marked} == {"backup"}
    started.session.back()
    assert page.finding_buttons[0].isVisible(), "back at what was found"
    page.contents_button.click()
    assert page.chapter_buttons[Chapter.WORDS].isVisible()
    assert page.field.text() == ""


def test_an_old_search_marks_nothing_in_a_chapter_it_did_not_lead_to(started: Started) -> None:
    page = help_page(started)
    write("backup")
    press(Qt.Key.Key_Return)
    help_page(started, str(Chapter.KEYBOARD))
    assert page.view.marked == []
    help_page(started)
    assert page.finding_buttons == []
    assert page.chapter_buttons[Chapter.WORDS].isVisible()


def test_what_is_not_found_is_said_and_the_chapters_stay(started: Started) -> None:
    page = help_page(started)
    write("xylophone")
    press(Qt.Key.Key_Return)
    assert page.finding_buttons == []
    shown = [
        label for label in watching.seen(page) if "Nothing was found" in watching.name_of(label)
    ]
    assert shown
    assert page.chapter_buttons[Chapter.WORDS].isVisible()


def test_find_is_reached_from_a_chapter(started: Started) -> None:
    page = help_page(started, "words")
    QTest.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.field.isVisible()
    assert page.field.hasFocus()


def test_one_chapter_leads_to_the_next(started: Started) -> None:
    page = help_page(started, str(Chapter.FIRST_STEPS))
    for chapter in list(Chapter)[1:]:
        page.next_button.click()
        assert page.heading.text() == load_chapter(chapter, ENGLISH).title
    assert not page.next_button.isVisible()
    page.contents_button.click()
    assert page.heading.text() == "What would you like to know?"


def test_another_language_shows_the_same_chapter(started: Started, qtbot: QtBot) -> None:
    page = help_page(started, "stopping#proof")
    started.session.change_settings(language=DANISH)
    qtbot.waitUntil(lambda: page.heading.text() == "Sådan stopper du")
    assert page.view.toPlainText().startswith("Sådan tager du dit ja tilbage")
    assert watching.name_of(page.view) == "Sådan stopper du"


def test_text_and_colours_follow_the_settings(started: Started) -> None:
    page = help_page(started, "words")
    height = page.view.height()
    started.session.change_settings(text_percent=200, colours="dark")
    watching.settle(started.window)
    assert page.view.height() > height * 1.5
    link = page.palette().link().color()
    page = help_page(started, str(Chapter.STOPPING))
    cursor = page.view.document().find("What we cannot promise")
    assert cursor.charFormat().foreground().color() == link
    heading = page.view.document().find("Delete everything here").charFormat()
    running = page.view.document().find("Results that").charFormat()
    assert heading.fontPointSize() > running.fontPointSize() >= 24


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_every_chapter_can_be_named_hit_and_read(
    open_window: Starter,
    tmp_path: Path,
    language: Language,
    colours: str,
) -> None:
    started = open_window(tmp_path / "none", language=language, colours=colours, text_percent=200)
    started.window.resize(800, 600)
    for argument in ("", *Chapter):
        help_page(started, argument)
        assert inspection.faults(started.window, language) == [], argument


def test_a_screen_reader_hears_the_whole_chapter(started: Started) -> None:
    page = help_page(started, "words")
    interface = QAccessible.queryAccessibleInterface(page.view)
    assert interface.text(QAccessible.Text.Name) == "Words explained"
    assert "Rewritten so that it can be read only with the right key." in interface.text(
        QAccessible.Text.Value
    )


# -- the text ------------------------------------------------------------------------


def test_nothing_is_fetched_whatever_stands_in_a_chapter(qtbot: QtBot) -> None:
    view = ChapterView()
    qtbot.addWidget(view)
    for name in ("https://example.org/a.png", "file:///etc/hostname", "a.png"):
        kind = int(QTextDocument.ResourceType.ImageResource.value)
        assert view.loadResource(kind, QUrl(name)) is None
    view.show_blocks([Block(BlockKind.PARAGRAPH, (Span('<img src="a.png"> <b>x</b>'),))])
    assert view.toPlainText() == '<img src="a.png"> <b>x</b>', "text, and not a page"


def test_a_chapter_is_as_tall_as_its_text(qtbot: QtBot) -> None:
    """A text of its own scrolling inside the page could be lost from sight."""
    view = ChapterView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show()
    blocks = load_chapter(Chapter.TROUBLE, DANISH).blocks
    view.show_blocks(blocks)
    assert view.verticalScrollBar().maximum() == 0
    tall = view.height()
    view.resize(900, 100)
    assert view.height() < tall
    view.show_blocks(blocks[:1])
    assert view.height() < 200
