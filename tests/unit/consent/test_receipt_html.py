"""A receipt as a web page: complete in itself, well formed, readable by ear, never markup."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.receipt.paper import receipt_html
from consent.receipt.paper_document import (
    Fact,
    Facts,
    PaperDocument,
    Paragraph,
    Part,
    Points,
    ScanCode,
    Spelt,
    Table,
)
from consent.receipt.paper_html import write_html
from consent.receipt.record import Copy
from datadonor.texts import Language
from tests.e2e.chromium import chromium
from tests.receipt_papers import MADE, Page, tight
from tests.receipts import STATES, record
from tests.synthetic_requests import with_change
from ui.tokens import contrast

HOSTILE: Final = (
    "</style></title><script>alert(1)</script>",
    '"><img src=https://eksempel.example onerror=alert(1)>',
    "<!-- & &amp; ]]> <h1>Falsk</h1>",
    "'; DROP TABLE consent; --",
)


def styles() -> str:
    return files("resources").joinpath("receipt", "paper.css").read_text("utf-8")


def page_faults(content: bytes) -> list[str]:
    """Say what a page has that a receipt may not have, or lacks."""
    page = Page(content)
    faults = [f"not closed: {name}" for name in page.faults]
    levels = [int(each.name[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels[:1] != [1] or levels.count(1) != 1:
        faults.append("not one main heading first")
    if any(below > above + 1 for above, below in pairwise(levels)):
        faults.append("a level of headings is left out")
    for each in page.elements:
        if each.name in {"script", "link", "img", "iframe", "object", "form", "a", "base"}:
            faults.append(f"element: {each.name}")
        for name, value in each.attributes.items():
            if name.startswith("on") or name in {"src", "href", "style", "action"}:
                faults.append(f"attribute: {name}")
            if "//" in value:
                faults.append(f"address: {name}")
    faults += [
        f"header without scope: {each.text}"
        for each in page.all("th")
        if "scope" not in each.attributes
    ]
    if page.elements[0].attributes.get("lang") not in {"da", "en"}:
        faults.append("no language")
    faults += [
        f"nothing in {each.name}"
        for each in page.all(
            "h1", "h2", "h3", "h4", "h5", "p", "li", "dt", "dd", "th", "td", "title"
        )
        if not each.text
    ]
    landmarks = {each.name for each in page.elements if len(each.around) == 2}
    if not {"main", "footer"} <= landmarks:
        faults.append("no landmarks")
    return faults


def with_title(words: str) -> bytes:
    told = record()
    request = with_change(told.request, "title.da", words)
    return receipt_html(replace(told, request=request), Language.DANISH, MADE)


@pytest.mark.parametrize("copy", Copy)
@pytest.mark.parametrize("state", STATES)
def test_every_receipt_is_a_well_formed_page_that_loads_and_runs_nothing(
    state: str, copy: Copy
) -> None:
    for language in Language:
        assert page_faults(receipt_html(record(copy, state), language, MADE)) == []


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        ("<script></script>", "element: script"),
        ('<p onclick="x">x</p>', "attribute: onclick"),
        ('<p title="https://eksempel.example">x</p>', "address: title"),
        ("<h1>x</h1>", "not one main heading first"),
        ("<h5>x</h5>", "a level of headings is left out"),
        ("<p></p>", "nothing in p"),
        ("<p>", "not closed: main"),
        ("<table><tr><th>x</th></tr></table>", "header without scope: x"),
    ],
)
def test_a_fault_that_is_planted_in_a_page_is_found(plant: str, fault: str) -> None:
    content = receipt_html(record(), Language.DANISH, MADE)
    assert fault in page_faults(content.replace(b"</main>", plant.encode() + b"</main>"))


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    page = Page(receipt_html(record(), Language.DANISH, MADE))
    (policy,) = [
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    content = receipt_html(record(), Language.DANISH, MADE).decode()
    style = content.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style


def test_the_same_consent_gives_the_same_bytes_and_another_day_others() -> None:
    first = receipt_html(record(), Language.DANISH, MADE)
    assert receipt_html(record(), Language.DANISH, MADE) == first
    assert receipt_html(record(), Language.DANISH, MADE.replace(day=20)) != first


@pytest.mark.parametrize("words", HOSTILE)
def test_a_projects_words_never_become_markup(words: str) -> None:
    content = with_title(words)
    assert page_faults(content) in ([], ["address: aria-label"])
    page = Page(content)
    assert page.all("h1")[0].text == " ".join(f"Dit samtykke: {words}".split())
    assert page.all("title")[0].text == page.all("h1")[0].text


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1
)


@given(words, words, words)
def test_any_text_in_any_place_is_read_back_as_it_is(one: str, two: str, three: str) -> None:
    blocks = (
        Paragraph(one),
        Points((two, three)),
        Facts((Fact(one, (two, three)),)),
        Table((one, two), ((three, one), (two, three))),
        Spelt(one, (two, three)),
        ScanCode("payload", two, three),
    )
    document = PaperDocument(Language.ENGLISH, one, two, three, (Part(two, blocks),))
    page = Page(write_html(document))
    assert page.faults == []
    wanted = [two, one, two, one, two, three, one, two, three, one, two, three, one, two, three]
    assert tight(page.text) == tight("".join([*wanted, one, two, three, three, three]))
    assert [each.text for each in page.all("li")] == [
        " ".join(each.split()) for each in (two, three)
    ]


def test_a_table_says_which_cells_name_rows_and_columns() -> None:
    page = Page(receipt_html(record(state="narrowed"), Language.DANISH, MADE))
    scopes = [each.attributes["scope"] for each in page.all("th")]
    assert scopes == ["col", "col", "row", "row", "row"]


def test_the_code_has_words_for_whoever_cannot_see_it() -> None:
    (picture,) = Page(receipt_html(record(), Language.DANISH, MADE)).all("svg")
    assert picture.attributes["role"] == "img"
    assert picture.attributes["aria-label"].startswith("QR-kode med kvitteringens nummer")


def themes(style: str) -> list[dict[str, str]]:
    """Return the colours of each theme, the first of them light."""
    return [
        dict(re.findall(r"--(\w+): (#[0-9A-F]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]


def faint_pairs(style: str) -> list[tuple[str, str]]:
    return [
        (front, behind)
        for theme in themes(style)
        for front, behind, least in (
            *(
                (front, behind, 4.5)
                for front in ("text", "secondary")
                for behind in ("page", "surface", "notice")
            ),
            ("border", "surface", 3.0),
        )
        if contrast(theme[front], theme[behind]) < least
    ]  # fmt: skip


def test_every_pair_of_colours_can_be_told_apart() -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11, in light, dark and print."""
    assert len(themes(styles())) == 3
    assert faint_pairs(styles()) == []
    assert faint_pairs(styles().replace("#5C5C5C", "#9C9C9C"))


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_a_browser_shows_all_of_it_at_any_width_and_fetches_nothing(
    width: int, tmp_path: Path
) -> None:
    """WCAG 2.2, 1.4.10: 320 px is 1280 px enlarged four times. Long words included."""
    told = record(state="narrowed")
    request = with_change(told.request, "storage_location", "Danmark" * 60)
    page = tmp_path / "receipt.html"
    page.write_bytes(receipt_html(replace(told, request=request), Language.DANISH, MADE))
    with chromium(tmp_path / "browser") as browser:
        browser.look(width, 900, dark=width == 640)
        browser.open(page.as_uri())
        assert browser.ask("document.documentElement.scrollWidth") <= width
        assert browser.complaints() == []
        assert browser.requested() == [page.as_uri()]
        assert browser.ask("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
