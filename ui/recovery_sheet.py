"""The sheet of recovery words, for paper: what it says, as PDF and as HTML. No Qt.

The words are secret. They are written nowhere but where the person says.
"""

from datetime import date
from pathlib import Path
from typing import Final

from consent.receipt.paper_document import PaperDocument, Paragraph, Part, Points, Table, Voice
from consent.receipt.paper_pdf import write_pdf
from datadonor import paths
from datadonor.texts import Language, text
from datadonor.vault.recovery import WORD_COUNT, RecoveryWords

_COLUMNS: Final = 3
_ROWS: Final = WORD_COUNT // _COLUMNS


def save_sheet(file: Path, words: RecoveryWords, language: Language, made: date) -> None:
    """Write the sheet as PDF where the person says, readable by this account only.

    Raises:
        PdfUnavailable: Nothing here makes PDF; it can be printed or copied by hand.
        DiskFull, DiskRefused: Nothing was written.
    """
    paths.atomic_write(file, write_pdf(recovery_sheet(words, language), made))


def recovery_sheet(words: RecoveryWords, language: Language) -> PaperDocument:
    """Return what stands on the sheet, in reading order."""

    def say(key: str) -> str:
        return text(f"recovery_sheet.{key}", language)

    keep = tuple(say(f"keep.{name}") for name in ("safe", "secret", "never", "old"))
    return PaperDocument(
        language=language,
        title=say("title"),
        kind=say("kind"),
        foot=say("foot"),
        parts=(
            Part(say("what.heading"), (Paragraph(say("what.text")),)),
            Part(
                say("words.heading"),
                (
                    _table(words, language),
                    Paragraph(say("words.note"), Voice.NOTE),
                ),
            ),
            Part(say("keep.heading"), (Points(keep),)),
            Part(say("use.heading"), (Paragraph(say("use.text")),)),
        ),
    )


def numbered_words(words: RecoveryWords) -> tuple[tuple[int, str], ...]:
    """Return the words with their numbers, from 1."""
    return tuple(enumerate(words.text.split(), start=1))


def sheet_html(words: RecoveryWords, language: Language) -> str:
    """Return the sheet for a printer, in the few tags that Qt's documents understand.

    The words and the catalogue's sentences hold nothing that would need escaping.
    """

    def say(key: str) -> str:
        return text(f"recovery_sheet.{key}", language)

    rows = "".join(
        "<tr>"
        + "".join(f"<td align='right'>{number}.</td><td><b>{word}</b></td>" for number, word in row)
        + "</tr>"
        for row in _rows(words)
    )
    keep = "".join(f"<li>{say(f'keep.{name}')}</li>" for name in ("safe", "secret", "never", "old"))
    return (
        f"<p>{say('kind')}</p><h1>{say('title')}</h1>"
        f"<h2>{say('what.heading')}</h2><p>{say('what.text')}</p>"
        f"<h2>{say('words.heading')}</h2>"
        f"<table width='100%' border='1' cellspacing='0' cellpadding='6'>{rows}</table>"
        f"<p>{say('words.note')}</p>"
        f"<h2>{say('keep.heading')}</h2><ul>{keep}</ul>"
        f"<h2>{say('use.heading')}</h2><p>{say('use.text')}</p>"
    )


def _rows(words: RecoveryWords) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Return the numbered words by row, in columns that are read downwards."""
    numbered = numbered_words(words)
    return tuple(numbered[row::_ROWS] for row in range(_ROWS))


def _table(words: RecoveryWords, language: Language) -> Table:
    spans = (f"{first}–{first + _ROWS - 1}" for first in range(1, WORD_COUNT, _ROWS))
    number = text("recovery_sheet.words.number", language)
    return Table(
        tuple(f"{number} {span}" for span in spans),
        tuple(tuple(f"{number}. {word}" for number, word in row) for row in _rows(words)),
    )
