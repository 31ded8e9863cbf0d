"""HTML built from elements, so that no text can become markup by accident.

Every plain string is escaped on its way in; only what this module made counts as
HTML. Signs that could turn round or hide what a person reads are replaced, whoever
wrote them. Must not know: what the pages say.

Source: HTML Living Standard §13.3; Unicode Technical Report 36 §2.7.
"""

import re
from html import escape
from itertools import groupby
from typing import Final

_VOID: Final = frozenset({"br", "hr", "link", "meta"})
_INLINE: Final = frozenset(
    {"a", "bdi", "code", "dd", "dt", "h1", "h2", "h3", "li", "p", "span", "strong", "title"}
)
_MISLEADING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_POINT: Final = "- "
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


class Markup(str):
    """HTML that has been made here."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """Return one element.

    Args:
        name: The element's name.
        *children: Plain text, which is escaped, or markup, which is not.
        **attributes: Plain values; absent ones are left out. A trailing underscore is
            dropped (``class_``), others become hyphens (``aria_labelledby``).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_visible(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    inner = together(*children, between="" if name in _INLINE else "\n")
    return Markup(f"<{name}{written}>{inner}</{name}>")


def together(*parts: str, between: str = "\n") -> Markup:
    """Return parts one after the other, plain text among them escaped."""
    return Markup(between.join(_safe(part) for part in parts if part))


def paragraphs(prose: str) -> Markup:
    """Return a longer text as paragraphs and lists.

    An empty line parts paragraphs, a single line break stays one, and lines that begin
    with a hyphen and a space are the points of a list.
    """
    parts: list[Markup] = []
    for block in re.split(r"\n[ \t]*\n", prose.replace("\r", "")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        for are_points, group in groupby(lines, key=lambda line: line.startswith(_POINT)):
            if are_points:
                points = (element("li", line.removeprefix(_POINT)) for line in group)
                parts.append(element("ul", *points))
            else:
                parts.append(element("p", together(*group, between="<br>")))
    return together(*parts)


def _safe(part: str) -> str:
    return part if isinstance(part, Markup) else escape(_visible(part))


def _visible(text: str) -> str:
    return _MISLEADING.sub(_REPLACEMENT, text)
