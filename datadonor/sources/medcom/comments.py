"""Comments on readings: looked at for one thing, that a number was mistyped, and not kept.

A comment is free text in which somebody else may be named, so none of it is stored. A
carer's "typing error" beside a pressure of 253 must still be heard.
"""

import re
from typing import Final

from lxml import etree

from datadonor.sources.medcom.elements import attribute, child, children, is_coded, text_of

_COMMENT: Final = "48767-8"
_LONGEST: Final = 2_000
_MISTYPED: Final = re.compile(
    r"(tastefejl|tastefjel|fejltast|fejlindtast|fejl\s*indtast|slåfejl"
    r"|(?:ind)?tast(?:et|ede|ning)\s+(?:er\s+|var\s+)?forkert|forkert\s+(?:ind)?tast"
    r"|typing\s+error|typo\b|mistyped|typed\s+(?:wrong|incorrectly)|entered\s+(?:in\s+error|wrong)"
    r"|wrongly\s+(?:typed|entered))",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:ikke|ingen|not|no|without|uden|never|aldrig)\b[^.;!]{0,30}$", re.IGNORECASE
)


class Comments:
    """The comments of one document."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._written: dict[str, etree._Element] | None = None

    def say_mistyped(self, observation: etree._Element) -> bool:
        """Whether a comment on a reading says that its number was typed wrongly."""
        for act in children(observation, "entryRelationship/act"):
            if is_coded(child(act, "code"), _COMMENT) and says_mistyped(self._text(act)):
                return True
        return False

    def _text(self, act: etree._Element) -> str:
        text = child(act, "text")
        if text is None:
            return ""
        target = attribute(child(text, "reference"), "value")
        if target.startswith("#"):
            text = self._narrative().get(target[1:], text)
        return text_of(text)

    def _narrative(self) -> dict[str, etree._Element]:
        """Return the parts of the text for people that comments point at, by id."""
        if self._written is None:
            self._written = {
                attribute(each, "ID"): each for each in self._root.iter() if each.get("ID")
            }
        return self._written


def says_mistyped(text: str) -> bool:
    """Whether a text says that something was typed wrongly, and does not deny it."""
    text = text[:_LONGEST]
    return any(not _DENIED.search(text, 0, match.start()) for match in _MISTYPED.finditer(text))
