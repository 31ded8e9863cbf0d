"""The crate: what each payload file is, for tools that read RO-Crate 1.2.

``data/`` is the crate's root. It names the project and the day, which all donors of a
project share, and nothing else about anyone.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import rfc8785

from datadonor.texts import Language, text
from export.bundle.layout import CRATE, CRATE_ROOT, DICTIONARY, part_number
from export.bundle.listing import Listed

CONTEXT: Final = "https://w3id.org/ro/crate/1.2/context"
PROFILE: Final = "https://w3id.org/ro/crate/1.2"
_TERMS: Final = "#terms"

_BY_ENDING: Final = {
    "ndjson": "application/fhir+ndjson",
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
}


def crate_metadata(files: Iterable[Listed], project: str, day: date) -> bytes:
    """Write ``ro-crate-metadata.json``: RFC 8785 JSON-LD.

    Args:
        files: All payload files but this one.
        project: The registry's id.
        day: On which the bundle is released.
    """
    parts = [_file(listed) for listed in files]
    graph: list[dict[str, Any]] = [
        {
            "@id": CRATE.removeprefix(CRATE_ROOT),
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": PROFILE},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "datePublished": day.isoformat(),
            "description": _both("description", project=project),
            "hasPart": [{"@id": part["@id"]} for part in parts],
            "license": {"@id": _TERMS},
            "name": _both("name", project=project),
        },
        {
            "@id": _TERMS,
            "@type": "CreativeWork",
            "description": _both("terms_description", project=project),
            "name": _both("terms"),
        },
        *parts,
    ]
    return rfc8785.dumps({"@context": CONTEXT, "@graph": graph})


def _file(listed: Listed) -> dict[str, Any]:
    return {
        "@id": listed.path.removeprefix(CRATE_ROOT),
        "@type": "File",
        "contentSize": str(listed.length),
        "description": _description(listed.path),
        "encodingFormat": _BY_ENDING[listed.path.rpartition(".")[2]],
        "name": listed.path.rpartition("/")[2],
        "sha256": listed.sha256,
    }


def _description(path: str) -> str:
    part = part_number(path)
    if part is None:
        return _both("dictionary" if path == DICTIONARY else "consent")
    folder, _, name = part[0].removeprefix(CRATE_ROOT).partition("/")
    return _both(folder, name=name)


def _both(key: str, **facts: str) -> str:
    """Return a text in Danish and English: nobody knows who opens the crate."""
    return " / ".join(text(f"bundle.{key}", language, **facts) for language in Language)
