"""Oracles for the JSON-LD receipt: two readers, SHACL, the vocabularies' terms, and its links.

A receipt is read by PyLD and by rdflib, neither of which may fetch anything, and checked by
pyshacl. ``demands`` lists every field that the shapes ask for, so that a test can take each
away and see that it is missed.
"""

import copy
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import pyshacl
from pyld import jsonld  # type: ignore[import-untyped]  # ships no types
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import SH
from rdflib.term import Node

DPV: Final = Namespace("https://w3id.org/dpv#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
SCHEMA: Final = Namespace("https://schema.org/")

_ROOT: Final = Path(__file__).parents[1]
_ZONED: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_LIKE_A_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+.*)?")
_DUO: Final = "http://purl.obolibrary.org/obo/DUO_"


class WentOut(AssertionError):
    """A reader wanted to fetch something."""


def _refuse(address: str, *_: object) -> NoReturn:
    raise WentOut(address)


# -- reading -----------------------------------------------------------------------


def expand(document: Mapping[str, Any]) -> list[Any]:
    """Return a document as PyLD expands it: whole IRIs, no context, order as written."""
    expanded: list[Any] = jsonld.expand(copy.deepcopy(document), {"documentLoader": _refuse})
    return expanded


def graph_by_pyld(document: Mapping[str, Any]) -> Graph:
    """Return the graph that PyLD reads."""
    options = {"documentLoader": _refuse, "format": "application/n-quads"}
    return Graph().parse(data=jsonld.to_rdf(copy.deepcopy(document), options), format="nt")


def graph_by_rdflib(content: bytes) -> Graph:
    """Return the graph that rdflib reads."""
    with warnings.catch_warnings():
        # rdflib's own JSON-LD reader uses a class that rdflib warns of.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=content, format="json-ld")


def are_same(one: Graph, other: Graph) -> bool:
    """Say whether two graphs say the same, whatever their nameless nodes are called."""
    return isomorphic(one, other)


# -- shapes ------------------------------------------------------------------------


@cache
def shapes() -> Graph:
    """Return our shapes."""
    return Graph().parse(_ROOT / "resources" / "receipt" / "shapes.ttl", format="turtle")


def faults(graph: Graph) -> list[str]:
    """Say which shapes a graph does not fit; nothing where it fits all."""
    with warnings.catch_warnings():
        # pyshacl joins graphs by classes that rdflib warns of.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        fits, report, _ = pyshacl.validate(graph, shacl_graph=shapes())
    assert isinstance(report, Graph)
    found = {
        str(source).rpartition(":")[2] if isinstance(source, URIRef) else "property"
        for source in report.objects(None, SH.sourceShape)
    }
    assert fits == (not found)
    return sorted(found)


class Demand(NamedTuple):
    """A field that a shape asks for.

    Attributes:
        shape: Whose field it is.
        path: Properties, one after the other; the last one holds the field.
        least: How many values there must be at least.
        which: What counts as such a value; everything, if nothing is said.
    """

    shape: URIRef
    path: tuple[URIRef, ...]
    least: int
    which: Node | None

    def __str__(self) -> str:
        """Name it: whose, and which property."""
        steps = "/".join(re.split("[#/]", step)[-1] for step in self.path)
        return f"{self.shape.rpartition(':')[2]}-{steps}"

    def is_of(self, graph: Graph) -> bool:
        """Whether a graph has a node of the shape with such values."""
        return any(self._values(graph, node) for node in _focus(graph, self.shape))

    def removed_from(self, graph: Graph) -> Graph:
        """Return a copy of a graph in which one node has too few values."""
        less = Graph()
        less += graph
        node = next(each for each in _focus(graph, self.shape) if self._values(graph, each))
        for triple in self._values(graph, node)[self.least - 1 :]:
            less.remove(triple)
        return less

    def _values(self, graph: Graph, node: Node) -> list[tuple[Node, Node, Node]]:
        holders = [node]
        for step in self.path[:-1]:
            holders = [value for each in holders for value in graph.objects(each, step)]
        last = self.path[-1]
        found = [(each, last, value) for each in holders for value in graph.objects(each, last)]
        return sorted((each for each in found if _counts(graph, each[2], self.which)), key=str)


@cache
def demands() -> tuple[Demand, ...]:
    """Return every field that the shapes ask for."""
    return tuple(_demands())


def _demands() -> Iterator[Demand]:
    graph = shapes()
    named = {each for each in graph.subjects(RDF.type, SH.NodeShape) if isinstance(each, URIRef)}
    for shape in sorted(named):
        for field in graph.objects(shape, SH.property):
            yield from _of_field(graph, shape, field)


def _of_field(graph: Graph, shape: URIRef, field: Node) -> Iterator[Demand]:
    path = graph.value(field, SH.path)
    assert path is not None
    steps = (path,) if isinstance(path, URIRef) else tuple(Collection(graph, path))
    for counting, which in (
        (SH.minCount, None),
        (SH.qualifiedMinCount, SH.qualifiedValueShape),
    ):
        least = graph.value(field, counting)
        if least is not None:
            counted = graph.value(field, which) if which else None
            yield Demand(shape, tuple(map(URIRef, map(str, steps))), int(str(least)), counted)
    value = graph.value(field, SH.hasValue)
    if value is not None:
        yield Demand(shape, tuple(map(URIRef, map(str, steps))), 1, value)


def _counts(graph: Graph, value: Node, which: Node | None) -> bool:
    """Say whether a value is of those that a shape counts (as far as our shapes go)."""
    rules = shapes()
    if which is None or value == which:
        return True
    if isinstance(which, URIRef | Literal):
        return False
    listed = rules.value(which, SH["in"])
    if listed is not None:
        return value in Collection(rules, listed)
    choices = rules.value(which, SH["or"])
    kinds = [which] if choices is None else list(Collection(rules, choices))
    for each in kinds:
        kind = rules.value(each, SH["class"])
        if kind is not None and (value, RDF.type, kind) in graph:
            return True
    inner = rules.value(which, SH.property)
    path = None if inner is None else rules.value(inner, SH.path)
    return path is not None and graph.value(value, path) is not None


def _focus(graph: Graph, shape: URIRef) -> list[Node]:
    """Return the nodes of a graph that a shape is about."""
    rules = shapes()
    found: set[Node] = set()
    for kind in rules.objects(shape, SH.targetClass):
        found |= set(graph.subjects(RDF.type, kind))
    for term in rules.objects(shape, SH.targetObjectsOf):
        found |= set(graph.objects(None, term))
    for term in rules.objects(shape, SH.targetSubjectsOf):
        found |= set(graph.subjects(term, None))
    return sorted(found, key=str)


# -- terms, links and times --------------------------------------------------------


@cache
def terms() -> frozenset[str]:
    """Return the terms that a receipt may use (``tests/dpv_terms.txt``)."""
    lines = (_ROOT / "tests" / "dpv_terms.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


def unknown_terms(graph: Graph) -> list[str]:
    """Return every IRI of a graph that no vocabulary defines and the consent does not name."""
    used = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    return sorted(each for each in used if each not in terms() and not _is_own(each))


def _is_own(iri: str) -> bool:
    return iri.startswith("urn:uuid:")


def links(context: Mapping[str, Any]) -> frozenset[str]:
    """Return the whole IRIs of the properties whose values are links, by a context."""
    found = set()
    for name, meaning in context.items():
        if isinstance(meaning, dict) and meaning.get("@type") == "@id":
            prefix, _, rest = name.partition(":")
            found.add(context[prefix] + rest)
    return frozenset(found)


def broken_links(expanded: Any, links: frozenset[str]) -> list[str]:  # noqa: ANN401 - any JSON
    """Return where a text stands in an expanded document in the place of a link."""
    found: list[str] = []
    for node in _nodes(expanded):
        for name, values in node.items():
            if name.startswith("@"):
                continue
            texts = [each for each in values if "@value" in each]
            if name in links and texts:
                found.append(name)
            found += [name for each in texts if _looks_like_a_link(str(each["@value"]))]
    return sorted(found)


def unzoned_times(graph: Graph) -> list[str]:
    """Return properties with a time without zone, or with a text that should be a time or day."""
    found = []
    for _, name, value in graph:
        if not isinstance(value, Literal):
            continue
        if value.datatype == XSD.dateTime:
            if not _ZONED.fullmatch(str(value)):
                found.append(str(name))
        elif value.datatype != XSD.date and _LIKE_A_TIME.fullmatch(str(value)):
            found.append(str(name))
    return sorted(found)


def _looks_like_a_link(text: str) -> bool:
    """Say whether a text is the name of a term, or of a part of a consent."""
    return (
        text in terms()
        or text.startswith((_DUO, "urn:uuid:"))
        or bool(re.fullmatch(r"(dpv|dct|ehds|eu-gdpr|loc|obo|lang|spdx|skos):[A-Za-z0-9_-]+", text))
    )


def _nodes(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _nodes(each)
