"""The JSON-LD receipt, read back by other people's readers and held to the shapes.

Sources: DPV's guide to ISO/IEC TS 27560:2023 (fields, and what its own examples get wrong),
JSON-LD 1.1, SHACL, GDPR art. 7 and 13.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from consent.ledger import ConsentState
from consent.receipt.record import ConsentRecord, Copy, ReceiptOfUnknown
from consent.receipt.ts27560 import ts27560_bytes, ts27560_receipt
from consent.receipt.ts27560_terms import context, length
from consent.request import Complaints, Retention
from datadonor.records.categories import categories
from datadonor.texts import Language
from tests import dpv_rules
from tests.dpv_rules import DCAT, DCT, DPV, SCHEMA, SKOS, SPDX, Demand
from tests.receipts import HELPER, SECRETS, STATES, facts, record
from tests.synthetic_requests import SAMPLES

CASES: Final = [(copy, state) for state in STATES for copy in Copy]
each_case = pytest.mark.parametrize(("copy", "state"), CASES)
each_sample = pytest.mark.parametrize("sample", SAMPLES)
each_copy = pytest.mark.parametrize("copy", list(Copy))


def graph_of(told: ConsentRecord) -> Graph:
    return dpv_rules.graph_by_rdflib(ts27560_bytes(told))


# -- it is readable, without fetching ----------------------------------------------


@each_case
def test_two_readers_read_the_same_graph_and_fetch_nothing(copy: Copy, state: str) -> None:
    told = record(copy, state)
    read = graph_of(told)
    assert dpv_rules.are_same(dpv_rules.graph_by_pyld(ts27560_receipt(told)), read)
    assert len(read) > 250


def test_a_context_elsewhere_would_be_noticed() -> None:
    """Without this the test above would pass with a context that has to be fetched."""
    document = ts27560_receipt(record()) | {"@context": "https://w3id.org/dpv"}
    with pytest.raises(Exception, match=r"w3id\.org/dpv"):
        dpv_rules.expand(document)


def test_graphs_that_differ_are_told_apart() -> None:
    assert not dpv_rules.are_same(graph_of(record()), graph_of(record(state="narrowed")))


@each_case
def test_the_context_in_the_file_is_the_published_one(copy: Copy, state: str) -> None:
    published = files("resources").joinpath("receipt", "context.jsonld").read_bytes()
    assert ts27560_receipt(record(copy, state))["@context"] == json.loads(published)["@context"]


def test_no_reader_can_change_the_context_of_the_next_receipt() -> None:
    context().clear()
    assert context()


@each_case
def test_the_same_consent_gives_the_same_canonical_bytes(copy: Copy, state: str) -> None:
    told = record(copy, state)
    content = ts27560_bytes(told)
    assert content == ts27560_bytes(told) == rfc8785.dumps(json.loads(content))


def test_every_key_stands_once() -> None:
    """The guide's own full receipt repeats keys, and parsers drop all but one."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({name for name, _ in pairs}) == len(pairs)
        return dict(pairs)

    json.loads(ts27560_bytes(record()), object_pairs_hook=once)


# -- links, times, terms -----------------------------------------------------------


@each_case
@each_sample
def test_no_text_stands_where_a_link_belongs(copy: Copy, state: str, sample: str) -> None:
    document = ts27560_receipt(record(copy, state, request=sample))
    expanded = dpv_rules.expand(document)
    assert dpv_rules.broken_links(expanded, dpv_rules.links(document["@context"])) == []


@pytest.mark.parametrize(
    "term",
    sorted(
        name
        for name, how in context().items()
        if isinstance(how, dict) and how.get("@type") in {"@id", "xsd:dateTime"}
    ),
)
def test_a_term_that_loses_its_type_is_noticed(term: str) -> None:
    """Without ``"@type": "@id"`` a link becomes a text; without a datatype a time does."""
    wanted = dpv_rules.links(context())
    for told in _examples():
        document = ts27560_receipt(told, ("0" * 64,))
        bare = {**document["@context"], term: {"@id": term}}
        graph = dpv_rules.graph_by_rdflib(json.dumps({**document, "@context": bare}).encode())
        expanded = dpv_rules.expand({**document, "@context": bare})
        if dpv_rules.broken_links(expanded, wanted) or dpv_rules.unzoned_times(graph):
            return
    assert term in _ONLY_NODES


_ONLY_NODES: Final = frozenset(
    f"{prefix}:{name}"
    for prefix, names in {
        "dct": ("contributor", "relation", "source", "temporal", "references"),
        "dpv": (
            "hasAuthority", "hasConsentControl", "hasConsentStatus", "hasDataProtectionOfficer",
            "hasDataSubject", "hasDuration", "hasFrequency", "hasJustification", "hasNotice",
            "hasPermission", "hasProcess", "hasProcessingCondition", "hasProhibition",
            "hasRecordOfActivity", "hasRule", "isExercisedAt", "hasPersonalData",
        ),
        "schema": ("affiliation",),
        "spdx": ("checksum",),
    }.items()
    for name in names
)  # fmt: skip
"""Links whose values are always written out where they stand, so that no type is needed."""


@each_case
def test_every_time_has_a_zone(copy: Copy, state: str) -> None:
    assert dpv_rules.unzoned_times(graph_of(record(copy, state))) == []


def test_a_time_without_zone_is_noticed() -> None:
    told = replace(record(), given_at="2026-09-01T12:00:00")
    assert dpv_rules.unzoned_times(graph_of(told)) == [str(DPV.isIndicatedAtTime)]
    assert dpv_rules.faults(graph_of(told)) == ["Moment", "property"]


@each_case
@each_sample
def test_every_term_is_one_that_its_vocabulary_defines(copy: Copy, state: str, sample: str) -> None:
    graph = graph_of(record(copy, state, request=sample))
    assert dpv_rules.unknown_terms(graph) == []


def test_a_term_of_the_guide_that_the_vocabulary_lacks_is_noticed() -> None:
    graph = graph_of(record())
    graph.add((URIRef("urn:uuid:1"), DPV.hasLegalName, Literal("x")))
    graph.add((URIRef("urn:uuid:1"), RDF.type, DPV.ConsentTerminated))
    assert dpv_rules.unknown_terms(graph) == [str(DPV.ConsentTerminated), str(DPV.hasLegalName)]


def test_every_category_is_a_term_of_the_list() -> None:
    assert {each.ehds_iri for each in categories().values()} <= dpv_rules.terms()


# -- shapes ------------------------------------------------------------------------


@each_case
@each_sample
def test_every_receipt_fits_the_shapes(copy: Copy, state: str, sample: str) -> None:
    assert dpv_rules.faults(graph_of(record(copy, state, request=sample))) == []


def _examples() -> list[ConsentRecord]:
    return [
        record(Copy.DONOR, "narrowed"),
        record(Copy.DONOR, "withdrawn", request="steps"),
        record(Copy.DONOR, "by_guardian"),
        record(Copy.DONOR, "stopped"),
        record(Copy.DONOR, "helped", request="glucose"),
        record(Copy.RECIPIENT, "expired"),
    ]


@cache
def _example_graphs() -> tuple[Graph, ...]:
    """Return graphs that fit the shapes and have between them every field."""
    graphs = tuple(map(graph_of, _examples()))
    assert [dpv_rules.faults(graph) for graph in graphs] == [[]] * len(graphs)
    return graphs


@pytest.mark.parametrize("demand", dpv_rules.demands(), ids=str)
def test_a_receipt_without_a_mandatory_field_fails_the_shapes(demand: Demand) -> None:
    """Every field that the shapes ask for is there, and its absence is found."""
    graph = next(graph for graph in _example_graphs() if demand.is_of(graph))
    less = demand.removed_from(graph)
    assert len(less) < len(graph)
    assert dpv_rules.faults(less) != []


def test_the_shapes_ask_for_every_field_that_the_standard_makes_mandatory() -> None:
    """The list of fields is the guide's table, so that a shape cannot be lost unseen."""
    asked = {
        (demand.shape.rpartition(":")[2], re.split("[#/]", demand.path[-1])[-1])
        for demand in dpv_rules.demands()
    }
    assert asked >= {
        *(("Receipt", each) for each in ("conformsTo", "identifier", "hasIdentifier", "created")),
        ("Receipt", "hasRecordOfActivity"),
        *(("Record", each) for each in ("conformsTo", "identifier", "hasIdentifier")),
        *(("Record", each) for each in ("hasDataSubject", "hasNotice", "hasPurpose")),
        *(("Record", each) for each in ("hasDataController", "hasRecipient", "hasJurisdiction")),
        *(("Record", each) for each in ("hasStorageCondition", "hasConsentControl")),
        *(("Record", each) for each in ("hasLegalBasis", "hasRight", "hasAuthority", "hasRule")),
        *(("Record", each) for each in ("hasProcess", "hasConsentStatus")),
        *(("Process", each) for each in ("hasPurpose", "hasPersonalData", "hasRecipient")),
        *(("Process", each) for each in ("hasStorageCondition", "hasLegalBasis", "hasDataSource")),
        *(("Process", each) for each in ("hasProcessing", "hasProcessingCondition", "temporal")),
        *(("PersonalData", each) for each in ("type", "hasNecessity")),
        *(("Notice", each) for each in ("language", "text", "checksum")),
        *(("Controller", each) for each in ("hasIdentifier", "hasName", "hasAddress")),
        *(("Controller", each) for each in ("hasContact", "type")),
        *(("Status", each) for each in ("type", "isIndicatedAtTime", "isIndicatedBy")),
        *(("Status", each) for each in ("hasDuration", "hasIndicationMethod")),
        *(("Control", each) for each in ("type", "isExercisedAt", "hasConsequence")),
    }


@pytest.mark.parametrize("term", [DPV.hasName, DPV.hasAddress, DPV.hasContact])
def test_a_donor_with_more_than_a_pseudonym_fails_the_shapes(term: URIRef) -> None:
    graph = graph_of(record())
    donor = next(graph.objects(None, DPV.hasDataSubject))
    graph.add((donor, term, Literal("x")))
    assert dpv_rules.faults(graph) == ["property"]


def test_a_link_written_as_text_fails_the_shapes() -> None:
    document = ts27560_receipt(record())
    bare = {**document["@context"], "dpv:hasJurisdiction": {"@id": "dpv:hasJurisdiction"}}
    content = json.dumps({**document, "@context": bare}).encode()
    assert dpv_rules.faults(dpv_rules.graph_by_rdflib(content)) == ["property"]


def test_days_and_a_hidden_window_together_fail_the_shapes() -> None:
    graph = graph_of(record(Copy.RECIPIENT))
    hidden = next(
        window
        for window in graph.objects(None, DCT.temporal)
        if graph.value(window, DPV.hasDuration) and not graph.value(window, DCAT.startDate)
    )
    graph.add((hidden, DCAT.startDate, Literal(date(2026, 1, 1))))
    assert dpv_rules.faults(graph) == ["Window"]


def test_consent_as_the_ground_without_its_articles_fails_the_shapes() -> None:
    told = record(request="steps")
    told = replace(told, request=told.request.model_copy(update={"legal_basis": "gdpr-consent"}))
    graph = graph_of(told)
    assert dpv_rules.faults(graph) == []
    article = URIRef("https://w3id.org/dpv/legal/eu/gdpr#A9-2-a")
    graph.remove((None, SKOS.broader, article))
    assert dpv_rules.faults(graph) == ["Ground"]


# -- it says what the consent says -------------------------------------------------


@each_case
@each_sample
def test_the_receipt_tells_all_facts(copy: Copy, state: str, sample: str) -> None:
    told = record(copy, state, request=sample)
    assert facts_in(graph_of(told)) == _unordered(facts(told))


@pytest.mark.parametrize("language", list(Language))
def test_the_notice_holds_the_whole_text_and_its_digest(language: Language) -> None:
    told = record(language=language)
    graph = graph_of(told)
    (notice,) = graph.objects(None, DPV.hasNotice)
    text = graph.value(notice, SCHEMA.text)
    assert isinstance(text, Literal)
    assert (str(text), text.language) == (told.text, language.value)
    assert sha256(str(text).encode()).hexdigest() == _digest(graph, notice)


_ENDS: Final = {
    "withdrawn": DPV.ConsentWithdrawn,
    "expired": DPV.ConsentExpired,
    "stopped": DPV.ConsentRevoked,
    "invalidated": DPV.ConsentInvalidated,
}


@each_copy
@pytest.mark.parametrize("state", sorted(STATES))
def test_a_consent_that_is_over_says_both_when_it_began_and_how_it_ended(
    copy: Copy, state: str
) -> None:
    """In the order of time, so that a reader who takes the last one takes the right one."""
    statuses = _record_in(ts27560_receipt(record(copy, state)))["dpv:hasConsentStatus"]
    begun = "dpv:RenewedConsentGiven" if state == "renewed" else "dpv:ConsentGiven"
    kinds = [each["@type"][0] for each in statuses]
    end = _ENDS.get(state)
    assert kinds == [begun] + ([] if end is None else [f"dpv:{end.rpartition('#')[2]}"])
    times = [each["dpv:isIndicatedAtTime"] for each in statuses]
    assert times == sorted(times)


def test_a_guardian_decides_by_a_right_and_for_the_donor() -> None:
    graph = graph_of(record(state="by_guardian"))
    (who,) = graph.objects(None, DPV.isIndicatedBy)
    kinds = set(graph.objects(who, RDF.type))
    assert kinds == {DPV.GuardianOfDataSubject, DPV.ParentOfDataSubject}
    right = graph.value(who, DPV.hasJustification)
    assert graph.value(right, DCT.identifier) == Literal("parental_custody")
    assert set(graph.objects(who, DPV.isRepresentativeFor)) == set(
        graph.objects(None, DPV.hasDataSubject)
    )


@pytest.mark.parametrize("term", [DPV.hasJustification, DPV.isRepresentativeFor])
@pytest.mark.parametrize("state", ["by_guardian", "by_proxy"])
def test_who_decides_without_a_right_fails_the_shapes(state: str, term: URIRef) -> None:
    graph = graph_of(record(state=state))
    (who,) = graph.objects(None, DPV.isIndicatedBy)
    graph.remove((who, term, None))
    assert dpv_rules.faults(graph) == ["Decider"]


def test_a_proxy_is_no_guardian() -> None:
    graph = graph_of(record(state="by_proxy"))
    (who,) = graph.objects(None, DPV.isIndicatedBy)
    assert set(graph.objects(who, RDF.type)) == {DPV.Representative}


def test_who_ends_a_consent_on_behalf_of_the_donor_is_told() -> None:
    told = replace(record(state="withdrawn"), state_by="guardian")
    ended = _record_in(ts27560_receipt(told))["dpv:hasConsentStatus"][-1]
    assert ended["dpv:isIndicatedBy"][0]["@type"] == ["dpv:GuardianOfDataSubject"]
    assert dpv_rules.faults(graph_of(told)) == []


def test_a_guardians_consent_that_ran_out_names_the_guardian_once() -> None:
    told = replace(record(state="by_guardian"), state=ConsentState.EXPIRED)
    assert dpv_rules.faults(graph_of(told)) == []
    told = replace(told, state=ConsentState.WITHDRAWN, state_by="guardian")
    assert dpv_rules.faults(graph_of(told)) == []


def test_a_registry_that_stops_a_consent_is_not_the_controller() -> None:
    told = replace(record(state="stopped"), state_by="registry")
    assert dpv_rules.faults(graph_of(told)) == []
    ended = _record_in(ts27560_receipt(told))["dpv:hasConsentStatus"][-1]
    assert ended["dpv:isIndicatedBy"][0]["@type"] == ["dpv:LegalEntity"]
    by_controller = _record_in(ts27560_receipt(record(state="stopped")))["dpv:hasConsentStatus"]
    assert by_controller[-1]["dpv:isIndicatedBy"][0].endswith("#controller")


def test_a_no_after_a_withdrawal_is_told_as_a_no() -> None:
    told = replace(record(state="withdrawn"), state=ConsentState.REFUSED)
    graph = graph_of(told)
    assert dpv_rules.faults(graph) == []
    assert (None, RDF.type, DPV.ConsentRefused) in graph


@pytest.mark.parametrize("state", [ConsentState.UNKNOWN, ConsentState.REQUESTED])
def test_a_state_that_nobody_can_tell_makes_no_receipt(state: ConsentState) -> None:
    with pytest.raises(ReceiptOfUnknown):
        ts27560_receipt(replace(record(), state=state))


def test_a_withdrawn_item_is_told_apart_from_one_that_was_never_granted() -> None:
    withdrawn = _refused_items(record(state="item_withdrawn"))
    assert set(withdrawn.values()) == {"dpv:ConsentWithdrawn"}
    never = _refused_items(record(state="narrowed"))
    assert set(never.values()) == {"dpv:ConsentRefused"}


def _refused_items(told: ConsentRecord) -> dict[str, str]:
    nodes = _record_in(ts27560_receipt(told))["dpv:hasProhibition"]
    return {
        node["dct:identifier"]: node["dpv:hasStatus"][0]
        for node in nodes
        if "dpv:hasPersonalData" in node
    }


# -- what a request can be ---------------------------------------------------------


def test_rights_on_consent_are_promised_only_where_consent_is_the_ground() -> None:
    rights = set(_record_in(ts27560_receipt(record()))["dpv:hasRight"])
    assert rights == {"eu-gdpr:A13", "eu-gdpr:A77"}
    told = record()
    told = replace(told, request=told.request.model_copy(update={"legal_basis": "gdpr-consent"}))
    node = _record_in(ts27560_receipt(told))
    assert {"eu-gdpr:A7-3", "eu-gdpr:A17"} <= set(node["dpv:hasRight"])
    assert node["dpv:hasLegalBasis"][0]["skos:broader"] == ["eu-gdpr:A6-1-a", "eu-gdpr:A9-2-a"]


def test_a_request_without_a_place_to_complain_names_the_data_protection_agency() -> None:
    told = record()
    told = replace(told, request=told.request.model_copy(update={"complaints": None}))
    (authority,) = _record_in(ts27560_receipt(told))["dpv:hasAuthority"]
    assert authority["dpv:hasName"] == "Datatilsynet"
    other = Complaints(name="Et nævn", contact="naevn@example.dk")
    told = replace(told, request=told.request.model_copy(update={"complaints": other}))
    (authority,) = _record_in(ts27560_receipt(told))["dpv:hasAuthority"]
    assert authority["@type"] == ["dpv:Authority"]
    assert dpv_rules.faults(graph_of(told)) == []


@pytest.mark.parametrize(
    "update",
    [
        {"purposes": ("Forskning i søvn", "dpv:Marketing", "https://example.dk/ a b")},
        {"legal_basis": "Vores egen lov"},
        {"data_use": ("DUO:0000042", "GRU", "DUO:42", "obo:DUO_0000042")},
        {"data_use": ()},
        {"options": ()},
        {"retention": Retention(duration="P2W", then="erase")},
    ],
    ids=lambda update: next(iter(update)),
)
def test_whatever_words_a_request_has_the_receipt_stays_whole(update: dict[str, Any]) -> None:
    """The model lets a line be any line; one that is no IRI must not become half a link."""
    told = record()
    told = replace(told, request=told.request.model_copy(update=update))
    if "options" in update:
        told = replace(told, options=())
    graph = graph_of(told)
    assert dpv_rules.are_same(dpv_rules.graph_by_pyld(ts27560_receipt(told)), graph)
    assert dpv_rules.faults(graph) == []
    for line in [*update.get("purposes", ()), *update.get("data_use", ())]:
        assert (None, DCT.identifier, Literal(line)) in graph


def test_a_recipient_that_the_registry_no_longer_has_keeps_its_id() -> None:
    graph = graph_of(replace(record(), recipient=None))
    assert dpv_rules.faults(graph) == []
    (recipient,) = {*graph.objects(None, DPV.hasRecipient)}
    assert graph.value(recipient, DPV.hasName) == graph.value(recipient, DPV.hasIdentifier)


def test_the_digests_of_what_was_sent_stand_in_the_receipt() -> None:
    digests = ("ab" * 32, "cd" * 32)
    graph = dpv_rules.graph_by_rdflib(ts27560_bytes(record(), digests))
    assert {_digest(graph, each) for each in graph.objects(None, DCT.relation)} == set(digests)
    assert dpv_rules.faults(graph) == []


_XSD_DURATION: Final = re.compile(r"P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+D)?")


@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from("YMWD")), min_size=1, max_size=4))
def test_a_length_is_written_as_xml_schema_reads_it(parts: list[tuple[int, str]]) -> None:
    """XSD 1.1 part 2 §3.3.6: years, months, days, in this order, and no weeks."""
    written = length("P" + "".join(f"{count}{unit}" for count, unit in parts))["@value"]
    found = _XSD_DURATION.fullmatch(written)
    assert found
    years, months, days = (int((group or "0 ")[:-1]) for group in found.groups())
    total = dict.fromkeys("YMWD", 0)
    for count, unit in parts:
        total[unit] += count
    assert (years, months, days) == (total["Y"], total["M"], total["D"] + 7 * total["W"])


# -- the recipient's copy ----------------------------------------------------------


@pytest.mark.parametrize("state", sorted(STATES))
def test_nothing_of_the_donors_own_stands_in_a_recipients_copy(state: str) -> None:
    copies = {each: record(each, state) for each in Copy}
    theirs = ts27560_bytes(copies[Copy.RECIPIENT]).decode()
    mine = copies[Copy.DONOR]
    for secret in (*SECRETS, mine.decision_sha256, mine.given_at, mine.given_recorded_at):
        assert secret is None or json.dumps(secret, ensure_ascii=False)[1:-1] not in theirs
    assert "schema:position" not in _record_in(json.loads(theirs))["dpv:hasConsentStatus"][-1]
    assert mine.decision_sha256 is not None
    assert mine.decision_sha256 in ts27560_bytes(mine).decode()


def test_the_donors_copy_names_who_helped() -> None:
    graph = graph_of(record(state="helped"))
    (helper,) = graph.objects(None, DCT.contributor)
    assert str(graph.value(helper, DPV.hasName)) == HELPER.name
    assert str(graph.value(helper, DPV.hasIdentifier)) == HELPER.authorisation_id


@each_sample
def test_true_days_of_moved_dates_stand_in_no_recipients_copy(sample: str) -> None:
    """A window in true dates would reveal by how much the record dates were moved."""
    for item in record(Copy.RECIPIENT, "narrowed", request=sample).granted:
        told = record(Copy.RECIPIENT, "narrowed", request=sample)
        (node,) = (
            each
            for each in _record_in(ts27560_receipt(told))["dpv:hasProcess"]
            if each["dct:identifier"] == item.id
        )
        (window,) = node["dct:temporal"]
        is_told = item.window is not None
        assert ("dcat:startDate" in window, "dcat:endDate" in window) == (is_told, is_told)
        if item.dates.value != "exact":
            assert not is_told


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize(("one", "other"), [("sleep", "steps"), ("steps", "glucose")])
def test_two_recipients_find_nothing_by_which_to_know_one_donor(
    state: str, one: str, other: str
) -> None:
    """What two copies of one donor share, copies of two donors share as well."""
    first = _tokens(record(Copy.RECIPIENT, state, request=one, donor=0))
    same = _tokens(record(Copy.RECIPIENT, state, request=other, donor=0))
    stranger = _tokens(record(Copy.RECIPIENT, state, request=other, donor=1))
    assert first & same <= first & stranger


def test_something_that_links_a_donor_would_be_found() -> None:
    first = record(Copy.RECIPIENT, request="sleep", donor=0)
    linked = replace(record(Copy.RECIPIENT, request="steps", donor=0), subject=first.subject)
    stranger = _tokens(record(Copy.RECIPIENT, request="steps", donor=1))
    assert _tokens(first) & _tokens(linked) - stranger == {first.subject}


_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
"""Joined by hyphens, so that four digits of a random id are no postcode."""


def _tokens(told: ConsentRecord) -> frozenset[str]:
    """Return every word, number and whole text of a receipt, names of fields included."""
    found: set[str] = set()
    stack: list[Any] = [ts27560_receipt(told)]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [*value, *value.values()]
        elif isinstance(value, list):
            stack += value
        else:
            found |= {str(value), *_WORD.findall(str(value))}
    return frozenset(found)


# -- a reader of our own -----------------------------------------------------------


def _record_in(document: Mapping[str, Any]) -> dict[str, Any]:
    (node,) = document["dpv:hasRecordOfActivity"]
    assert isinstance(node, dict)
    return node


def _unordered(told: Mapping[str, Any]) -> dict[str, Any]:
    """Take away the order that a graph does not keep."""
    known = dict(told)
    known["granted"] = {
        item["item"]: item | {"types": item["types"] and sorted(item["types"])}
        for item in told["granted"]
    }
    for name in ("purposes", "not_granted", "demographics"):
        known[name] = sorted(told[name])
    return known


def _digest(graph: Graph, node: Node | None) -> str | None:
    written = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
    return None if written is None else str(written).lower()


def _text(graph: Graph, node: Node | None, *path: URIRef) -> str | None:
    for step in path:
        node = graph.value(node, step)
    return None if node is None else str(node)


def _moment(node: Node | None) -> str:
    """Write a time as the log does; rdflib rewrites the zone of those that it reads."""
    assert isinstance(node, Literal)
    when = node.toPython()
    assert isinstance(when, datetime)
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_STATES_IN: Final = {
    DPV.ConsentGiven: "given",
    DPV.RenewedConsentGiven: "renewed",
    DPV.ConsentRefused: "refused",
    DPV.ConsentExpired: "expired",
    DPV.ConsentWithdrawn: "withdrawn",
    DPV.ConsentRevoked: "stopped",
    DPV.ConsentInvalidated: "invalidated",
}
_CAPACITIES: Final = {
    DPV.DataSubject: "self",
    DPV.GuardianOfDataSubject: "guardian",
    DPV.Representative: "proxy",
}
_ANSWERS: Final = {
    DPV.ConsentGiven: True,
    DPV.ConsentRefused: False,
    DPV.ConsentRequestDeferred: None,
}
_LANGUAGES: Final = {"DAN": "da", "ENG": "en"}


def facts_in(graph: Graph) -> dict[str, Any]:
    """Read from a receipt's graph what every receipt must tell."""
    (receipt,) = graph.subjects(RDF.type, DPV.ConsentReceipt)
    (consent,) = graph.subjects(RDF.type, DPV.ConsentRecord)
    (notice,) = graph.objects(consent, DPV.hasNotice)
    request = graph.value(notice, DCT.source)
    begun, newest = _statuses_in(graph, consent)
    validity = graph.value(begun, DPV.hasDuration)
    decider = graph.value(begun, DPV.isIndicatedBy)
    (recipient,) = graph.objects(consent, DPV.hasRecipient)
    names = {
        each.language: str(each)
        for each in graph.objects(recipient, DPV.hasName)
        if isinstance(each, Literal)
    }
    state = _state_in(graph, newest)
    effect = next(graph.objects(None, DPV.hasConsequence))
    return {
        "consent": _text(graph, consent, DCT.identifier),
        "receipt": _text(graph, receipt, DPV.hasIdentifier),
        "state": state,
        "is_end": state in {"expired", "withdrawn", "stopped", "invalidated"},
        "project": _text(graph, request, DCT.identifier),
        "project_version": int(_text(graph, request, DCAT.version) or 0),
        "request_sha256": _digest(graph, request),
        "subject": _text(graph, consent, DPV.hasDataSubject, DPV.hasIdentifier),
        "given_at": _moment(graph.value(begun, DPV.isIndicatedAtTime)),
        "state_at": _moment(graph.value(consent, DCT.modified)),
        "first_day": _text(graph, validity, DCAT.startDate),
        "last_day": _text(graph, validity, RDF.value),
        "given_by": next(
            _CAPACITIES[kind]
            for kind in graph.objects(decider, RDF.type)
            if isinstance(kind, URIRef) and kind in _CAPACITIES
        ),
        "controller": _text(graph, consent, DPV.hasDataController, DPV.hasName),
        "recipient": _text(graph, recipient, DPV.hasIdentifier),
        "recipient_name": (names["da"], names["en"]),
        "language": _LANGUAGES[(_text(graph, notice, DCT.language) or "").rpartition("/")[2]],
        "text_sha256": _digest(graph, notice),
        "purposes": sorted(
            str(graph.value(each, SKOS.broader)) for each in graph.objects(consent, DPV.hasPurpose)
        ),
        "withdrawal_effect": _text(graph, effect, DCT.identifier),
        "frequency": _text(graph, consent, DPV.hasFrequency, RDF.value),
        "decision_sha256": _digest(graph, graph.value(consent, DCT.references)),
        **_choices_in(graph, consent),
    }


def _statuses_in(graph: Graph, consent: Node) -> tuple[Node, Node]:
    """Return the status of the beginning and the one that counts now."""
    statuses = list(graph.objects(consent, DPV.hasConsentStatus))
    begun = [each for each in statuses if _state_in(graph, each) in {"given", "renewed"}]
    ended = [each for each in statuses if each not in begun]
    return begun[0], (ended or begun)[0]


def _state_in(graph: Graph, status: Node) -> str:
    (state,) = (
        _STATES_IN[kind]
        for kind in graph.objects(status, RDF.type)
        if isinstance(kind, URIRef) and kind in _STATES_IN
    )
    return state


def _choices_in(graph: Graph, consent: Node) -> dict[str, Any]:
    granted, demographics = {}, []
    for process in graph.objects(consent, DPV.hasProcess):
        kinds = list(graph.objects(process, DPV.hasPersonalData))
        if (kinds[0], RDF.type, DPV.SpecialCategoryPersonalData) in graph:
            item = _item_in(graph, process, kinds[0])
            granted[item["item"]] = item
        else:
            demographics += [_text(graph, each, DCT.identifier) for each in kinds]
    options, refused = {}, []
    for rule in (DPV.hasPermission, DPV.hasProhibition):
        for node in graph.objects(consent, rule):
            name = str(graph.value(node, DCT.identifier))
            if graph.value(node, DPV.hasPersonalData) is not None:
                refused.append(name)
                continue
            status = graph.value(node, DPV.hasStatus)
            assert isinstance(status, URIRef)
            options[name] = _ANSWERS[status]
    return {
        "granted": granted,
        "demographics": sorted(map(str, demographics)),
        "options": options,
        "not_granted": sorted(refused),
    }


def _item_in(graph: Graph, process: Node, kind: Node) -> dict[str, Any]:
    conditions = {
        str(graph.value(each, DCT.identifier)): graph.value(each, RDF.value)
        for each in graph.objects(process, DPV.hasProcessingCondition)
    }
    window = graph.value(process, DCT.temporal)
    first, last = (_text(graph, window, each) for each in (DCAT.startDate, DCAT.endDate))
    days = _text(graph, window, DPV.hasDuration, RDF.value) or ""
    types = sorted(map(str, graph.objects(kind, SKOS.notation)))
    left_out = conditions["left_out"]
    assert isinstance(left_out, Literal)
    return {
        "item": _text(graph, process, DCT.identifier),
        "category": next(
            str(each)
            for each in graph.objects(kind, RDF.type)
            if each != DPV.SpecialCategoryPersonalData
        ),
        "window": (first, last) if first and last else None,
        "window_days": int(days.strip("PD")),
        "resolution": str(conditions["resolution"]),
        "dates": str(conditions["dates"]),
        "types": types or None,
        "left_out": left_out.toPython(),
    }
