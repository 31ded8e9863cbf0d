"""A receipt as PDF: tagged, complete whatever stands in it, and never markup."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pytest
import typst
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.receipt import paper_pdf
from consent.receipt.paper import receipt_document, receipt_pdf
from consent.receipt.paper_document import (
    Fact,
    Facts,
    PaperDocument,
    Paragraph,
    Part,
    Points,
    Spelt,
    Table,
)
from consent.receipt.paper_glyphs import STAND_IN, drawable
from consent.receipt.paper_pdf import PdfNotMade, PdfUnavailable, write_pdf
from consent.receipt.paper_proof import code_payload
from consent.receipt.paper_qr import draw_code
from consent.receipt.record import ConsentRecord, Copy
from datadonor.texts import Language
from tests.receipt_papers import MADE, Sheets, missing_facts, tight
from tests.receipts import record
from tests.synthetic_requests import with_change

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH

HOSTILE: Final = (
    "#emph[nej] $x^2$ *stjerne* _streg_ `kode` @henvisning <etiket> // nej /* nej */",
    '#import "@preview/cetz:0.3.0" #eval("1 + 1") #read("/etc/passwd") #sys.inputs',
    '"); panic("', "\\u{41} \\ \\n ~ -- --- ... 'enkelt' \"dobbelt\"", "= Overskrift", "- punkt",
)  # fmt: skip


def sheets(told: ConsentRecord, language: Language = DANISH) -> Sheets:
    return Sheets(receipt_pdf(told, language, MADE))


def document(*blocks: Any, title: str = "Titel") -> PaperDocument:  # noqa: ANN401 - any blocks
    return PaperDocument(DANISH, title, "Slags", "Fod", (Part("Del", blocks),))


def printed(*blocks: Any) -> str:  # noqa: ANN401 - any blocks
    return Sheets(write_pdf(document(*blocks), MADE)).text


# -- the form --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_a_receipt_is_tagged_and_says_its_title_and_language(language: Language) -> None:
    """PDF/UA-1 (ISO 14289-1) §7.1 and §7.2: tags, a title that is shown, a language."""
    read = sheets(record(), language)
    assert read.root["/MarkInfo"]["/Marked"]
    assert read.root["/Lang"] == language
    assert read.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in read.root["/Metadata"].get_data()
    assert read.reader.metadata is not None
    assert read.reader.metadata.title == receipt_document(record(), language, MADE).title


def test_headings_are_tagged_in_order_and_are_the_bookmarks() -> None:
    read = sheets(record())
    levels = [int(tag[1:]) for _, tag, _ in read.tags() if tag[:1] == "H" and tag[1:].isdigit()]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert [depth + 1 for depth, _ in read.bookmarks] == levels
    assert "Title" in {tag for _, tag, _ in read.tags()}
    assert (
        read.bookmarks[0][1],
        read.bookmarks[-1][1],
    ) == ("Sådan står det", "Sådan kan det efterprøves")


def test_lists_tables_and_the_code_are_tagged_as_what_they_are() -> None:
    tags = sheets(record()).tags()
    names = {tag for _, tag, _ in tags}
    assert {"L", "LI", "Table", "THead", "TH", "TD", "Figure"} <= names
    (spoken,) = [said["/Alt"] for _, tag, said in tags if tag == "Figure"]
    assert spoken.startswith("QR-kode med kvitteringens nummer")


def test_a_text_in_the_other_language_is_tagged_with_it() -> None:
    read = sheets(record(language=ENGLISH), DANISH)
    assert {said["/Lang"] for _, _, said in read.tags() if "/Lang" in said} == {"en"}
    same = sheets(record(language=DANISH), DANISH)
    assert not [said for _, _, said in same.tags() if "/Lang" in said]


def test_every_sheet_says_which_receipt_it_is_of_and_which_sheet_it_is() -> None:
    told = record()
    pages = sheets(told).reader.pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        last = tight(page.extract_text().split("\n")[-1])
        assert last == tight(
            f"Datadonor, kvittering {told.receipt_id} Side {number} af {len(pages)}"
        )


def test_what_is_copied_from_a_sheet_has_no_hidden_signs() -> None:
    """Places to break at are no characters; a number that was copied can be searched for."""
    told = record()
    assert str(told.receipt_id) in sheets(told).text
    assert "\N{ZERO WIDTH SPACE}" not in sheets(told).text


def test_the_same_consent_gives_the_same_bytes() -> None:
    assert receipt_pdf(record(), DANISH, MADE) == receipt_pdf(record(), DANISH, MADE)
    assert receipt_pdf(record(), DANISH, MADE) != receipt_pdf(record(), ENGLISH, MADE)


def test_the_recipients_copy_does_not_tell_when_it_was_printed() -> None:
    told = record(Copy.RECIPIENT)
    other = MADE.replace(year=2031)
    assert receipt_pdf(told, DANISH, MADE) == receipt_pdf(told, DANISH, other)
    donors = record(Copy.DONOR)
    assert receipt_pdf(donors, DANISH, MADE) != receipt_pdf(donors, DANISH, other)


def test_the_file_names_nothing_of_the_computer_it_was_made_on() -> None:
    content = receipt_pdf(record(), DANISH, MADE)
    assert b"/Users" not in content
    assert str(files("resources")).encode() not in content
    dates = {
        str(value)
        for key, value in (Sheets(content).reader.metadata or {}).items()
        if "Date" in key
    }
    assert dates == {"D:20261121000000Z"}


def test_a_receipt_is_made_at_once() -> None:
    """Far above what it takes, so that only another order of magnitude fails."""
    began = time.perf_counter()
    receipt_pdf(record(), DANISH, MADE)
    assert time.perf_counter() - began < 10


# -- the code -----------------------------------------------------------------------------------


def compiled(told: PaperDocument, **options: Any) -> Any:  # noqa: ANN401 - the compiler's own
    """Compile with other options than the product's."""
    folder = files("resources")
    return typst.compile(
        str(folder / "receipt" / "paper.typ"),
        root=str(folder / "receipt"),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder / "fonts")],
        ),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(paper_pdf._told(told))},
        **options,
    )


def pictures(
    told: PaperDocument, dots_per_inch: float
) -> list[np.ndarray[Any, np.dtype[np.uint8]]]:
    """Return the sheets as grey pictures, drawn by the compiler itself."""
    from PySide6.QtGui import QImage

    drawn = compiled(paper_pdf._drawn(told), format="png", ppi=dots_per_inch)
    found = []
    for content in drawn if isinstance(drawn, list) else [drawn]:
        image = QImage.fromData(content).convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        found.append(rows[:, : image.width()].copy())
    return found


@pytest.mark.window
def test_the_code_on_the_sheet_can_be_scanned() -> None:
    """At the resolution of a poor scanner, 96 dots an inch."""
    told = record()
    pages = pictures(receipt_document(told, DANISH, MADE), 96)
    read = [each.text for page in pages for each in zxingcpp.read_barcodes(page)]
    assert read == [code_payload(told)]


def test_the_drawing_is_what_a_scanner_reads() -> None:
    """The path alone, drawn by the test, is read by another library than the one that made it."""
    drawing = draw_code("datadonor:receipt:1:æble")
    grid = np.full((drawing.side, drawing.side), 255, np.uint8)
    for stroke in drawing.path.split("M")[1:]:
        start, _, rest = stroke.partition("h")
        across, down = map(int, start.split())
        grid[down, across : across + int(rest.partition("v")[0])] = 0
    quiet = np.concatenate(
        [grid[:4].ravel(), grid[-4:].ravel(), grid[:, :4].ravel(), grid[:, -4:].ravel()]
    )
    assert (quiet == 255).all()
    (read,) = zxingcpp.read_barcodes(np.kron(grid, np.ones((4, 4), np.uint8)))
    assert read.text == "datadonor:receipt:1:æble"


# -- whatever stands in it ------------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE)
def test_a_projects_words_never_become_markup_or_code(words: str) -> None:
    told = record()
    request = with_change(told.request, "summary.da", words)
    request = with_change(request, "title.da", words)
    told = replace(told, request=request, text=f"# {words}\n\n{words}\n\n- {words}\n")
    written = tight(sheets(told).text)
    assert tight(f"Dit samtykke: {words}") in written
    assert written.count(tight(words)) >= 4


def test_very_long_words_stay_on_the_sheet() -> None:
    """Nothing reaches beyond the edge: every piece of it is found inside the margins."""
    long = "https://eksempel.example/" + "æ" * 3000 + "/ende"
    read = Sheets(write_pdf(document(Paragraph(long), Facts((Fact(long, (long,)),))), MADE))
    assert tight(read.text).count(tight(long)) == 3
    right: list[float] = []

    def note(words: str, _cm: list[float], matrix: list[float], *_: object) -> None:
        if words.strip():
            right.append(matrix[4])

    for page in read.reader.pages:
        page.extract_text(visitor_text=note)
    assert max(right) < float(read.reader.pages[0].mediabox.width)
    assert max(map(len, read.text.split("\n"))) < 100


def test_two_hundred_answers_and_a_hundred_items_are_all_there() -> None:
    rows = tuple((f"Spørgsmål nummer {number}?", "Nej") for number in range(200))
    written = tight(printed(Table(("Spurgt", "Svaret"), rows)))
    assert all(tight(f"{question} {answer}") in written for question, answer in rows)
    told = record()
    items = tuple(
        told.items[0]._replace(id=f"item-{number}", left_out=number + 2) for number in range(100)
    )
    written = tight(sheets(replace(told, items=items)).text)
    assert all(tight(f"{number + 2} enkelte registreringer") in written for number in range(100))


def test_a_consent_with_every_optional_field_empty_is_printed() -> None:
    told = record()
    request = told.request
    for where in ("controller.cvr", "ethics", "complaints", "investigator.title"):
        request = with_change(request, where, None)
    for where in ("options", "data_use", "demographics", "comprehension", "questionnaires"):
        request = with_change(request, where, [])
    told = replace(told, request=request, recipient=None, options=(), demographics=())
    for language in Language:
        written = sheets(told, language).text
        assert "Datatilsynet" in written
        assert "None" not in written
    none = replace(told, items=tuple(each._replace(granted=False) for each in told.items))
    assert "Ingen data." in sheets(none).text


# -- characters that the fonts lack --------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Ærø, Ålborg, Ørsted; ½ µg/m² − 5 °C → 20 % ✓ “så” – …", 0),
        ("Ångström", 0),
        ("日本", 2),
        ("Plan ☑ 😀", 2),
        ("سلام", 4),
        ("x\u0378\ue000", 2),
        ("a\tb\rc", 0),
        ("a\u202eb\u200bc\x00", 3),
    ],
)
def test_what_the_fonts_lack_is_replaced_one_for_one(words: str, count: int) -> None:
    found = drawable(words)
    assert found.replaced == count
    assert found.text.count(STAND_IN) == count


def test_a_sheet_that_lacks_characters_says_so_and_one_that_does_not_is_silent() -> None:
    told = record()
    lacking = replace(told, request=with_change(told.request, "storage_location", "東京"))
    written = " ".join(sheets(lacking).text.split())
    assert f"mangler 2 tegn, som står som {STAND_IN}" in written
    assert f"{STAND_IN}{STAND_IN}" in written
    single = replace(told, request=with_change(told.request, "storage_location", "Sted ☑"))
    assert "mangler ét tegn" in " ".join(sheets(single).text.split())
    assert STAND_IN not in sheets(told).text
    assert "mangler" not in sheets(told).text.partition("Hele teksten")[0]


SAMPLE: Final = [
    *range(0x20, 0x600, 3),
    *range(0x1E00, 0x2800, 7),
    *range(0x3000, 0xFFFF, 601),
    0x1F600,
]


def compiles(words: str) -> bool:
    """Ask the compiler, without any replacing, whether PDF/UA-1 lets a text be written."""
    part = Part(words, (Paragraph(words),))  # in both weights
    told = PaperDocument(DANISH, "Titel", "Slags", "Fod", (part,))
    try:
        compiled(told, format="pdf", pdf_standards=["ua-1"])
    except RuntimeError:
        return False
    return True


def test_what_is_said_to_be_drawable_is_what_the_compiler_takes() -> None:
    """The compiler as an oracle for our reading of the fonts' tables, and the other way."""
    takes = "".join(chr(code) for code in SAMPLE if not drawable(chr(code)).replaced)
    refused = [chr(code) for code in SAMPLE if drawable(chr(code)).replaced and code > 0xA0]
    assert len(takes) > 200
    assert compiles(takes)
    visible = [each for each in refused if each.isprintable() and not each.isspace()]
    assert len(visible) > 100
    assert [each for each in visible[::5] if compiles(each)] == []


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60), st.text(min_size=1), st.text(min_size=1))
def test_any_text_at_all_can_be_printed(one: str, two: str, three: str) -> None:
    blocks = (
        Paragraph(one),
        Points((two, three)),
        Facts((Fact(one, (two, three)),)),
        Table((one, two), ((three, one),)),
        Spelt(three, (one, two)),
        Part(two, (Paragraph(three, language=ENGLISH),)),
    )
    assert write_pdf(document(*blocks, title=one), MADE).startswith(b"%PDF")


# -- when it cannot be made --------------------------------------------------------------------


def test_a_computer_without_the_compiler_is_told_to_take_html(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PdfUnavailable) as error:
        receipt_pdf(record(), DANISH, MADE)
    assert "HTML" in error.value.user_message(DANISH).remedy
    assert "HTML" in error.value.user_message(ENGLISH).remedy


def test_a_fault_of_the_compiler_is_ours_and_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise typst.TypstError("the text 'hemmeligt' cannot be drawn", "hemmeligt")

    monkeypatch.setattr(typst, "compile", fails)
    with pytest.raises(PdfNotMade) as error:
        receipt_pdf(record(), DANISH, MADE)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__
    assert "hemmeligt" not in str(error.value) + str(error.value.user_message(DANISH))


def test_a_picture_without_words_is_refused_by_the_compiler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Negative control: it is the compiler that holds the standard, and it does."""
    whole: Callable[..., dict[str, Any]] = paper_pdf._told

    def without_words(told: PaperDocument) -> dict[str, Any]:
        def strip(block: dict[str, Any]) -> dict[str, Any]:
            if block["kind"] == "code":
                return {**block, "spoken": None}
            return {**block, "blocks": [strip(each) for each in block.get("blocks", [])]}

        made = whole(told)
        return {**made, "parts": [strip(part) for part in made["parts"]]}

    monkeypatch.setattr(paper_pdf, "_told", without_words)
    with pytest.raises(PdfNotMade):
        receipt_pdf(record(), DANISH, MADE)


def test_a_receipt_that_is_printed_tells_what_the_same_one_on_a_screen_tells() -> None:
    """Negative control of the reading: another consent's sheets lack facts of this one."""
    told, other = record(), record(state="narrowed")
    assert missing_facts(sheets(told).text, told, DANISH) == []
    assert missing_facts(sheets(told).text, other, DANISH)
