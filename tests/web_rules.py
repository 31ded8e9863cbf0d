"""What the catalogue's pages must keep, as checks on their HTML.

Sources: WCAG 2.2 (1.3.1, 2.4.1, 2.4.2, 2.4.4, 2.4.6, 3.1.1, 4.1.2), and our own rule
that a page loads nothing from elsewhere and runs nothing.
"""

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
_ALLOWED: Final = frozenset(
    (
        *("a", "blockquote", "body", "br", "code", "dd", "div", "dl", "dt", "footer", "h1", "h2"),
        *("h3", "head", "header", "html", "li", "link", "main", "meta", "nav", "ol", "p"),
        *("section", "strong", "title", "ul"),
    )
)


@dataclass
class Node:
    """One element, with the text right and further within it."""

    name: str
    attributes: dict[str, str]
    within: tuple[str, ...]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read out."""
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """A page's elements, in order; and what is not closed as it was opened."""

    def __init__(self, content: bytes) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.open: list[Node] = []
        self.unbalanced: list[str] = []
        self.feed(content.decode())
        self.close()
        self.unbalanced += [node.name for node in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        node = Node(
            tag,
            {name: value or "" for name, value in attrs},
            tuple(each.name for each in self.open),
        )
        self.nodes.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self.open and self.open[-1].name == tag:
            self.open.pop()
        else:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        """Give text to everything that it stands in."""
        for node in self.open:
            node.words.append(data)

    def all(self, *names: str) -> list[Node]:
        """Return the elements of some names."""
        return [node for node in self.nodes if node.name in names]

    @property
    def text(self) -> str:
        """All that is read out."""
        return " ".join(node.text for node in self.all("body"))


def links(page: Page) -> list[str]:
    """Return every address that a page names."""
    return [
        node.attributes[name]
        for node in page.nodes
        for name in ("href", "src")
        if name in node.attributes
    ]


def page_faults(path: str, content: bytes, files: Collection[str]) -> list[str]:
    """Say what is wrong with a page; nothing when it is as it should be.

    Args:
        path: Where it lies in its site.
        content: Its bytes.
        files: The paths of all files of the site.
    """
    page = Page(content)
    return [*_form(page), *_structure(page), *_ways(path, page, files)]


def _form(page: Page) -> Iterator[str]:
    yield from (f"not closed: {name}" for name in page.unbalanced)
    for node in page.nodes:
        if node.name not in _ALLOWED:
            yield f"element: {node.name}"
        for name in node.attributes:
            if name.startswith("on") or name in {"style", "srcdoc", "action", "formaction"}:
                yield f"attribute: {name}"
    policies = [
        node.attributes["content"]
        for node in page.all("meta")
        if node.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    strict = [policy for policy in policies if policy.startswith("default-src 'none';")]
    if len(strict) != 1 or "unsafe" in "".join(policies) or "http" in "".join(policies):
        yield "no strict policy"


def _structure(page: Page) -> Iterator[str]:
    if page.nodes[0].attributes.get("lang") not in {"da", "en"}:
        yield "no language"
    if not "".join(node.text for node in page.all("title")):
        yield "no title"
    for name in ("main", "footer", "h1"):
        if len(page.all(name)) != 1:
            yield f"not one {name}"
    level = 0
    for heading in page.all("h1", "h2", "h3"):
        if not heading.text:
            yield "empty heading"
        if int(heading.name[1]) > level + 1:
            yield f"heading out of order: {heading.text}"
        level = int(heading.name[1])
    ids = [node.attributes["id"] for node in page.nodes if "id" in node.attributes]
    yield from (f"id twice: {each}" for each in set(ids) if ids.count(each) > 1)
    named = {node.attributes.get("aria-labelledby") for node in page.nodes} - {None, *ids}
    yield from (f"label missing: {each}" for each in named)
    navs = [node.attributes.get("aria-label") for node in page.all("nav")]
    if len(set(navs)) < len(navs) or not all(navs):
        yield "navigation without a name of its own"
    body = [node for node in page.all("a") if "header" not in node.within]
    if page.all("header") and body[0].attributes.get("href") != "#main":
        yield "no way past the header"


def _ways(path: str, page: Page, files: Collection[str]) -> Iterator[str]:
    ids = {node.attributes["id"] for node in page.nodes if "id" in node.attributes}
    yield from ("link without words" for node in page.all("a") if not node.text)
    for address in links(page):
        parts = urlsplit(address)
        if parts.scheme == "mailto":
            continue
        if parts.scheme or parts.netloc or address.startswith("/"):
            yield f"elsewhere: {address}"
        elif not parts.path:
            if parts.fragment not in ids:
                yield f"leads nowhere: {address}"
        elif (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            not in files
        ):
            yield f"leads nowhere: {address}"
