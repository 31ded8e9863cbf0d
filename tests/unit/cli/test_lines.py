"""Lines: they fit the terminal and cannot command it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.cli.lines import WIDTH, escaped, printable, wrapped

COMMANDS = [
    "\x1b[2J",  # clears the screen
    "\x1b]0;title\x07",
    "\x9b2J",  # the same by one sign
    "\x00",
    "\x08" * 5,  # goes back over what stands there
    "\r",
    "\u202e",  # turns the writing around
    "\u2066",
    "\udce6",  # half of a pair: from a file name that is not UTF-8
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_sign_that_commands_the_terminal_is_never_shown(command: str) -> None:
    shown = printable(f"Blodtryk{command}måler")
    assert shown.isprintable()
    assert shown.startswith("Blodtryk")
    assert shown.endswith("måler")
    assert wrapped(f"a{command}b").isprintable()


@pytest.mark.parametrize(
    "harmless", ["Blodtryk, 130/80 mmHg", "× 10⁹/L, µmol, °C", "æøåÆØÅ", "a\nb"]
)
def test_everything_else_stays(harmless: str) -> None:
    assert printable(harmless) == harmless
    assert escaped(harmless) == harmless


def test_other_blanks_become_plain_ones() -> None:
    assert printable("12\u00a0kg\tfast") == "12 kg fast"


@given(st.dictionaries(st.text(), st.text()))
def test_escaped_json_says_the_same(content: dict[str, str]) -> None:
    """A mapping is printed to be saved and read again: nothing of it may be lost."""
    shown = escaped(json.dumps(content, ensure_ascii=False, indent=2))
    assert json.loads(shown) == content
    assert shown.replace("\n", "").isprintable()


@given(st.text(), st.integers(0, 10), st.integers(0, 20))
def test_no_line_is_wider_than_the_terminal(text: str, indent: int, hanging: int) -> None:
    """But for a word that is too long by itself: names must stay whole to be copied."""
    for line in wrapped(text, indent, hanging).split("\n"):
        assert len(line) <= WIDTH or len(line.split()) == 1


def test_a_long_name_stays_whole() -> None:
    name = "[s13.1773817200000.10.0.1620249966" + "0" * 80 + "]"
    assert name in wrapped(f"fil fra sundhedsvæsenet  {name}")
