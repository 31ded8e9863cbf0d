"""A draft in hand: opened, and kept in its file. No Qt."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from consent.draft import is_signed, open_draft, write_draft
from consent.draft_file import DraftChanged, DraftFile
from consent.request import FORMAT, RequestInvalid, parse_document
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from ui.researching_form import Section, Values, shaped


@dataclass(slots=True)
class Drafting:
    """A draft that is being written.

    Attributes:
        values: As the form writes them.
        file: Where it is kept; nothing until the person has said so.
        section: Where the person is.
        is_kept: Whether what is in the file is what is here.
        edition: Counts the changes.
        asked: The edition that was last handed over to be kept.
        trouble: Why the last one could not be kept, if it could not.
    """

    values: Values
    file: DraftFile | None = None
    section: Section = Section.PARTIES
    is_kept: bool = False
    edition: int = 0
    asked: int | None = None
    trouble: DatadonorError | None = None

    def change(self) -> None:
        """Note that something is another than before."""
        self.is_kept = False
        self.edition += 1


def open_drafting(path: Path) -> Drafting:
    """Read a draft, or take a signed request as the draft of its next version.

    Raises:
        DraftUnreadable, EnvelopeDamaged, RequestInvalid, RequestTooNew: It is neither.
        DiskRefused: It may not be read.
    """
    if is_signed(path):
        return Drafting(shaped(open_draft(path)))
    file = DraftFile(path)
    read = file.read()
    with suppress(RequestInvalid):  # what is missing is told later, at its place
        parse_document({"format": read.get("format", FORMAT)})
    values = shaped(read)
    if values.get("format") == FORMAT:
        del values["format"]  # a draft need not say it
    return Drafting(values, file, is_kept=True)


def keep_drafting(values: Values, file: DraftFile, language: Language) -> Path | None:
    """Write a draft, with its explanations in a language; return what was put aside for it.

    Raises:
        DatadonorError: As ``DraftFile.write``.
    """
    return file.write(write_draft(values, language))


def keep_in_any_case(values: Values, file: DraftFile, language: Language) -> None:
    """Write a draft; beside its file, where another program has written into that meanwhile.

    Raises:
        DatadonorError: As ``DraftFile.write``.
    """
    try:
        keep_drafting(values, file, language)
    except DraftChanged:
        keep_drafting(values, file.beside(), language)
