"""A picture of a signed page: what a file says of itself, kept with the decision it belongs to.

A page is recognised by its first and last bytes and is never opened further: what may lie
in a picture that a stranger made is nothing to try here. It stays in the vault, and no
bundle and no auditor's package has it; only its digest stands in the log.
"""

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from consent.documents import load_document
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import PaperAttached
from datadonor.errors import DatadonorError, ExitCode

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of one file. Source: our choice; a form of ten pages in colour has a quarter of it."""

MediaType = Literal["application/pdf", "image/jpeg", "image/png"]

ENDINGS: Final[dict[MediaType, str]] = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
}

_PDF: Final = b"%PDF-"
_PDF_END: Final = b"%%EOF"
_PDF_ROOM: Final = 1024
"""Where a PDF's first and last marks may stand (ISO 32000-1, annex H.3)."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_AROUND: Final = 12
_JPEG: Final = b"\xff\xd8\xff"
_JPEG_END: Final = b"\xff\xd9"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_END_BYTES: Final = 22


class PaperPageUnfit(DatadonorError):
    """A file is no picture of a page: no PDF, JPEG or PNG, or something else besides."""

    code = "PAPER_PAGE_UNFIT"
    exit_code = ExitCode.BAD_FILE


class PaperPageTooLarge(DatadonorError):
    """A picture of a page is larger than what the vault keeps (fact: ``megabytes``)."""

    code = "PAPER_PAGE_TOO_LARGE"
    exit_code = ExitCode.BAD_FILE


class PaperPageMissing(DatadonorError):
    """No page was attached to a decision about the project."""

    code = "PAPER_PAGE_MISSING"
    exit_code = ExitCode.NO


class PaperPage(NamedTuple):
    """A picture of a page, and what kind of file it says it is."""

    content: bytes
    media_type: MediaType

    @property
    def sha256(self) -> str:
        """Of the file's bytes, in hex."""
        return sha256(self.content).hexdigest()


def read_page(content: bytes) -> PaperPage:
    """Take a file for a picture of a page by what it holds, and not by its name.

    Raises:
        PaperPageTooLarge: There is more of it than is kept.
        PaperPageUnfit: It is of none of the three kinds, is cut short, or is a file of
            another kind as well.
    """
    if len(content) > MOST_BYTES:
        raise PaperPageTooLarge(megabytes=MOST_BYTES // 1024**2)
    media_type = _kind(content)
    if media_type is None or _is_archive_too(content):
        raise PaperPageUnfit
    return PaperPage(content, media_type)


def attached_pages(opened: OpenVault, project: str) -> Iterator[PaperAttached]:
    """Yield what the log says of the pages of one project, oldest first."""
    for stored in opened.log.events_of(PaperAttached):
        event = stored.event
        if event is not None and event.project == project:
            assert isinstance(event.what, PaperAttached)  # noqa: S101 - asked for by its kind
            yield event.what


def is_on_paper(opened: OpenVault, project: str, decision_sha256: str | None) -> bool:
    """Say whether a decision was made on paper."""
    found = attached_pages(opened, project)
    return any(each.decision_sha256 == decision_sha256 for each in found)


def last_page(opened: OpenVault, project: str) -> PaperPage:
    """Return the page that was attached last to a decision about a project.

    Raises:
        PaperPageMissing: There is none.
        ConsentDocumentGone: It is not there as it was.
    """
    attached = [*attached_pages(opened, project)]
    if not attached:
        raise PaperPageMissing
    last = attached[-1]
    content = load_document(opened.vault.connection, last.page_sha256)
    return PaperPage(content, last.media_type)


# -- within ---------------------------------------------------------------------------


def _kind(content: bytes) -> MediaType | None:
    is_pdf_too = _PDF in content[:_PDF_ROOM]
    if content.startswith(_PDF) and _PDF_END in content[-_PDF_ROOM:]:
        return "application/pdf"
    if is_pdf_too:
        return None
    if content.startswith(_PNG) and _is_whole_png(content):
        return "image/png"
    # A telephone may put a film or a second picture behind the end of the first.
    if content.startswith(_JPEG) and _JPEG_END in content[len(_JPEG) :]:
        return "image/jpeg"
    return None


def _is_whole_png(content: bytes) -> bool:
    """Say whether a PNG is parts that check, the last of which ends the file (PNG §5)."""
    at, part = len(_PNG), b""
    while part != b"IEND":
        if len(content) < at + _PNG_AROUND:
            return False
        (length,) = struct.unpack_from(">I", content, at)
        part, end = content[at + 4 : at + 8], at + _PNG_AROUND + length
        if len(content) < end or (at == len(_PNG)) != (part == b"IHDR"):
            return False
        (check,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(content[at + 4 : end - 4]) != check:
            return False
        at = end
    return at == len(content)


def _is_archive_too(content: bytes) -> bool:
    """Say whether a zip file ends where this one does: then some programs unpack it."""
    at = content.rfind(_ZIP_END)
    if at < 0 or len(content) < at + _ZIP_END_BYTES:
        return False
    (comment,) = struct.unpack_from("<H", content, at + _ZIP_END_BYTES - 2)
    return len(content) == at + _ZIP_END_BYTES + int(comment)
