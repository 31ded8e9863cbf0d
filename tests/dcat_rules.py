"""What DCAT-AP and DCAT-AP-DK demand of a catalogue, as checks on a graph.

Sources: DCAT-AP-DK 2.0.2 (mandatory properties, classes of values, cardinalities) and
DCAT-AP 3.0.1 for what 2.0.2 has otherwise (the algorithm of a checksum).
"""

import warnings
from collections.abc import Iterator
from typing import Final, NamedTuple

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
CV: Final = Namespace("http://data.europa.eu/m8g/")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
DCT: Final = Namespace("http://purl.org/dc/terms/")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")

_MANY: Final = 10_000
BOTH: Final = frozenset({"da", "en"})


class Rule(NamedTuple):
    """How often a node of a class has a property, and what its values are.

    ``kind`` is a class that every value has, a datatype, ``BOTH`` (one text in each
    language), or nothing.
    """

    of: URIRef
    has: URIRef
    least: int
    most: int = _MANY
    kind: URIRef | frozenset[str] | None = None


RULES: Final = (
    Rule(DCAT.Catalog, DCT.title, 1, kind=BOTH),
    Rule(DCAT.Catalog, DCT.description, 1, kind=BOTH),
    Rule(DCAT.Catalog, DCT.publisher, 1, 1, FOAF.Agent),
    Rule(DCAT.Catalog, DCAT.dataset, 1, kind=DCAT.Dataset),
    Rule(DCAT.Catalog, DCAT.record, 0, kind=DCAT.CatalogRecord),
    Rule(DCAT.Catalog, DCAT.themeTaxonomy, 0, kind=SKOS.ConceptScheme),
    Rule(DCAT.Catalog, DCT.language, 0, kind=DCT.LinguisticSystem),
    Rule(DCAT.Catalog, DCT.modified, 0, 1, XSD.dateTime),
    Rule(DCAT.Catalog, FOAF.homepage, 0, 1, FOAF.Document),
    Rule(DCAT.CatalogRecord, FOAF.primaryTopic, 1, 1, DCAT.Dataset),
    Rule(DCAT.CatalogRecord, DCT.modified, 1, 1, XSD.date),
    Rule(DCAT.CatalogRecord, DCT.issued, 0, 1, XSD.date),
    Rule(DCAT.CatalogRecord, ADMS.status, 1, 1),
    Rule(DCAT.Dataset, DCT.title, 1, kind=BOTH),
    Rule(DCAT.Dataset, DCT.description, 1, kind=BOTH),
    Rule(DCAT.Dataset, DCT.publisher, 1, 1, FOAF.Agent),
    Rule(DCAT.Dataset, DCAT.contactPoint, 1, kind=VCARD.Kind),
    Rule(DCAT.Dataset, DCT.accessRights, 1, 1, DCT.RightsStatement),
    Rule(DCAT.Dataset, DCATAP.applicableLegislation, 1, kind=ELI.LegalResource),
    Rule(DCAT.Dataset, CV.hasLegalResource, 1, kind=ELI.LegalResource),
    Rule(DCAT.Dataset, DCAT.theme, 1, kind=SKOS.Concept),
    Rule(DCAT.Dataset, DCT.temporal, 1, kind=DCT.PeriodOfTime),
    Rule(DCAT.Dataset, DCT.identifier, 1, 1, XSD.string),
    Rule(DCAT.Dataset, DCT.issued, 1, 1, XSD.date),
    Rule(DCAT.Dataset, DCT.modified, 1, 1, XSD.date),
    Rule(DCAT.Dataset, DCAT.landingPage, 1, kind=FOAF.Document),
    Rule(DCAT.Dataset, DCAT.distribution, 0, kind=DCAT.Distribution),
    Rule(DCAT.Dataset, DCT.provenance, 0, kind=DCT.ProvenanceStatement),
    Rule(DCAT.Dataset, DCT.accrualPeriodicity, 0, 1, DCT.Frequency),
    Rule(DCAT.Dataset, PROV.qualifiedAttribution, 1, kind=PROV.Attribution),
    Rule(PROV.Attribution, PROV.agent, 1, 1, FOAF.Agent),
    Rule(PROV.Attribution, DCAT.hadRole, 1, 1, DCAT.Role),
    Rule(DCAT.Distribution, DCAT.accessURL, 1),
    Rule(DCAT.Distribution, DCT["format"], 0, 1, DCT.MediaTypeOrExtent),
    Rule(DCAT.Distribution, SPDX.checksum, 1, 1, SPDX.Checksum),
    Rule(SPDX.Checksum, SPDX.algorithm, 1, 1),
    Rule(SPDX.Checksum, SPDX.checksumValue, 1, 1, XSD.hexBinary),
    Rule(DCT.PeriodOfTime, DCAT.startDate, 1, 1, XSD.date),
    Rule(DCT.PeriodOfTime, DCAT.endDate, 1, 1, XSD.date),
    Rule(DCT.ProvenanceStatement, RDFS.label, 1, kind=BOTH),
    Rule(FOAF.Agent, FOAF.name, 1),
    Rule(SKOS.Concept, SKOS.prefLabel, 1, kind=BOTH),
    Rule(SKOS.ConceptScheme, DCT.title, 1, kind=BOTH),
    Rule(VCARD.Kind, VCARD.fn, 1, 1),
)


def read_graph(content: bytes, form: str, base: str) -> Graph:
    """Read Turtle or JSON-LD (``turtle``, ``json-ld``) as if it lay at an address."""
    with warnings.catch_warnings():
        # rdflib's own JSON-LD reader uses a class that rdflib warns of.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=content, format=form, publicID=base)


def faults(graph: Graph) -> list[str]:
    """Say where a graph departs from the rules; nothing where it keeps them all."""
    found = [] if next(graph.subjects(RDF.type, DCAT.Catalog), None) else ["no catalogue"]
    for rule in RULES:
        for node in graph.subjects(RDF.type, rule.of):
            values = list(graph.objects(node, rule.has))
            name = f"{_short(rule.of)} {_short(rule.has)}"
            if not rule.least <= len(values) <= rule.most:
                found.append(f"{name}: {len(values)} times")
            found += [f"{name}: {each}" for each in _wrong_kind(graph, rule, values)]
    return sorted(set(found))


def _wrong_kind(graph: Graph, rule: Rule, values: list[Node]) -> Iterator[str]:
    kind = rule.kind
    if isinstance(kind, frozenset):
        languages = [value.language for value in values if isinstance(value, Literal)]
        if sorted(map(str, languages)) != sorted(kind) or not all(map(str, values)):
            yield "not one text in each language"
    elif kind is not None and str(kind).startswith(str(XSD)):
        datatypes = [
            value.datatype or XSD.string
            for value in values
            if isinstance(value, Literal) and value.language is None
        ]
        if datatypes != [kind] * len(values):
            yield f"not {_short(kind)}"
    elif kind is not None:
        yield from (
            f"not {_short(kind)}" for value in values if (value, RDF.type, kind) not in graph
        )


def _short(iri: URIRef) -> str:
    return str(iri).replace("#", "/").rpartition("/")[2]
