"""The colours, by what they are for, in three themes; and the contrast they keep.

Sources: Det Fælles Designsystem (dkfds-components 11, MIT), corrected where it misses
WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for what shows a control or its state (1.4.11).
No Qt: a test computes every pair.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Colours = Literal["light", "dark", "contrast"]
"""The themes, as the settings name them."""

TEXT_LEAST: Final = 4.5
"""WCAG 2.2, 1.4.3."""

INDICATOR_LEAST: Final = 3.0
"""WCAG 2.2, 1.4.11."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Colours are ``#RRGGBB``, widths are pixels."""

    page: str
    surface: str
    text: str
    secondary: str
    border: str
    line: str  # between rows and round cards: decoration, carries no meaning
    primary: str
    on_primary: str
    primary_hover: str
    hover: str
    link: str
    selection: str
    on_selection: str
    error: str
    ring: str
    ring_px: int
    box_px: int
    ok_box: str
    info_box: str
    warning_box: str
    error_box: str
    sent: str  # behind what is sent
    help_edge: str  # around everything while somebody helps
    series: tuple[str, ...]  # of a plot, on the surface; they differ by dash or marker too


TOKENS: Final[Mapping[Colours, Tokens]] = {
    "light": Tokens(
        page="#F1F1F1",
        surface="#FFFFFF",
        text="#1A1A1A",
        secondary="#5C5C5C",
        border="#6B6B6B",
        line="#D8D8D8",
        primary="#44831E",
        on_primary="#FFFFFF",
        primary_hover="#3C5C22",
        hover="#E6E6E6",
        link="#004D99",
        selection="#004D99",
        on_selection="#FFFFFF",
        error="#CC0000",
        ring="#454545",
        ring_px=3,
        box_px=1,
        ok_box="#DDF7CE",
        info_box="#E2F2FB",
        warning_box="#FFEECC",
        error_box="#FFE0E0",
        sent="#DDF7CE",
        help_edge="#A33B00",
        series=("#44831E", "#004D99", "#A33B00", "#7A2E8C"),
    ),
    "dark": Tokens(
        page="#1A1A1A",
        surface="#222222",
        text="#E6E6E6",
        secondary="#B5B5B5",
        border="#8A8A8A",
        line="#3A3A3A",
        primary="#8FCE63",
        on_primary="#1A1A1A",
        primary_hover="#A9DD85",
        hover="#333333",
        link="#8AB4F8",
        selection="#8AB4F8",
        on_selection="#1A1A1A",
        error="#FF9A9A",
        ring="#FFFFFF",
        ring_px=3,
        box_px=1,
        ok_box="#20351A",
        info_box="#14324A",
        warning_box="#3D3210",
        error_box="#4A2020",
        sent="#20351A",
        help_edge="#FFB366",
        series=("#8FCE63", "#8AB4F8", "#FFB366", "#D9A3E8"),
    ),
    "contrast": Tokens(
        page="#000000",
        surface="#000000",
        text="#FFFFFF",
        secondary="#FFFFFF",
        border="#FFFFFF",
        line="#FFFFFF",
        primary="#FFFF00",
        on_primary="#000000",
        primary_hover="#FFFFFF",
        hover="#333333",
        link="#FFFF00",
        selection="#FFFF00",
        on_selection="#000000",
        error="#FFB3B3",
        ring="#00FFFF",
        ring_px=4,
        box_px=2,
        ok_box="#000000",
        info_box="#000000",
        warning_box="#000000",
        error_box="#000000",
        sent="#000000",
        help_edge="#FFFF00",
        series=("#FFFFFF", "#FFFF00", "#00FFFF"),
    ),
}


_LINEAR_UNDER: Final = 0.04045  # IEC 61966-2-1, as WCAG 2.2 quotes it


class Pair(NamedTuple):
    """Two tokens that meet on the screen, and the contrast they must keep."""

    front: str
    back: str
    least: float

    def colours(self, tokens: Tokens) -> Iterator[tuple[str, str]]:
        """Yield the colours that meet: one pair, or one for each series of a plot."""
        front = getattr(tokens, self.front)
        for one in front if isinstance(front, tuple) else (front,):
            yield one, getattr(tokens, self.back)


def pairs() -> Iterator[Pair]:
    """Yield every pair of tokens that the window paints on each other."""
    boxes = ("ok_box", "info_box", "warning_box", "error_box", "sent")
    for back in ("page", "surface", "hover", *boxes):
        yield Pair("text", back, TEXT_LEAST)
        yield Pair("ring", back, INDICATOR_LEAST)
    for back in ("page", "surface"):
        for front in ("secondary", "link", "error"):
            yield Pair(front, back, TEXT_LEAST)
        for front in ("border", "primary", "error", "help_edge"):
            yield Pair(front, back, INDICATOR_LEAST)
    yield Pair("primary", "hover", INDICATOR_LEAST)
    yield Pair("on_primary", "primary", TEXT_LEAST)
    yield Pair("on_primary", "primary_hover", TEXT_LEAST)
    yield Pair("on_selection", "selection", TEXT_LEAST)
    yield Pair("border", "hover", INDICATOR_LEAST)
    yield Pair("series", "surface", INDICATOR_LEAST)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_UNDER else ((channel + 0.055) / 1.055) ** 2.4
