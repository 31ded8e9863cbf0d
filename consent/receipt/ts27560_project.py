"""What a project brings to the JSON-LD receipt: its parties, purposes, ground, storage, rules.

All of it is said once in a record, under a name, and pointed to where it applies.
"""

import re
from typing import Final

from consent.rdf import is_web_address
from consent.receipt.record import ConsentRecord
from consent.receipt.ts27560_terms import (
    LANGUAGES,
    Names,
    Node,
    both,
    checksum,
    day,
    length,
    said,
)
from consent.request import Complaints
from consent.vocabulary import data_uses, in_words, legal_bases, purposes

_CONSENT: Final = "gdpr-consent"
_DUO: Final = re.compile(r"DUO:[0-9]{7}")
_AUTHORITY: Final = Complaints(name="Datatilsynet", contact="https://www.datatilsynet.dk")

_RIGHTS: Final = ("eu-gdpr:A13", "eu-gdpr:A77")
"""To be informed and to complain. Whatever the ground, nothing takes these two away.

Not among them: articles 15, 16, 18 and 21, which Danish law sets aside where data are
used for science alone (databeskyttelsesloven § 22(5)).
"""

_RIGHTS_OF_CONSENT: Final = ("eu-gdpr:A17", "eu-gdpr:A20", "eu-gdpr:A7-3")
"""To have data erased, to take them along, and to withdraw: where consent is the ground."""


def parties(record: ConsentRecord, names: Names) -> Node:
    """Return donor, controller, recipient and the authority one complains to.

    The donor has a pseudonym and nothing else. A recipient's address is not in the
    registry; one reaches it through the project's contact.
    """
    request, recipient = record.request, record.recipient
    controller = request.controller
    told: list[Node] | str = request.recipient
    if recipient is not None:
        told = [{"@value": words, "@language": tag} for tag, words in recipient.name]
    return {
        "dpv:hasDataSubject": [
            {
                "@id": names.of("donor"),
                "@type": ["dpv:DataSubject"],
                "dpv:hasIdentifier": record.subject,
            }
        ],
        "dpv:hasDataController": [
            {
                "@id": names.of("controller"),
                "@type": ["dpv:DataController"],
                "dpv:hasIdentifier": controller.cvr or controller.name,
                "dpv:hasName": controller.name,
                "dpv:hasAddress": controller.address,
                "dpv:hasContact": controller.contact,
                "dpv:hasDataProtectionOfficer": [
                    {"@type": ["dpv:DataProtectionOfficer"], "dpv:hasContact": controller.dpo}
                ],
            }
        ],
        "dpv:hasRecipient": [
            {
                "@id": names.of("recipient"),
                "@type": ["dpv:Recipient"],
                "dpv:hasIdentifier": request.recipient,
                "dpv:hasName": told,
                "dpv:hasContact": controller.contact,
            }
        ],
        "dpv:hasAuthority": [_authority(record)],
    }


def _authority(record: ConsentRecord) -> Node:
    where = record.request.complaints or _AUTHORITY
    is_data_authority = where.name == _AUTHORITY.name
    return {
        "@type": ["dpv:DataProtectionAuthority" if is_data_authority else "dpv:Authority"],
        "dpv:hasName": where.name,
        "dpv:hasContact": where.contact,
    }


def purpose_nodes(record: ConsentRecord, names: Names) -> list[Node]:
    """Return the project's purposes, each below the vocabulary's term that it names."""
    nodes = []
    for number, purpose in enumerate(record.request.purposes, start=1):
        node: Node = {
            "@id": names.of(f"purpose-{number}"),
            "@type": ["dpv:Purpose"],
            "dct:title": both(in_words(purpose, purposes())),
        }
        if is_web_address(purpose):
            node["skos:broader"] = [purpose]
        else:
            node["dct:identifier"] = purpose
        nodes.append(node)
    return nodes


def legal_basis(record: ConsentRecord, names: Names) -> Node:
    """Return the project's ground, the donor's rights, and whose law applies.

    Only where the project says that consent is its ground do the articles on consent
    stand here; another ground is named as the project names it.
    """
    ground = record.request.legal_basis
    is_consent = ground == _CONSENT
    node: Node = {
        "@id": names.of("ground"),
        "@type": ["dpv:LegalBasis"],
        "dct:identifier": ground,
        "dct:title": both(in_words(ground, legal_bases())),
    }
    if is_consent:
        node["skos:broader"] = ["eu-gdpr:A6-1-a", "eu-gdpr:A9-2-a"]
    return {
        "dpv:hasLegalBasis": [node],
        "dpv:hasRight": sorted(_RIGHTS + (_RIGHTS_OF_CONSENT if is_consent else ())),
        "dpv:hasJurisdiction": ["loc:DK"],
    }


def storage(record: ConsentRecord, names: Names) -> list[Node]:
    """Return where the data lie, for how long, and what becomes of them then."""
    retention, location = record.request.retention, record.request.storage_location
    if retention.until is not None:
        lasts = {"@type": ["dpv:UntilTimeDuration"], "rdf:value": day(retention.until)}
    else:
        lasts = {
            "@type": ["dpv:TemporalDuration"],
            "rdf:value": length(retention.duration or ""),
        }
    return [
        {
            "@id": names.of("place"),
            "@type": ["dpv:ProcessingLocation", "dpv:StorageLocation"],
            "rdf:value": location,
        },
        {
            "@id": names.of("kept"),
            "@type": ["dpv:StorageDuration"],
            "dpv:hasDuration": [lasts],
        },
        {
            "@id": names.of("after"),
            "@type": ["dpv:StorageDeletion"],
            "dpv:hasProcessing": ["dpv:Erase" if retention.then == "erase" else "dpv:Anonymise"],
            "dct:description": said(f"then.{retention.then}"),
        },
    ]


def rules(record: ConsentRecord, names: Names) -> list[Node]:
    """Return where the data may be, and the project's conditions of use (DUO)."""
    nodes: list[Node] = [
        {
            "@id": names.of("rule-place"),
            "@type": ["dpv:Obligation"],
            "dct:description": said("place"),
            "dpv:hasLocation": [names.of("place")],
        }
    ]
    for number, code in enumerate(record.request.data_use, start=1):
        kinds = ["dpv:Rule"]
        if _DUO.fullmatch(code):
            kinds.append(f"obo:{code.replace(':', '_')}")
        nodes.append(
            {
                "@id": names.of(f"rule-{number}"),
                "@type": kinds,
                "dct:identifier": code,
                "dct:title": both(in_words(code, data_uses())),
            }
        )
    return nodes


def notice(record: ConsentRecord, names: Names) -> Node:
    """Return the text that was agreed to: itself, its digest, and the request that it reads out."""
    request, language = record.request, record.language
    return {
        "@id": names.of("notice"),
        "@type": ["dpv:ConsentNotice"],
        "dct:identifier": f"{request.id}/{request.version}/{language.value}",
        "dct:title": both(request.title),
        "dct:language": [LANGUAGES[language]],
        "schema:text": {language.value: record.text},
        "spdx:checksum": [checksum(record.text_sha256)],
        "dct:source": [
            {
                "@id": names.of("request"),
                "dct:identifier": request.id,
                "dcat:version": str(request.version),
                "spdx:checksum": [checksum(record.request_sha256)],
            }
        ],
    }


def withdrawal(record: ConsentRecord, names: Names) -> list[Node]:
    """Return the two ways to withdraw, and what it does to data already sent."""
    request = record.request
    effect: Node = {
        "@id": names.of("effect"),
        "@type": ["dpv:Consequence"],
        "dct:identifier": request.withdrawal.effect,
        "dct:description": both(request.withdrawal.text),
    }
    return [
        {
            "@type": ["dpv:WithdrawConsent"],
            "dpv:isExercisedAt": [{"dct:description": said("withdraw_here")}],
            "dpv:hasConsequence": [effect],
        },
        {
            "@type": ["dpv:WithdrawConsent"],
            "dpv:isExercisedAt": [
                {
                    "dct:description": said("withdraw_there"),
                    "dpv:hasContact": request.controller.contact,
                }
            ],
            "dpv:hasConsequence": [names.of("effect")],
        },
    ]
