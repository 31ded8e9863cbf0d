"""Someone who uses the program by ear: hears page after page, and presses what is named."""

from tests.ui.atspi import ScreenReader
from tests.ui.spoken import PRESSED, Node, faults, page_of
from tests.ui.wording import Words
from tests.ui.xvfb import wait_until


class Ear:
    """Hears one page after another, and keeps what is wrong with each."""

    def __init__(self, reader: ScreenReader, words: Words) -> None:
        self.reader, self.words = reader, words
        self.wrong: list[str] = []
        self.astray: list[str] = []  # read in another order than it stands

    def hears(self, context: str, source: str) -> Node:
        return self.hears_page(self.words(context, source))

    def hears_page(self, expected: str) -> Node:
        """Wait for a page, and look at it by the rules of ``spoken``."""
        tree = self.reader.page(expected)
        for fault in faults(tree, expected):
            kept = self.astray if " is read before " in fault else self.wrong
            kept.append(f"{expected}: {fault}")
        if not [each for each in tree.walk() if has(each, "focused") and each.role != "frame"]:
            self.wrong.append(f"{expected}: the keyboard is nowhere")
        return tree

    def presses(self, tree: Node, begins: str) -> None:
        """Press the one thing on the page that begins with some words."""
        self.reader.press(named(tree, begins))

    def chooses(self, begins: str) -> None:
        """Press a choice, and hear that it is chosen."""
        name = named(self.there(), begins)
        self.reader.press(name)

        def is_chosen() -> bool:
            nodes = [node for node in self.there().walk() if node.name == name]
            return any(has(node, "checked") for node in nodes)

        wait_until(is_chosen, f"{name!r} chosen")

    def there(self) -> Node:
        """Return what the program shows now."""
        return self.reader.tree() or Node("frame", "")


def on_page(tree: Node) -> list[Node]:
    page = page_of(tree)
    assert page is not None
    return [*page.walk()]


def named(tree: Node, begins: str) -> str:
    """Return the whole name of the one thing on the page to press that begins so."""
    (found,) = {
        node.name for node in on_page(tree) if node.role in PRESSED and node.name.startswith(begins)
    }
    return found


def has(node: Node, state: str) -> bool:
    return state in node.states
