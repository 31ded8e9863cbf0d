"""What a page must be like for someone who hears it: rules over a tree of plain data.

The tree is what the accessibility bus shows (``atspi``). No Qt, no bus: each rule is
tested with a planted fault.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

from tests.ui.boxes import stands_before

PRESSED: Final = frozenset(
    {"push button", "button", "toggle button", "check box", "radio button", "page tab", "link"}
)
"""Roles that a person presses, as AT-SPI 2 names them."""

WRITTEN: Final = frozenset({"text", "password text", "spin button", "combo box", "date editor"})
"""Roles that a person fills in."""

NUMBERED: Final = frozenset({"progress bar", "slider", "spin button"})
"""Roles that say how far."""

LISTED: Final = frozenset({"table", "table cell", "list", "list item", "tree", "tree table"})

COVERED: Final = frozenset("●•*∙⬤")
_LEFT_OVER: Final = re.compile(r"%(?:L?n|L?\d)|\{\w*\}|&\w|<[a-z/]")


@dataclass(frozen=True)
class Node:
    """One thing on the bus, and what is visible below it, in the order it is read."""

    role: str
    name: str
    description: str = ""
    states: frozenset[str] = frozenset()
    text: str | None = None
    value: tuple[float, ...] | None = None
    box: tuple[int, int, int, int] | None = None  # left, top, width, height on the screen
    children: tuple["Node", ...] = ()

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        """Read what ``atspi_reader`` answers."""
        return cls(
            role=found["role"],
            name=found["name"],
            description=found["description"],
            states=frozenset(found["states"]),
            text=found["text"],
            value=None if found["value"] is None else tuple(found["value"]),
            box=None if found["box"] is None else tuple(found["box"]),
            children=tuple(cls.from_json(child) for child in found["children"]),
        )

    def walk(self) -> Iterator["Node"]:
        """Yield this and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def __str__(self) -> str:
        """Return what is heard, one line a thing, set in by depth."""
        return "\n".join(self._lines(0))

    def _lines(self, depth: int) -> Iterator[str]:
        said = [self.role, repr(self.name)]
        if self.text is not None and self.text != self.name:
            said.append(f"text {self.text!r}")
        if self.value is not None:
            said.append(f"value {self.value}")
        if self.description:
            said.append(f"({self.description})")
        said += sorted(self.states & {"checked", "selected", "focused", "read-only"})
        yield "  " * depth + " ".join(said)
        for child in self.children:
            yield from child._lines(depth + 1)


def page_of(tree: Node) -> Node | None:
    """Return the part of the window that changes from place to place."""
    return next((node for node in tree.walk() if node.role == "layered pane"), None)


def heading(tree: Node) -> str:
    """Return what is said first on the page: there it must be told where one is."""
    page = page_of(tree)
    said = () if page is None else page.walk()
    return next((node.name for node in said if node.role == "label" and node.name), "")


def faults(tree: Node, expected: str) -> list[str]:
    """Return what would leave someone who only hears the page at a loss.

    Args:
        tree: All that the program shows.
        expected: The page's heading.
    """
    page = page_of(tree)
    if page is None:
        return ["there is no page"]
    return [
        *_heading_faults(page, expected),
        *_nameless(tree),
        *_doubled(page),
        *_exposed(tree),
        *_left_over(tree),
        *_without_value(tree),
        *_out_of_order(tree),
    ]


def _heading_faults(page: Node, expected: str) -> list[str]:
    found = heading(page)
    times = [node.name for node in page.walk() if node.role == "label"].count(expected)
    first = [] if found == expected else [f"the page begins with {found!r}, not {expected!r}"]
    return first + ([] if times == 1 else [f"the heading is said {times} times"])


def _nameless(tree: Node) -> list[str]:
    """WCAG 2.2, 4.1.2. A bare container may be focusable in Qt's eyes and is passed over."""
    return [
        f"a {node.role} without a name"
        for node in tree.walk()
        if node.role in PRESSED | WRITTEN | NUMBERED | LISTED and not node.name.strip()
    ]


def _doubled(page: Node) -> list[str]:
    """WCAG 2.2, 2.4.6: of two things with one name nobody knows which is which.

    Buttons are heard in a list of all buttons, so they differ on the whole page; choices
    are heard within their group.
    """
    names = [node.name for node in page.walk() if node.role in {"push button", "button", "link"}]
    groups = [names] + [
        [child.name for child in node.children if child.role in PRESSED] for node in page.walk()
    ]
    found = {name for group in groups for name, times in Counter(group).items() if times > 1}
    return [f"two things are called {name!r}" for name in sorted(found - {""})]


def _exposed(tree: Node) -> list[str]:
    """A secret is covered on the bus as it is on the screen."""
    return [
        f"{node.name!r} says what was written in it"
        for node in tree.walk()
        if node.role == "password text" and set(node.text or "") - COVERED
    ]


def _left_over(tree: Node) -> list[str]:
    """Marks of the program's own that nobody filled in or took out."""
    return [
        f"{said!r} is not finished"
        for node in tree.walk()
        for said in (node.name, node.description)
        if _LEFT_OVER.search(said)
    ]


def _without_value(tree: Node) -> list[str]:
    return [
        f"{node.name!r} does not say how far"
        for node in tree.walk()
        if node.role in NUMBERED and node.value is None
    ]


def _out_of_order(tree: Node) -> list[str]:
    """WCAG 2.2, 1.3.2: what is heard one after another stands one after another."""
    found = []
    for node in tree.walk():
        if node.role in {"table", "list", "tree", "tree table"}:
            continue  # read cell by cell, in their own order
        shown = [child for child in node.children if child.box is not None and min(child.box[2:])]
        found += [
            f"{before.name or before.role!r} is read before {after.name or after.role!r}"
            for before, after in pairwise(shown)
            if before.box and after.box and stands_before(after.box, before.box)
        ]
    return found
