"""No more than the purpose needs (GDPR art. 5(1)(c)).

The rules are written so that a researcher can see from the request alone whether it
keeps them. "A reason of its own" means: the item's ``why`` has at least fifteen words in
each language and speaks of what makes the detail needed (``reasons`` in
``resources/vocabulary/wording.toml``).

1. A series asked for raw needs a reason of its own.
2. A series asked for finer than a study usually needs, and required, raises a question:
   make it optional, or coarser.
3. Exact dates need a reason of their own.
4. A window that reaches more than five years back needs a reason of its own, and none may
   go on after the last day on which data can be sent.
5. The most telling categories are never required; places and genes in full raise a
   question.
6. Something should be optional.
7. Municipality, year of birth and sex together point at people.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from consent.reading_level import words_of
from consent.request import Dates, Item, ProjectRequest, Resolution
from consent.request_check.finding import Code, RequestFinding
from consent.request_check.formalities import end_of_study, years_after
from consent.request_check.wording import in_both, speaks_of
from consent.type_names import may_be_in
from consent.vocabulary import Words, read_vocabulary, term_in_words
from datadonor.records.categories import Category, Kind, Sensitivity, category

REASON_WORDS: Final = 15
"""The fewest words of a reason of its own. Our choice: one sentence with a because."""

WINDOW_YEARS: Final = 5
"""How far back a window reaches before it needs a reason. Our choice."""

_NAME_A_PERSON: Final = frozenset({"genetics", "location"})
"""In full, these alone can point out one person in a country."""

_IDENTIFYING: Final = frozenset({"municipality", "year_of_birth", "sex"})
_DOUBLE: Final = (frozenset({"year_of_birth", "age_band"}), frozenset({"municipality", "region"}))


def check_items(request: ProjectRequest, today: date) -> Iterator[RequestFinding]:
    """Check each item on its own, and whether anything is left to choose."""
    for number, item in enumerate(request.items):
        where = f"items.{number}"
        yield from _check_window(request, item, where, today)
        if item.dates is Dates.EXACT and not _has_reason(item, "exact_dates"):
            yield _finding(Code.EXACT_DATES_WITHOUT_REASON, item, f"{where}.dates")
        kind = category(item.category)
        if kind is None:
            yield RequestFinding(
                Code.CATEGORY_UNKNOWN, f"{where}.category", {"term": item.category}
            )
        else:
            yield from _check_detail(item, kind, where)
            yield from _check_types(item, where)
    if all(item.required for item in request.items):
        yield RequestFinding(Code.NOTHING_OPTIONAL, "items")


def check_demographics(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that what is asked about the person does not name them."""
    asked = frozenset(request.demographics)
    if asked >= _IDENTIFYING:
        yield RequestFinding(Code.DEMOGRAPHICS_IDENTIFY, "demographics")
    if any(pair <= asked for pair in _DOUBLE):
        yield RequestFinding(Code.DEMOGRAPHICS_DOUBLE, "demographics")


def _check_detail(item: Item, kind: Category, where: str) -> Iterator[RequestFinding]:
    is_raw = item.finest_resolution is Resolution.RAW
    if kind.sensitivity is Sensitivity.HIGHEST and item.required:
        yield _finding(Code.SENSITIVE_REQUIRED, item, f"{where}.required")
    if is_raw and kind.id in _NAME_A_PERSON:
        yield _finding(Code.SENSITIVE_RAW, item, f"{where}.finest_resolution")
    if kind.kind is not Kind.SERIES or kind.usual_resolution is None:
        return
    if is_raw and not _has_reason(item, "raw"):
        yield _finding(Code.RAW_WITHOUT_REASON, item, f"{where}.finest_resolution")
    usual = Resolution(kind.usual_resolution)
    if item.required and item.finest_resolution.rank < usual.rank:
        yield _finding(
            Code.FINER_THAN_USUAL,
            item,
            f"{where}.finest_resolution",
            usual=term_in_words(f"request_words.resolutions.{usual}"),
        )


def _check_types(item: Item, where: str) -> Iterator[RequestFinding]:
    for number, name in enumerate(item.types or ()):
        if not may_be_in(name, item.category):
            yield _finding(
                Code.ITEM_TYPE_UNKNOWN, item, f"{where}.types.{number}", term=Words(name, name)
            )


def _check_window(
    request: ProjectRequest, item: Item, where: str, today: date
) -> Iterator[RequestFinding]:
    if item.window.until > end_of_study(request):
        yield _finding(Code.WINDOW_BEYOND_STUDY, item, f"{where}.window.until")
    is_long = item.window.from_ < years_after(today, -WINDOW_YEARS)
    if is_long and not _has_reason(item, "long_window"):
        yield _finding(Code.WINDOW_LONG, item, f"{where}.window.from", years=WINDOW_YEARS)


def _has_reason(item: Item, kind: str) -> bool:
    phrases = read_vocabulary("wording")["reasons"][kind]
    return all(
        len(words_of(text)) >= REASON_WORDS and speaks_of(text, phrases[language])
        for language, text in in_both(item.why)
    )


def _finding(code: Code, item: Item, where: str, **facts: int | Words) -> RequestFinding:
    known = category(item.category)
    name = Words(known.name.da, known.name.en) if known else Words(item.id, item.id)
    return RequestFinding(code, where, {"category": name, "words": REASON_WORDS, **facts})
