"""What a person reads: complete, plain, and the same in both languages."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from consent.reading_level import reading_level, words_of
from consent.request import ProjectRequest, Texts
from consent.request_check.finding import Code, RequestFinding
from consent.request_check.wording import in_both, speaks_of
from consent.vocabulary import read_vocabulary
from datadonor.texts import Language

HARD: Final = 45
"""LIX from which a text is hard (Björnsson's scale). The same in English: its words are
shorter, so the limit is milder there."""

VERY_HARD: Final = 55
"""LIX from which a text is very hard (Björnsson's scale)."""

LEAST_WORDS: Final = 20
"""LIX of a shorter text says nothing."""

SHORTEST_RATIO: Final = 0.6
LONGEST_RATIO: Final = 1.7
_LEAST_LETTERS: Final = 60
_LEAST_IDENTICAL: Final = 4
_LEAST_STOP_WORDS: Final = 3

_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_BULLET: Final = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")

_PARTS: Final = {
    "purpose": Code.SUMMARY_WITHOUT_PURPOSE,
    "risks": Code.SUMMARY_WITHOUT_RISKS,
    "choice": Code.SUMMARY_WITHOUT_CHOICE,
    "withdrawal": Code.SUMMARY_WITHOUT_WITHDRAWAL,
    "protection": Code.SUMMARY_WITHOUT_PROTECTION,
}


def check_summary(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that the summary has its parts and can be read."""
    for language, text in in_both(request.summary):
        for part, code in _PARTS.items():
            if not speaks_of(text, read_vocabulary("wording")["summary"][part][language]):
                yield RequestFinding(code, f"summary.{language}")


def check_texts(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check every text of the request, and its two languages against each other."""
    for where, texts in texts_of(request):
        for language, text in in_both(texts):
            yield from _check_reading_level(text, where, language)
        if _is_identical(texts):
            yield RequestFinding(Code.TEXTS_IDENTICAL, where)
            continue
        for language, text in in_both(texts):
            if _is_in_another_language(text, language):
                yield RequestFinding(Code.TEXT_IN_WRONG_LANGUAGE, f"{where}.{language}")
        yield from _compare(texts, where)


def texts_of(request: ProjectRequest) -> Iterator[tuple[str, Texts]]:
    """Yield every text in two languages with its place."""
    yield "title", request.title
    yield "summary", request.summary
    for number, item in enumerate(request.items):
        yield f"items.{number}.why", item.why
    for number, option in enumerate(request.options):
        yield f"options.{number}.text", option.text
    yield "withdrawal.text", request.withdrawal.text
    for number, question in enumerate(request.comprehension):
        where = f"comprehension.{number}"
        yield f"{where}.question", question.question
        for place, answer in enumerate(question.answers):
            yield f"{where}.answers.{place}", answer
        yield f"{where}.explanation", question.explanation


def numbers_in(text: str, language: Language) -> frozenset[str]:
    """Return the numbers of a text, written alike for both languages.

    ``1.000,5`` in Danish and ``1,000.5`` in English are one number, and so are the
    times ``8.30`` and ``8:30``.
    """
    thousands, decimal = (".", ",") if language is Language.DANISH else (",", ".")
    grouped = re.compile(
        rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?"
    )
    numbers: set[str] = set()
    for number in _NUMBER.findall(text):
        plain = number.replace(thousands, "") if grouped.fullmatch(number) else number
        parts = [part.lstrip("0") or "0" for part in re.split("[.,:]", plain)]
        numbers |= {".".join(parts)} if len(parts) <= len("ab") else set(parts)
    return frozenset(numbers)


def _check_reading_level(text: str, where: str, language: Language) -> Iterator[RequestFinding]:
    level = reading_level(text)
    if level.words < LEAST_WORDS:
        return
    facts = {"lix": round(level.lix), "limit": HARD}
    if where == "summary" and level.lix > VERY_HARD:
        yield RequestFinding(
            Code.SUMMARY_VERY_HARD, f"{where}.{language}", {**facts, "limit": VERY_HARD}
        )
    elif level.lix > HARD:
        yield RequestFinding(Code.TEXT_HARD, f"{where}.{language}", facts)


def _is_identical(texts: Texts) -> bool:
    danish, english = texts.da.split(), texts.en.split()
    return danish == english and len(words_of(texts.da)) >= _LEAST_IDENTICAL


def _is_in_another_language(text: str, language: Language) -> bool:
    """Count the words that only one of the languages has (``stop_words``)."""
    words = [word.lower() for word in words_of(text)]
    lists = read_vocabulary("wording")["stop_words"]
    hits = {each: sum(word in lists[each] for word in words) for each in Language}
    own = hits.pop(language)
    return any(count >= _LEAST_STOP_WORDS and count > own for count in hits.values())


def _compare(texts: Texts, where: str) -> Iterator[RequestFinding]:
    shapes = {
        (len(_PARAGRAPH.split(text.strip())), len(_BULLET.findall(text)))
        for _, text in in_both(texts)
    }
    if len(shapes) > 1:
        yield RequestFinding(Code.TEXTS_DIFFER_IN_PARTS, where)
    danish, english = (numbers_in(text, language) for language, text in in_both(texts))
    if danish != english:
        first = min(danish ^ english)
        yield RequestFinding(Code.TEXTS_DIFFER_IN_NUMBERS, where, {"number": first})
    lengths = [len(text) for _, text in in_both(texts)]
    if max(lengths) >= _LEAST_LETTERS:
        ratio = lengths[1] / lengths[0]
        if not SHORTEST_RATIO <= ratio <= LONGEST_RATIO:
            yield RequestFinding(Code.TEXTS_DIFFER_IN_LENGTH, where)
