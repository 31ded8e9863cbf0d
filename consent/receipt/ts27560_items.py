"""What was granted and what was not, item by item, in the JSON-LD receipt.

Each item that was granted is a process of its own, because what stands in one process is
agreed to as a whole (DPV's guide to ISO/IEC TS 27560). What was not granted is a
prohibition; a single yes or no to an option is a permission or a prohibition.
"""

from typing import Final

from consent.receipt.record import ConsentRecord, RecordedItem
from consent.receipt.ts27560_terms import Names, Node, both, length, said
from consent.vocabulary import term_in_words
from datadonor.records.categories import EHDS

_ANSWERS: Final = {
    True: "dpv:ConsentGiven",
    False: "dpv:ConsentRefused",
    None: "dpv:ConsentRequestDeferred",
}
"""Yes, no, and asked but not chosen (which counts as a no)."""

_PROCESSING: Final = ("dpv:Collect", "dpv:Store", "dpv:Use")


def processes(record: ConsentRecord, names: Names) -> list[Node]:
    """Return a process for each item that was granted, and one for what is told of the person."""
    nodes = [_granted(record, item, names) for item in record.granted]
    if record.demographics:
        nodes.append(_about_person(record, names))
    return nodes


def permissions(record: ConsentRecord, names: Names) -> list[Node]:
    """Return the options that got a yes."""
    return [node for answer, node in _options(record, names) if answer]


def prohibitions(record: ConsentRecord, names: Names) -> list[Node]:
    """Return the items that were not granted or were withdrawn, and the options without a yes."""
    refused = [
        {
            "@id": names.of(f"item-{item.id}"),
            "@type": ["dpv:Prohibition"],
            "dct:identifier": item.id,
            "dct:title": both(item.name),
            "dpv:hasPersonalData": [_category(item, names)],
            "dpv:hasStatus": ["dpv:ConsentWithdrawn" if item.withdrawn else _ANSWERS[False]],
        }
        for item in record.items
        if not item.granted
    ]
    return refused + [node for answer, node in _options(record, names) if not answer]


def _granted(record: ConsentRecord, item: RecordedItem, names: Names) -> Node:
    return _process(record, names) | {
        "@id": names.of(f"item-{item.id}"),
        "dct:identifier": item.id,
        "dct:title": both(item.name),
        "dct:description": both(item.why),
        "dpv:hasPersonalData": [_category(item, names)],
        "dpv:hasProcessingCondition": [
            _condition("resolution", item.resolution.value),
            _condition("dates", item.dates.value),
            _condition("left_out", item.left_out),
        ],
        "dct:temporal": [_window(item)],
    }


def _process(record: ConsentRecord, names: Names) -> Node:
    """Return what all processes of a project have in common."""
    count = len(record.request.purposes)
    return {
        "@type": ["dpv:Process"],
        "dpv:hasPurpose": [names.of(f"purpose-{number + 1}") for number in range(count)],
        "dpv:hasLegalBasis": [names.of("ground")],
        "dpv:hasDataController": [names.of("controller")],
        "dpv:hasRecipient": [names.of("recipient")],
        "dpv:hasDataSource": ["dpv:DataSubjectDataSource"],
        "dpv:hasProcessing": list(_PROCESSING),
        "dpv:hasStorageCondition": [names.of(part) for part in ("place", "kept", "after")],
    }


def _category(item: RecordedItem, names: Names) -> Node:
    """Return an item's kind of data. All of it is health data, so of a special category."""
    node: Node = {
        "@id": names.of(f"data-{item.id}"),
        "@type": ["dpv:SpecialCategoryPersonalData", _short(item.ehds_iri)],
        "dct:identifier": item.category,
        "dct:title": both(item.name),
        "dpv:hasNecessity": ["dpv:Required" if item.required else "dpv:Optional"],
    }
    if item.types is not None:
        node["skos:notation"] = list(item.types)
    return node


def _short(ehds_iri: str) -> str:
    return f"ehds:{ehds_iri.removeprefix(EHDS)}" if ehds_iri.startswith(EHDS) else ehds_iri


def _window(item: RecordedItem) -> Node:
    """Return from when records may go: first and last day, or only how many days that is."""
    node: Node = {
        "@type": ["dct:PeriodOfTime"],
        "dpv:hasDuration": [
            {"@type": ["dpv:TemporalDuration"], "rdf:value": length(f"P{item.window_days}D")}
        ],
    }
    if item.window is not None:
        node["dcat:startDate"] = str(item.window.first)
        node["dcat:endDate"] = str(item.window.last)
    return node


def _condition(name: str, value: str | int) -> Node:
    return {"@type": ["dpv:ProcessingCondition"], "dct:identifier": name, "rdf:value": value}


def _about_person(record: ConsentRecord, names: Names) -> Node:
    window: Node = {
        "@type": ["dct:PeriodOfTime"],
        "dcat:startDate": str(record.first_day),
        "dcat:endDate": str(record.last_day),
    }
    return _process(record, names) | {
        "@id": names.of("person"),
        "dct:identifier": "demographics",
        "dct:title": said("about_person"),
        "dct:description": said("about_person_why"),
        "dpv:hasPersonalData": [
            {
                "@id": names.of(f"person-{each}"),
                "@type": ["dpv:PersonalData"],
                "dct:identifier": each,
                "dct:title": both(term_in_words(f"request_words.demographics.{each}")),
                "dpv:hasNecessity": ["dpv:Optional"],
            }
            for each in record.demographics
        ],
        "dpv:hasProcessingCondition": [_condition("resolution", "summary")],
        "dct:temporal": [window],
    }


def _options(record: ConsentRecord, names: Names) -> list[tuple[bool | None, Node]]:
    asked = {option.id: option.text for option in record.request.options}
    return [
        (
            answer,
            {
                "@id": names.of(f"option-{option.value}"),
                "@type": ["dpv:Permission" if answer else "dpv:Prohibition"],
                "dct:identifier": option.value,
                "dct:description": both(asked[option]),
                "dpv:hasStatus": [_ANSWERS[answer]],
            },
        )
        for option, answer in record.options
    ]
