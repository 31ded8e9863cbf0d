"""The consent on paper: the whole text stands on it, with a box for everything that is asked."""

import re
from datetime import date
from itertools import pairwise

import pytest

from consent.agreement import agreement_text, parts_of
from consent.choice_rules import require_fitting
from consent.paper_form import (
    FREQUENCY,
    NO,
    PART,
    YES,
    Ask,
    PaperForm,
    choices_on,
    is_code_of,
)
from consent.paper_form_pdf import form_pdf
from consent.paper_form_writing import paper_form
from consent.receipt.paper_glyphs import STAND_IN
from consent.request import ProjectRequest
from datadonor.texts import Language, text
from tests.consents import signed_request
from tests.papers import all_yes
from tests.receipt_papers import Sheets, tight
from tests.synthetic_requests import SAMPLES, sample_request, with_change

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
PRINTED = date(2026, 9, 2)
LOOKS = [(name, language) for name in SAMPLES for language in Language]


def form(request: ProjectRequest | str = "sleep", language: Language = DANISH) -> PaperForm:
    return paper_form(signed_request(request), None, language)


def many_items(count: int = 40) -> ProjectRequest:
    request = sample_request("sleep")
    item = request.items[0]
    items = [item.model_copy(update={"id": f"part{number}"}) for number in range(count)]
    return request.model_copy(update={"items": tuple(items)})


# -- what stands on it ----------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), LOOKS)
def test_all_that_a_yes_agrees_to_stands_on_the_form(name: str, language: Language) -> None:
    agreed = agreement_text(sample_request(name), None, language)
    printed = form(name, language)
    missing = [part.text for part in parts_of(agreed.text) if part.text not in printed.text]
    assert missing == []
    assert printed.text_sha256 == agreed.digest


@pytest.mark.parametrize(("name", "language"), LOOKS)
def test_everything_that_is_asked_has_one_box_and_a_number_of_its_own(
    name: str, language: Language
) -> None:
    request, printed = sample_request(name), form(name, language)
    fields = [ask.field for ask in printed.asks]
    expected = [f"items.{item.id}" for item in request.items]
    expected += [f"demographics.{each}" for each in request.demographics]
    expected += [FREQUENCY] if request.frequency != "once" else []
    expected += [f"options.{option.id}" for option in request.options]
    expected += [f"questions.{number}" for number in range(len(request.comprehension))]
    assert fields == [*expected, PART]
    assert [ask.number for ask in printed.asks] == list(range(1, len(fields) + 1))


def test_a_box_stands_right_below_what_it_is_about() -> None:
    (data,) = [part for part in form().parts if part.id == "data"]
    places = [place for place, block in enumerate(data.blocks) if isinstance(block, Ask)]
    headings = [
        place
        for place, block in enumerate(data.blocks)
        if not isinstance(block, Ask) and getattr(block, "kind", "") == "subheading"
    ]
    assert len(places) == len(headings)
    assert all(heading < box for heading, box in zip(headings, places, strict=True))
    assert all(box < heading for box, heading in zip(places, headings[1:], strict=False))


@pytest.mark.parametrize("language", Language)
def test_who_signs_what_stands_on_lines_of_their_own(language: Language) -> None:
    """Source: the fields of the research ethics committees' form."""
    shown = form("sleep", language).text
    for who in ("person", "informed", "informing", "guardian_first", "guardian_other"):
        assert text(f"paper_form.sign.{who}.title", language) in shown
    for option in ("results", "incidental_findings"):
        name = text(f"request_words.options.{option}", language)
        assert shown.count(name) >= 2
    assert text("paper_form.slip.heading", language) in shown


# -- its code -------------------------------------------------------------------------


def test_the_same_request_gives_the_same_code() -> None:
    assert form().code == form().code
    assert form().sha256.startswith(form().code.replace("-", "").lower())


@pytest.mark.parametrize(
    "other",
    [
        form("sleep", ENGLISH),
        form("steps"),
        form(with_change(sample_request("sleep"), "items.0.why.da", "Noget andet.")),
        form(with_change(sample_request("sleep"), "version", 2)),
        form(with_change(sample_request("sleep"), "comprehension.0.explanation.da", "Andet.")),
    ],
)
def test_another_language_request_version_or_word_gives_another(other: PaperForm) -> None:
    """The last one changes nothing that is printed: the request is bound, too."""
    assert other.code != form().code


def test_a_code_may_be_read_off_a_sheet_in_many_ways() -> None:
    printed = form()
    plain = printed.code.replace("-", "")
    for written in (plain, plain.lower(), f" {printed.code} ", plain.replace("0", "O")):
        assert is_code_of(printed, written)
    swapped = plain[:-1] + ("0" if plain[-1] != "0" else "1")
    assert not is_code_of(printed, swapped)
    assert not is_code_of(printed, "")


# -- what is ticked -------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), LOOKS)
def test_a_form_with_every_yes_is_a_consent(name: str, language: Language) -> None:
    printed = form(name, language)
    choices = choices_on(printed, all_yes(printed))
    assert choices is not None
    require_fitting(printed.request, choices, PRINTED)
    assert choices.granted == tuple(sorted(item.id for item in printed.request.items))
    assert (choices.language, choices.text_sha256) == (language.value, printed.text_sha256)


def test_a_box_that_is_left_empty_is_a_no() -> None:
    printed = form()
    ticks = {PART: YES, f"items.{printed.request.items[0].id}": YES}
    choices = choices_on(printed, ticks)
    assert choices is not None
    assert choices.granted == (printed.request.items[0].id,)
    assert not any(choices.options.values())
    assert choices.demographics == ()
    assert choices.frequency == "once"
    assert choices.comprehension == ()


@pytest.mark.parametrize("part", [{PART: NO}, {}])
def test_without_a_yes_to_taking_part_nothing_is_agreed_to(part: dict[str, str]) -> None:
    printed = form()
    ticks = {field: key for field, key in all_yes(printed).items() if field != PART}
    assert choices_on(printed, ticks | part) is None


# -- as PDF ---------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), LOOKS)
def test_the_pdf_is_tagged_and_says_its_title_and_language(name: str, language: Language) -> None:
    """PDF/UA-1 (ISO 14289-1) §7.1 and §7.2."""
    read = Sheets(form_pdf(form(name, language), PRINTED))
    assert read.root["/MarkInfo"]["/Marked"]
    assert read.root["/Lang"] == language
    assert read.reader.metadata is not None
    assert read.reader.metadata.title == form(name, language).title
    levels = [int(tag[1:]) for _, tag, _ in read.tags() if tag[:1] == "H" and tag[1:].isdigit()]
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(("name", "language"), LOOKS)
def test_all_of_the_form_is_printed(name: str, language: Language) -> None:
    printed = form(name, language)
    pages = Sheets(form_pdf(printed, PRINTED)).reader.pages
    shown = tight(" ".join(page.extract_text() for page in pages))
    for ask in printed.asks:
        assert tight(ask.words) in shown
        assert all(tight(each.words) in shown for each in ask.answers)


def test_every_sheet_says_code_version_case_day_and_number() -> None:
    printed = form()
    pages = Sheets(form_pdf(printed, PRINTED)).reader.pages
    assert printed.request.ethics is not None
    for number, page in enumerate(pages, start=1):
        foot = tight(" ".join(page.extract_text().split("\n")[-4:]))
        for said in (
            printed.code,
            printed.title,
            printed.request.ethics.case_number,
            "Udgave 1",
            "2. september 2026",
            f"Side {number} af {len(pages)}",
        ):
            assert tight(said) in foot


def test_many_items_break_over_sheets_and_none_is_torn() -> None:
    printed = form(many_items())
    pages = Sheets(form_pdf(printed, PRINTED)).reader.pages
    shown = [tight(page.extract_text()) for page in pages]
    for ask in printed.asks:
        first = re.compile(rf"(?<!\d){ask.number}\.{re.escape(tight(ask.words))}")
        holding = [found.end() for page in shown for found in first.finditer(page)]
        assert len(holding) == 1
        (whole,) = [page for page in shown if first.search(page)]
        assert tight(ask.answers[-1].words) in whole[holding[0] :]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert form_pdf(form(), PRINTED) == form_pdf(form(), PRINTED)


def test_a_sign_that_the_fonts_lack_is_said_on_the_first_sheet() -> None:
    strange = with_change(sample_request("sleep"), "summary.da", "Vi undersøger 睡眠.")
    first = Sheets(form_pdf(form(strange), PRINTED)).reader.pages[0].extract_text()
    assert STAND_IN in first
    assert tight("mangler 2 tegn") in tight(first)


def test_what_a_stranger_wrote_is_never_markup() -> None:
    written = '#emph[nej] $x^2$ #read("/etc/passwd") <etiket> @henvisning'
    strange = with_change(sample_request("sleep"), "items.0.why.da", written)
    shown = tight(Sheets(form_pdf(form(strange), PRINTED)).text)
    assert tight(written) in shown
