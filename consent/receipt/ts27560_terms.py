"""The words that the JSON-LD receipt is written with: its context, links and texts.

Terms are those of the Data Privacy Vocabulary 2.3, with Dublin Core, DCAT, SPDX, SKOS and
schema.org for what it has no term for; none is of our own making. The context stands in
every receipt, so that nobody has to fetch anything to read one.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from consent.request import Texts
from consent.vocabulary import Words
from datadonor.records.categories import Named
from datadonor.texts import Language, text

Node = dict[str, Any]
"""One JSON-LD object."""

RECORD_PROFILE: Final = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
RECEIPT_PROFILE: Final = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr"
"""The names of the two profiles (DPV's guide to ISO/IEC TS 27560, for the GDPR)."""

LANGUAGES: Final = {Language.DANISH: "lang:DAN", Language.ENGLISH: "lang:ENG"}
"""The EU Publications Office's names of languages, as DCAT-AP uses them."""

_PARTS: Final = re.compile(r"([0-9]+)([YMWD])")
_DAYS_OF_WEEK: Final = 7


@cache
def _context() -> str:
    return files("resources").joinpath("receipt", "context.jsonld").read_text("utf-8")


def context() -> Node:
    """Return the context that stands in every receipt, as published."""
    document: Node = json.loads(_context())["@context"]
    return document


class Names:
    """The IRIs of one consent's parts. Nothing in them is shared with another consent."""

    def __init__(self, consent_id: UUID) -> None:
        """Begin with the consent's own."""
        self.consent = f"urn:uuid:{consent_id}"

    def of(self, part: str) -> str:
        """Return the IRI of a part: the consent's with a fragment (RFC 8141 §2.3.3)."""
        return f"{self.consent}#{part}"


def both(words: Texts | Named | Words) -> dict[str, str]:
    """Return a text of ours or of a request as a language map."""
    return {"da": words.da, "en": words.en}


def said(key: str) -> dict[str, str]:
    """Return a text of the catalogue as a language map."""
    name = f"receipt_27560.{key}"
    return {language.value: text(name, language) for language in Language}


def tagged(texts: dict[str, str]) -> list[Node]:
    """Return a language map as values, for a term that also has other kinds of values."""
    return [{"@value": words, "@language": tag} for tag, words in sorted(texts.items())]


def day(written: object) -> Node:
    """Return a day (or what writes itself as ``YYYY-MM-DD``) as a literal."""
    return {"@value": str(written), "@type": "xsd:date"}


def length(duration: str) -> Node:
    """Return an ISO 8601 duration as a literal.

    XML Schema wants years before months before days, each once, and knows no weeks
    (XSD 1.1 part 2 §3.3.6).
    """
    units = dict.fromkeys("YMD", 0)
    for count, unit in _PARTS.findall(duration):
        is_week = unit == "W"
        units["D" if is_week else unit] += int(count) * (_DAYS_OF_WEEK if is_week else 1)
    written = "".join(f"{count}{unit}" for unit, count in units.items() if count)
    return {"@value": f"P{written or '0D'}", "@type": "xsd:duration"}


def checksum(digest: str) -> Node:
    """Return a SHA-256 in hex as SPDX and DCAT write one."""
    return {
        "@type": ["spdx:Checksum"],
        "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
        "spdx:checksumValue": digest,
    }
