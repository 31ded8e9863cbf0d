"""Looking into a parsed resource that nobody has checked.

Everything that is not of the shape asked for is as if it were not there. Must not know
what any element means.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Tree = Mapping[str, Any]
"""A JSON object, as ``parse_json`` gives it."""

_MOST_CHARACTERS: Final = 200


def text(tree: Tree, name: str) -> str | None:
    """Return a string member that is not empty, or nothing."""
    value = tree.get(name)
    return value if isinstance(value, str) and value else None


def part(tree: Tree, name: str) -> Tree:
    """Return an object member; an empty one if there is none."""
    value = tree.get(name)
    return value if isinstance(value, dict) else {}


def parts(tree: Tree, name: str) -> list[Tree]:
    """Return the objects of a list member, or the one object that stands in its place.

    DSTU2 has one where R4 has a list, and the other way about.
    """
    value = tree.get(name)
    found = value if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, dict)]


def texts(tree: Tree, name: str) -> list[str]:
    """Return the strings of a list member."""
    value = tree.get(name)
    found = value if isinstance(value, list) else []
    return [each for each in found if isinstance(each, str) and each]


def at(tree: Tree, path: str) -> Iterator[Any]:
    """Yield what lies under names joined by dots, going into lists."""
    name, _, rest = path.partition(".")
    if not rest:
        value = tree.get(name)
        yield from value if isinstance(value, list) else [] if value is None else [value]
        return
    for each in parts(tree, name):
        yield from at(each, rest)


def nodes(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield an object and all objects within it, each with the name it stands under.

    In no order that means anything. Not by recursion, for the depth is the sender's.
    """
    waiting: list[tuple[str, Any]] = [("", tree)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            yield name, value
            waiting += [item for item in value.items() if isinstance(item[1], dict | list)]
        elif isinstance(value, list):
            waiting += [(name, each) for each in value if isinstance(each, dict | list)]


def tidy(words: str | None) -> str | None:
    """Return a text as one line of at most 200 characters, or nothing."""
    if words is None:
        return None
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return line[:_MOST_CHARACTERS].rstrip() or None
