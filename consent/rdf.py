r"""A small graph and its two written forms, JSON-LD and Turtle.

Just enough to publish with: named nodes only (no blank ones), strings, languages and
datatypes. What is written depends on nothing but the order in which it was added, so
the same graph gives the same bytes. There is no reader. Must not know: what is said.

Sources: JSON-LD 1.1 (W3C Recommendation 2020-07-16), with every value written out and
the context embedded, so that a reader fetches nothing and guesses nothing;
RDF 1.1 Turtle (W3C Recommendation 2014-02-25) §2.4, §6.4.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, Self

# RDF 1.1 Turtle, production IRIREF; what it leaves out would end the IRI early.
_IRI: Final = re.compile(r"[^\x00-\x20\x7f<>\"{}|^`\\\s]+")
_WEB: Final = re.compile(r"https?://[^/?#\[\]]+(?:/[^?#]*)?(?:\?[^#]*)?(?:#[^#]*)?")
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE: Final = re.compile(r'[\x00-\x1f\x7f"\\]')


class Iri(str):
    """A node or property. May be relative to where the file lies."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take what can be written between angle brackets.

        Raises:
            ValueError: It has a sign that no IRI may have.
        """
        if not _IRI.fullmatch(text):
            raise ValueError("not an IRI")
        return super().__new__(cls, text)


class Literal(NamedTuple):
    """A string with its language, or with its datatype, or with neither."""

    text: str
    language: str | None = None
    datatype: Iri | None = None


RDF_TYPE: Final = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def is_web_address(text: str) -> bool:
    """Say whether a text can stand as an absolute ``http`` or ``https`` IRI."""
    return bool(_IRI.fullmatch(text) and _WEB.fullmatch(text))


class Graph:
    """Statements, in the order in which they were made, none twice."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Begin an empty graph.

        Args:
            prefixes: Short name → namespace. Each ends in ``/`` or ``#``.
        """
        self._prefixes = dict(prefixes)
        self._nodes: dict[Iri, dict[Iri, list[Iri | Literal]]] = {}

    def term(self, short: str) -> Iri:
        """Return the whole IRI of a short form like ``dct:title``."""
        prefix, _, name = short.partition(":")
        return Iri(self._prefixes[prefix] + name)

    def add(self, subject: Iri, predicate: str, *values: Iri | Literal) -> None:
        """State values of one property of one node. ``a`` is the node's type."""
        which = RDF_TYPE if predicate == "a" else self.term(predicate)
        known = self._nodes.setdefault(subject, {}).setdefault(which, [])
        known += [value for value in dict.fromkeys(values) if value not in known]

    def to_turtle(self) -> bytes:
        """Return the graph as Turtle, UTF-8."""
        lines = [f"@prefix {name}: <{space}> ." for name, space in sorted(self._prefixes.items())]
        for subject, properties in self._nodes.items():
            stated = [
                f"    {self._turtle_predicate(which)} "
                + ",\n        ".join(self._turtle(value) for value in values)
                for which, values in properties.items()
                if values
            ]
            lines += ["", f"<{subject}>", " ;\n".join(stated) + " ."]
        return ("\n".join(lines) + "\n").encode()

    def to_json_ld(self) -> bytes:
        """Return the graph as JSON-LD, UTF-8."""
        nodes = []
        for subject, properties in self._nodes.items():
            node: dict[str, Any] = {"@id": subject}
            for which, values in properties.items():
                if which == RDF_TYPE:
                    node["@type"] = [
                        self._short(value) for value in values if isinstance(value, Iri)
                    ]
                else:
                    node[self._short(which)] = [self._json(value) for value in values]
            nodes.append(node)
        document = {"@context": dict(sorted(self._prefixes.items())), "@graph": nodes}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    def _short(self, iri: Iri) -> str:
        for name, space in self._prefixes.items():
            if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
                return f"{name}:{iri[len(space) :]}"
        return iri

    def _turtle_predicate(self, iri: Iri) -> str:
        return "a" if iri == RDF_TYPE else self._turtle(iri)

    def _turtle(self, value: Iri | Literal) -> str:
        if isinstance(value, Iri):
            short = self._short(value)
            return f"<{value}>" if short == value else short
        quoted = f'"{_TO_ESCAPE.sub(_escaped, value.text)}"'
        if value.language is not None:
            return f"{quoted}@{value.language}"
        return quoted if value.datatype is None else f"{quoted}^^{self._turtle(value.datatype)}"

    def _json(self, value: Iri | Literal) -> dict[str, str]:
        if isinstance(value, Iri):
            return {"@id": value}
        written = {"@value": value.text}
        if value.language is not None:
            written["@language"] = value.language
        elif value.datatype is not None:
            written["@type"] = self._short(value.datatype)
        return written


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    return _ESCAPES.get(sign, f"\\u{ord(sign):04X}")
