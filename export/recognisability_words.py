"""The estimate in words that do not promise more than it knows. Must not compute."""

from typing import Final, NamedTuple

from datadonor.texts import Language, text
from export.minimisation.codes import rare_groups
from export.recognisability import Advice, Caveat, Contents, Estimate, Level

_EXACT_BELOW: Final = 10
_GROUPED_FROM: Final = 1000
_GAP: Final = "\N{NO-BREAK SPACE}"


class Wording(NamedTuple):
    """What a person reads about how recognisable they are.

    Attributes:
        headline: One sentence with the number.
        bounds: How sure that is; nothing where there is no more to say.
        caveats: What the number does not know, the weightiest first.
        less_rare: What to leave out to become less rare, what helps most first.
    """

    headline: str
    bounds: str | None
    caveats: tuple[str, ...]
    less_rare: tuple[str, ...]


def estimate_in_words(estimate: Estimate, contents: Contents, language: Language) -> Wording:
    """Put an estimate into words.

    Args:
        estimate: Of the contents.
        contents: Names the rare groups.
        language: Of the words.
    """
    low, likely, high = estimate.others
    bounds = None
    if estimate.level not in {Level.ALONE, Level.AT_MOST} and about(low) != about(high):
        bounds = text("recognisability.bounds", language, low=about(low), high=about(high))
    number = high if estimate.level is Level.AT_MOST else likely
    return Wording(
        text(f"recognisability.level.{estimate.level}", language, number=about(number)),
        bounds,
        tuple(_caveat(each, contents, language) for each in estimate.caveats),
        tuple(_step(each, language) for each in estimate.less_rare),
    )


def about(number: float) -> str:
    """Write a number with no more digits than are known: two, and thousands apart."""
    if number < _EXACT_BELOW:
        return str(round(number))
    whole = int(float(f"{number:.1e}"))
    return f"{whole:,}".replace(",", _GAP) if whole >= _GROUPED_FROM else str(whole)


def _caveat(caveat: Caveat, contents: Contents, language: Language) -> str:
    key = f"recognisability.caveat.{caveat}"
    if caveat is not Caveat.RARE:
        return text(key, language)
    known = rare_groups()
    names = [
        known[each].da if language is Language.DANISH else known[each].en
        for each in sorted(contents.rare_groups)
    ]
    return text(key, language, groups="; ".join(names))


def _step(advice: Advice, language: Language) -> str:
    key = f"recognisability.step.{advice.step}"
    if advice.others is None:
        return text(key, language)
    return text(key, language, number=about(advice.others))
