"""A chapter of the help on the page: as tall as it is, read and walked through by keyboard.

One text, not a label for each paragraph: a screen reader reads it line by line with the
arrow keys, and Tab goes from link to link. It fetches nothing, whatever stands in it.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit
from typing_extensions import override

from ui.help_text import Block, BlockKind, Span
from ui.widgets.banner import tokens_of

_HEADING_SIZE: Final = 1.25
"""As a ``SubHeading`` is to running text."""

_LINE_HEIGHT: Final = 115.0
"""Per cent."""

_HEADING_LEVEL: Final = 2
_ROOM: Final = 14
"""Pixels between the text and the ring around it."""

_PAGE_KEYS: Final = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ChapterView(QTextBrowser):
    """Shows blocks; the page around it scrolls."""

    link_followed = Signal(str)
    """A link was clicked, or Enter pressed on it: where it leads, as it is written."""

    row_reached = Signal(int, int)
    """The keyboard has come to a line: its top and bottom, in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        self._sought: tuple[str, ...] = ()
        self._anchors: dict[str, int] = {}
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(_ROOM, _ROOM, _ROOM, _ROOM)
        self.anchorClicked.connect(lambda url: self.link_followed.emit(url.toString()))
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    def show_blocks(self, blocks: Sequence[Block], sought: Sequence[str] = ()) -> None:
        """Show a chapter from its beginning.

        Args:
            blocks: In the order in which they are read.
            sought: Words that are marked wherever they stand.
        """
        self._blocks = tuple(blocks)
        self._sought = tuple(sought)
        self._write()

    def go_to(self, anchor: str) -> None:
        """Put the keyboard at a heading, or at the beginning."""
        cursor = self.textCursor()
        cursor.setPosition(self._anchors.get(anchor, 0))
        self.setTextCursor(cursor)
        self._on_cursor_moved()

    def line(self) -> QRect:
        """Return where the line is that the keyboard is on."""
        return self.cursorRect().translated(_ROOM, _ROOM)

    @property
    def marked(self) -> list[str]:
        """What is marked, in its order."""
        return [selection.cursor.selectedText() for selection in self.extraSelections()]

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load nothing, from nowhere."""
        return None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGE_KEYS:
            event.ignore()  # for the page
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for the page

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "_anchors"):
            self._write()

    # -- within ---------------------------------------------------------------

    def _write(self) -> None:
        """Write it all, in the fonts and colours that hold now."""
        at = self.textCursor().position()
        with QSignalBlocker(self):  # the keyboard goes nowhere meanwhile
            self._write_blocks()
            cursor = self.textCursor()
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self._mark()
        self._fit()

    def _write_blocks(self) -> None:
        document = self.document()
        document.clear()
        self._anchors = {}
        cursor = QTextCursor(document)
        for place, block in enumerate(self._blocks):
            shape = self._shape(block, is_first=place == 0)
            if place:
                cursor.insertBlock(shape)
            else:
                cursor.setBlockFormat(shape)
            if block.anchor:
                self._anchors[block.anchor] = cursor.position()
            for span in _marked_as_listed(block):
                cursor.insertText(span.text, self._look(block, span))

    def _shape(self, block: Block, *, is_first: bool) -> QTextBlockFormat:
        shape = QTextBlockFormat()
        line = self.fontMetrics().lineSpacing()
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        shape.setLineHeight(_LINE_HEIGHT, int(kind.value))
        shape.setBottomMargin(line * 0.5)
        match block.kind:
            case BlockKind.HEADING:
                shape.setHeadingLevel(_HEADING_LEVEL)
                shape.setTopMargin(0 if is_first else line)
            case BlockKind.ENTRY | BlockKind.STEP:
                # A hanging line: the sign stands before what it belongs to.
                hang = self.fontMetrics().horizontalAdvance(_sign(block))
                shape.setLeftMargin(hang)
                shape.setTextIndent(-hang)
            case BlockKind.PARAGRAPH:
                pass
        return shape

    def _look(self, block: Block, span: Span) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self.font())
        look.setForeground(self.palette().text())
        if block.kind is BlockKind.HEADING:
            look.setFontPointSize(self.font().pointSizeF() * _HEADING_SIZE)
        if block.kind is BlockKind.HEADING or span.is_strong:
            look.setFontWeight(QFont.Weight.DemiBold)
        if span.link:
            look.setAnchor(True)
            look.setAnchorHref(span.link)
            look.setForeground(self.palette().link())
            look.setFontUnderline(True)
        return look

    def _mark(self) -> None:
        """Mark the words that were looked for, in the colours of a selection."""
        tokens = tokens_of(self)
        found = []
        for word in self._sought:
            cursor = self.document().find(word, 0)
            while not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor
                selection.format.setBackground(QColor(tokens.selection))
                selection.format.setForeground(QColor(tokens.on_selection))
                found.append(selection)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(sorted(found, key=lambda one: one.cursor.position()))

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(ceil(self.document().size().height()) + 2 * _ROOM)

    def _on_cursor_moved(self) -> None:
        if self.hasFocus():
            line = self.line()
            self.row_reached.emit(line.top(), line.bottom())


def _sign(block: Block) -> str:
    return f"{block.number}.  " if block.kind is BlockKind.STEP else "•  "


def _marked_as_listed(block: Block) -> tuple[Span, ...]:
    """Return the spans of a block, with its sign before them if it is one of a list."""
    if block.kind in (BlockKind.ENTRY, BlockKind.STEP):
        return (Span(_sign(block)), *block.spans)
    return block.spans
