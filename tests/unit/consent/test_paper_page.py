"""A picture of a page is taken for what it holds, and for nothing it may also be."""

import io
import zipfile

import pytest

from consent import paper_page
from consent.paper_page import PaperPageTooLarge, PaperPageUnfit, read_page
from tests.papers import JPEG, PDF, PNG, png


def archive(comment: bytes = b"") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("a.txt", "a")
        made.comment = comment
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (PDF + b"\r\n\r\n", "application/pdf"),
        (JPEG, "image/jpeg"),
        (JPEG + b"\x00\x00ftypmp42 a film of a telephone", "image/jpeg"),
        (PNG, "image/png"),
        (png((b"tEXt", b"Comment\x00hello")), "image/png"),
    ],
)
def test_each_of_the_three_kinds_is_known_by_its_bytes(content: bytes, media_type: str) -> None:
    page = read_page(content)
    assert (page.content, page.media_type) == (content, media_type)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"hello", id="text"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="web page"),
        pytest.param(b"MZ" + bytes(200), id="program"),
        pytest.param(b"GIF89a" + bytes(20), id="gif"),
        pytest.param(b"II*\x00" + bytes(20), id="tiff"),
        pytest.param(b"\x00\x00\x00\x18ftypheic" + bytes(20), id="heic"),
        pytest.param(archive(), id="zip"),
        pytest.param(PDF[:-7], id="pdf cut short"),
        pytest.param(b"junk\n" + PDF, id="something before a pdf"),
        pytest.param(PNG[:-4], id="png cut short"),
        pytest.param(PNG[:20] + b"\x07" + PNG[21:], id="png with a flipped bit"),
        pytest.param(PNG + b"more", id="something behind a png"),
        pytest.param(PNG[:8] + PNG[33:], id="png without a header"),
        pytest.param(JPEG[:-2], id="jpeg cut short"),
        pytest.param(JPEG[:20] + PDF + JPEG[20:], id="jpeg that is a pdf too"),
        pytest.param(png((b"tEXt", PDF)), id="png that is a pdf too"),
        pytest.param(JPEG + archive(), id="jpeg that is a zip too"),
        pytest.param(JPEG + archive(b"a comment"), id="jpeg that is a zip with a comment too"),
        pytest.param(PDF[:-7] + archive(b"%%EOF"), id="pdf that is a zip too"),
    ],
)
def test_anything_else_or_anything_besides_is_refused(content: bytes) -> None:
    with pytest.raises(PaperPageUnfit):
        read_page(content)


def test_marks_of_an_archive_that_ends_elsewhere_are_only_bytes() -> None:
    """Four bytes may stand in any picture: it is a zip only if one ends where the file does."""
    by_chance = JPEG[:-2] + b"PK\x05\x06" + bytes(40) + JPEG[-2:]
    assert read_page(by_chance).media_type == "image/jpeg"


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    most = PDF[:-6] + bytes(paper_page.MOST_BYTES - len(PDF)) + PDF[-6:]
    assert read_page(most).media_type == "application/pdf"
    with pytest.raises(PaperPageTooLarge):
        read_page(most + b" ")


def test_the_marks_of_a_png_cannot_lead_out_of_the_file() -> None:
    endless = PNG[:8] + b"\xff\xff\xff\xff" + PNG[12:]
    with pytest.raises(PaperPageUnfit):
        read_page(endless)
