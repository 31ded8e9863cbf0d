"""The few shapes of which the catalogue's pages are made: rows, lines and lists."""

from collections.abc import Iterable
from itertools import starmap
from urllib.parse import quote

from consent.catalogue_listing import EMAIL
from consent.markup import Markup, element, together


def facts(*rows: tuple[str, Markup]) -> Markup:
    """Return names and what they are, one row each."""
    return element("dl", *starmap(_row, rows))


def _row(name: str, value: Markup) -> Markup:
    return element("div", element("dt", name), element("dd", value))


def lines_of(*lines: str | None) -> Markup:
    """Return short lines under one another, those that are there; e-mail addresses as links."""
    return element("p", together(*(_with_links(line) for line in lines if line), between="<br>"))


def _with_links(line: str) -> Markup:
    """Return a line with its e-mail addresses as links."""
    parts: list[str] = []
    end = 0
    for found in EMAIL.finditer(line):
        address = found.group()
        link = element("a", address, href="mailto:" + quote(address, safe="@"))
        parts += [line[end : found.start()], link]
        end = found.end()
    return together(*parts, line[end:], between="")


def bullets(lines: Iterable[str]) -> Markup:
    """Return lines as a list."""
    return element("ul", *(element("li", line) for line in lines))
