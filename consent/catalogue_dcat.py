"""The catalogue as DCAT-AP: what a data portal reads.

Each project is described as the dataset that would arise from it; its one
distribution is the request that a person answers, with the digest of its bytes. A
stopped or ended project keeps its description and its record, and has no distribution.

Sources: DCAT-AP 3.0.1 and DCAT-AP-DK 2.0.2 (mandatory properties of both), with one
departure: SHA-256, which 3.0.1 allows, and not SHA-1, the only one 2.0.2 names.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import quote

from consent.catalogue_listing import EMAIL, Listing
from consent.rdf import Graph, Iri, Literal, is_web_address
from consent.request import Controller, Ethics, Frequency
from consent.vocabulary import in_words, legal_bases
from datadonor.records.categories import category
from datadonor.registry.targets import Names
from datadonor.texts import Language, text

PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Every namespace that is used, by its usual short name."""

_EU: Final = "http://publications.europa.eu/resource/authority/"
_THEMES: Final = Iri(_EU + "data-theme")
_HEALTH: Final = Iri(_EU + "data-theme/HEAL")
_RESTRICTED: Final = Iri(_EU + "access-right/RESTRICTED")
_JSON: Final = Iri(_EU + "file-type/JSON")
_FREQUENCIES: Final[dict[Frequency, Iri]] = {
    "weekly": Iri(_EU + "frequency/WEEKLY"),
    "monthly": Iri(_EU + "frequency/MONTHLY"),
}
_LANGUAGES: Final = (Iri(_EU + "language/DAN"), Iri(_EU + "language/ENG"))
_GDPR: Final = Iri("http://data.europa.eu/eli/reg/2016/679/oj")
_CONSENT: Final = (
    Iri("https://w3id.org/dpv/legal/eu/gdpr#A6-1-a"),
    Iri("https://w3id.org/dpv/legal/eu/gdpr#A9-2-a"),
)
_ACCOUNTABLE: Final = Iri(
    "http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/custodian"
)
_LISTED: Final = Iri("http://purl.org/adms/status/Completed")
_WITHDRAWN: Final = Iri("http://purl.org/adms/status/Withdrawn")


def describe_catalogue(
    listings: Sequence[Listing], publisher: Names, base: str, made: datetime
) -> Graph:
    """Return the catalogue as a graph.

    Args:
        listings: In the order in which they stand on the pages.
        publisher: Who keeps the list.
        base: The address of the catalogue's folder with its last slash, or ``./``:
            then every address is relative to where the file lies.
        made: With zone.
    """
    return _Description(publisher, base, made).of(listings)


class _Description:
    """The graph while it is being made."""

    def __init__(self, publisher: Names, base: str, made: datetime) -> None:
        self._graph = Graph(PREFIXES)
        self._base = base
        self._made = _instant(made, self._graph)
        self._publisher = publisher

    def of(self, listings: Sequence[Listing]) -> Graph:
        add, node = self._graph.add, self._node
        catalogue, publisher = node("catalogue"), node("publisher")
        add(catalogue, "a", self._term("dcat:Catalog"))
        add(catalogue, "dct:title", *_both("catalogue.site"))
        facts = {
            Language.DANISH: {"publisher": self._publisher.da},
            Language.ENGLISH: {"publisher": self._publisher.en},
        }
        add(
            catalogue,
            "dct:description",
            *(
                Literal(text("catalogue.description", language, **facts[language]), language)
                for language in Language
            ),
        )
        add(catalogue, "dct:publisher", publisher)
        add(catalogue, "dct:language", *_LANGUAGES)
        add(catalogue, "dct:modified", self._made)
        add(catalogue, "dcat:themeTaxonomy", _THEMES)
        add(catalogue, "foaf:homepage", self._document("index.html"))
        for listing in listings:
            add(catalogue, "dcat:dataset", self._project(listing))
            add(catalogue, "dcat:record", self._record(listing))
        self._agent(publisher, self._publisher)
        self._shared()
        return self._graph

    def _shared(self) -> None:
        """State what the values from public lists are, so that a reader need not fetch them."""
        add = self._graph.add
        for language in _LANGUAGES:
            add(language, "a", self._term("dct:LinguisticSystem"))
        add(_THEMES, "a", self._term("skos:ConceptScheme"))
        add(_THEMES, "dct:title", *_both("catalogue.dcat.themes"))
        add(_HEALTH, "a", self._term("skos:Concept"))
        add(_HEALTH, "skos:prefLabel", *_both("catalogue.dcat.health"))
        add(_HEALTH, "skos:inScheme", _THEMES)
        add(_RESTRICTED, "a", self._term("dct:RightsStatement"))
        add(_JSON, "a", self._term("dct:MediaTypeOrExtent"))
        add(_GDPR, "a", self._term("eli:LegalResource"))
        add(_GDPR, "dct:title", *_both("catalogue.dcat.gdpr"))
        add(_ACCOUNTABLE, "a", self._term("dcat:Role"))

    def _project(self, listing: Listing) -> Iri:
        add, request = self._graph.add, listing.request
        dataset = self._node("project", request.id)
        titles = {
            Language.DANISH: request.title.da,
            Language.ENGLISH: request.title.en,
        }
        add(dataset, "a", self._term("dcat:Dataset"))
        add(
            dataset,
            "dct:title",
            *(
                Literal(text("catalogue.dcat.dataset", language, title=title), language)
                for language, title in titles.items()
            ),
        )
        add(
            dataset,
            "dct:description",
            Literal(request.summary.da, "da"),
            Literal(request.summary.en, "en"),
        )
        add(dataset, "dct:identifier", Literal(request.id))
        version = Literal(str(request.version))
        add(dataset, "owl:versionInfo", version)
        add(dataset, "dcat:version", version)
        add(dataset, "dct:issued", self._day(listing.first_approved_on))
        add(dataset, "dct:modified", self._day(listing.newest.approved_on))
        add(dataset, "dct:publisher", self._recipient(listing))
        add(dataset, "dcat:contactPoint", self._contact(request.id, request.controller))
        add(dataset, "prov:qualifiedAttribution", self._attribution(listing))
        add(dataset, "dct:accessRights", _RESTRICTED)
        add(dataset, "dcat:theme", _HEALTH)
        add(dataset, "dcat:keyword", *self._keywords(listing))
        add(dataset, "dct:temporal", *self._periods(listing))
        add(dataset, "dcatap:applicableLegislation", _GDPR)
        add(dataset, "cv:hasLegalResource", _GDPR)
        add(dataset, "dpv:hasLegalBasis", *self._legal_basis(listing))
        add(
            dataset,
            "dpv:hasPurpose",
            *(Iri(purpose) for purpose in request.purposes if is_web_address(purpose)),
        )
        if request.ethics is not None:
            add(dataset, "dct:provenance", self._provenance(request.id, request.ethics))
        if request.frequency in _FREQUENCIES:
            frequency = _FREQUENCIES[request.frequency]
            add(dataset, "dct:accrualPeriodicity", frequency)
            add(frequency, "a", self._term("dct:Frequency"))
        pages = [self._document(f"{language}/{listing.stem}.html") for language in Language]
        add(dataset, "dcat:landingPage", *pages)
        if listing.is_open:
            add(dataset, "dcat:distribution", self._distribution(listing))
        return dataset

    def _distribution(self, listing: Listing) -> Iri:
        add = self._graph.add
        distribution = self._node("project", listing.request.id, "request")
        checksum = self._node("project", listing.request.id, "checksum")
        file = Iri(f"{self._base}requests/{listing.request_file}")
        add(distribution, "a", self._term("dcat:Distribution"))
        add(distribution, "dct:title", *_both("catalogue.dcat.distribution"))
        add(distribution, "dcat:accessURL", file)
        add(distribution, "dcat:downloadURL", file)
        add(distribution, "dct:format", _JSON)
        add(distribution, "spdx:checksum", checksum)
        add(checksum, "a", self._term("spdx:Checksum"))
        add(checksum, "spdx:algorithm", self._term("spdx:checksumAlgorithm_sha256"))
        digest = Literal(listing.newest.signed.digest, datatype=self._term("xsd:hexBinary"))
        add(checksum, "spdx:checksumValue", digest)
        return distribution

    def _record(self, listing: Listing) -> Iri:
        add = self._graph.add
        record = self._node("project", listing.request.id, "record")
        changed = [listing.newest.approved_on, *(stop.since for stop in listing.stops)]
        if listing.end is not None:
            changed.append(listing.end.last)
        add(record, "a", self._term("dcat:CatalogRecord"))
        add(record, "foaf:primaryTopic", self._node("project", listing.request.id))
        add(record, "dct:issued", self._day(listing.first_approved_on))
        add(record, "dct:modified", self._day(max(changed)))
        add(record, "adms:status", _LISTED if listing.is_open else _WITHDRAWN)
        for stop in listing.stops:
            reason = stop.revocation.reason
            add(record, "dct:description", Literal(reason.da, "da"), Literal(reason.en, "en"))
        return record

    def _recipient(self, listing: Listing) -> Iri:
        agent = self._node("recipient", listing.recipient.id)
        self._agent(agent, listing.recipient.name)
        numbers = [f"{kind}:{number}" for kind, number in listing.recipient.identifiers.items()]
        self._graph.add(agent, "dct:identifier", *map(Literal, sorted(numbers)))
        return agent

    def _agent(self, agent: Iri, names: Names) -> None:
        add = self._graph.add
        add(agent, "a", self._term("foaf:Agent"), self._term("org:Organization"))
        add(agent, "foaf:name", Literal(names.da, "da"), Literal(names.en, "en"))

    def _attribution(self, listing: Listing) -> Iri:
        add, request = self._graph.add, listing.request
        attribution = self._node("project", request.id, "attribution")
        controller = self._node("project", request.id, "controller")
        add(attribution, "a", self._term("prov:Attribution"))
        add(attribution, "prov:agent", controller)
        add(attribution, "dcat:hadRole", _ACCOUNTABLE)
        add(controller, "a", self._term("foaf:Agent"), self._term("org:Organization"))
        add(controller, "foaf:name", Literal(request.controller.name))
        if request.controller.cvr is not None:
            add(controller, "dct:identifier", Literal(f"cvr:{request.controller.cvr}"))
        return attribution

    def _contact(self, project_id: str, controller: Controller) -> Iri:
        add = self._graph.add
        contact = self._node("project", project_id, "contact")
        add(contact, "a", self._term("vcard:Kind"), self._term("vcard:Organization"))
        add(contact, "vcard:fn", Literal(controller.name))
        add(contact, "vcard:note", Literal(controller.contact))
        addresses = EMAIL.findall(controller.contact)
        add(
            contact,
            "vcard:hasEmail",
            *(Iri("mailto:" + quote(address, safe="@")) for address in addresses),
        )
        return contact

    def _periods(self, listing: Listing) -> list[Iri]:
        windows = sorted({(item.window.from_, item.window.until) for item in listing.request.items})
        periods = []
        for number, (first, last) in enumerate(windows, 1):
            period = self._node("project", listing.request.id, "period", str(number))
            self._graph.add(period, "a", self._term("dct:PeriodOfTime"))
            self._graph.add(period, "dcat:startDate", self._day(first))
            self._graph.add(period, "dcat:endDate", self._day(last))
            periods.append(period)
        return periods

    def _provenance(self, project_id: str, ethics: Ethics) -> Iri:
        statement = self._node("project", project_id, "ethics")
        facts = {
            "committee": ethics.committee,
            "number": ethics.case_number,
            "day": str(ethics.approved_on),
        }
        self._graph.add(statement, "a", self._term("dct:ProvenanceStatement"))
        self._graph.add(statement, "rdfs:label", *_both("catalogue.dcat.approved", **facts))
        return statement

    def _legal_basis(self, listing: Listing) -> tuple[Iri, ...]:
        written = listing.request.legal_basis
        if is_web_address(written):
            return (Iri(written),)
        if written == "gdpr-consent":
            return _CONSENT
        basis = self._node("project", listing.request.id, "legal-basis")
        words = in_words(written, legal_bases())
        self._graph.add(basis, "a", self._term("dpv:LegalBasis"))
        self._graph.add(basis, "dct:title", Literal(words.da, "da"), Literal(words.en, "en"))
        return (basis,)

    def _keywords(self, listing: Listing) -> list[Literal]:
        known = [category(item.category) for item in listing.request.items]
        return [
            Literal(each.name.in_language(language), language)
            for language in Language
            for each in known
            if each is not None
        ]

    def _document(self, path: str) -> Iri:
        document = Iri(self._base + path)
        self._graph.add(document, "a", self._term("foaf:Document"))
        return document

    def _day(self, day: date) -> Literal:
        return Literal(day.isoformat(), datatype=self._term("xsd:date"))

    def _node(self, *path: str) -> Iri:
        # A slash parts what an id cannot hold a slash of, so that no two nodes meet.
        return Iri(f"{self._base}#{'/'.join(path)}")

    def _term(self, short: str) -> Iri:
        return self._graph.term(short)


def _both(key: str, **facts: str) -> tuple[Literal, Literal]:
    return (
        Literal(text(key, Language.DANISH, **facts), "da"),
        Literal(text(key, Language.ENGLISH, **facts), "en"),
    )


def _instant(when: datetime, graph: Graph) -> Literal:
    written = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Literal(written, datatype=graph.term("xsd:dateTime"))
