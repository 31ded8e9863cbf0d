"""The contrast of every pair of colours that meet, computed. Source: WCAG 2.2, 1.4.3, 1.4.11."""

from dataclasses import replace

import pytest

from datadonor.settings import Settings
from ui.tokens import TOKENS, Colours, Tokens, contrast, pairs


def too_faint(tokens: Tokens) -> list[str]:
    return [
        f"{pair.front} on {pair.back}"
        for pair in pairs()
        for front, back in pair.colours(tokens)
        if contrast(front, back) < pair.least
    ]


@pytest.mark.parametrize("colours", list(TOKENS))
def test_every_pair_keeps_its_contrast(colours: Colours) -> None:
    assert too_faint(TOKENS[colours]) == []


@pytest.mark.parametrize("field", ["secondary", "border", "error", "ring", "on_primary"])
def test_a_faint_colour_is_caught(field: str) -> None:
    """Planted fault: one token is as faint as the surface it stands on."""
    light = TOKENS["light"]
    faint = {"on_primary": light.primary}.get(field, "#F0F0F0")
    assert any(field in pair for pair in too_faint(replace(light, **{field: faint})))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.47),  # the best-known near miss
        ("#44831E", "#FFFFFF", 4.65),
        ("#FFFFFF", "#FFFFFF", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


def test_there_are_tokens_for_every_theme_that_can_be_set() -> None:
    for colours in TOKENS:
        assert Settings(colours=colours).colours == colours


def test_a_faint_line_of_a_plot_is_caught() -> None:
    light = TOKENS["light"]
    assert too_faint(replace(light, series=(*light.series, "#F0F0F0"))) == ["series on surface"]
