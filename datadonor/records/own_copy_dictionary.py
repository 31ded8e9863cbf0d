"""What the words of a copy mean: its ``dictionary.json``.

Pure. Must not know the database or any value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from datadonor.records.categories import CategoryId, Named, category
from datadonor.records.code_systems import CodeSystem
from datadonor.records.dictionaries import StoredType
from datadonor.records.episodes import episode_kind
from datadonor.records.fhir import (
    BASE,
    SUBJECT,
    extension_url,
    system_url,
)
from datadonor.records.fhir_observations import codes_to_send
from datadonor.records.ndjson import WrittenFile
from datadonor.records.sample import DeviceClass, Source, ZoneKnown
from datadonor.records.stored import StoredImport
from datadonor.records.types import CodeWord, SampleType, sample_type
from datadonor.texts import Language, text

FORMAT: Final = "datadonor.own-copy/1"
DICTIONARY: Final = "dictionary.json"

EXTENSIONS: Final = ("time-basis", "as-imported", "facts", "first-point")
SYSTEMS: Final = (
    "type",
    "category",
    "answer",
    "method",
    "episode",
    "workout",
    "trace",
    "fact",
    "device-class",
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds."""

    made: str
    language: Language
    records: int
    samples: Sequence[tuple[StoredType, int]]
    episodes: Mapping[str, int]
    documents: Sequence[tuple[str, int]]
    sources: Sequence[tuple[int, Source]]
    imports: Sequence[StoredImport]
    files: Sequence[WrittenFile]


def device_id(source_id: int) -> str:
    """Return the id of the Device resource of a source."""
    return f"source-{source_id}"


def import_uri(name: str) -> str:
    """Return the ``meta.source`` of what came with an import."""
    return f"{BASE}/import/{name}"


def dictionary(contents: Contents) -> bytes:
    """Return the dictionary as JSON, indented for the eye."""
    types = [_type(stored, count) for stored, count in contents.samples]
    episodes = [_episode(name, count) for name, count in sorted(contents.episodes.items())]
    used = {each["category"] for each in (*types, *episodes) if each["category"]}
    tree: dict[str, Any] = {
        "format": FORMAT,
        "fhir": "4.0.1",
        "made": contents.made,
        "language": contents.language.value,
        "subject": SUBJECT,
        "records": contents.records,
        "resolution": _both("own_copy.resolution"),
        "types": types,
        "episodes": episodes,
        "traces": _both("own_copy.trace"),
        "documents": {
            "about": _both("own_copy.documents"),
            "resources": [{"resource": kind, "count": many} for kind, many in contents.documents],
        },
        "categories": list(_categories(used)),
        "sources": [_source(number, source) for number, source in contents.sources],
        "imports": [
            {"source": import_uri(each.name), "format": each.format, "sha256": each.file_sha256}
            for each in contents.imports
        ],
        "times": [
            {"known": each.value, **_both(f"own_copy.time.{each.value}")} for each in ZoneKnown
        ],
        "extensions": [
            {"url": extension_url(each), **_both(f"own_copy.extension.{each}")}
            for each in EXTENSIONS
        ],
        "systems": [*(system_url(each) for each in SYSTEMS), *(each.uri for each in CodeSystem)],
        "files": [_file(each) for each in contents.files],
    }
    return orjson.dumps(tree, option=orjson.OPT_INDENT_2) + b"\n"


def device_name(device: DeviceClass, language: Language) -> str:
    """Return what a class of device is called."""
    return text(f"own_copy.device.{device.value}", language)


def _type(stored: StoredType, count: int) -> dict[str, Any]:
    """Describe a type. One in a unit that is not its own is described as that unit's."""
    known = sample_type(stored.name)
    found: dict[str, Any] = {
        "id": stored.name,
        "name": None if known is None else _named(known.name),
        "category": None if known is None else known.category,
        "value": None if known is None else known.value.value,
        "unit": stored.unit or None,
        "is_ucum": stored.known is not None,
        "count": count,
    }
    return found if known is None else found | _of_known(known)


def _of_known(known: SampleType) -> dict[str, Any]:
    plausible = None if known.low is None else [known.low, known.high]
    return {
        "adds_up": known.adds_up,
        "plausible": plausible,
        "codes": [{"system": system, "code": code} for system, code in codes_to_send(known)],
        "answers": [_answer(word, answer) for word, answer in known.codes.items()],
    }


def _answer(word: str, answer: CodeWord) -> dict[str, Any]:
    codes = {"loinc": answer.loinc, "snomed": answer.snomed}
    return {"code": word, **_named(answer.name), **{key: one for key, one in codes.items() if one}}


def _episode(name: str, count: int) -> dict[str, Any]:
    kind = episode_kind(name)
    return {
        "id": name,
        "name": None if kind is None else _named(kind.name),
        "category": None if kind is None else kind.category,
        "count": count,
    }


def _categories(used: Iterable[CategoryId]) -> Iterable[dict[str, Any]]:
    for category_id in sorted(used):
        known = category(category_id)
        if known is not None:
            yield {
                "id": known.id,
                "name": _named(known.name),
                "description": _named(known.description),
                "ehds": known.ehds_iri,
            }


def _source(number: int, source: Source) -> dict[str, Any]:
    return {
        "device": f"Device/{device_id(number)}",
        "name": source.name,
        "class": source.device.value,
        **{language.value: device_name(source.device, language) for language in Language},
    }


def _file(written: WrittenFile) -> dict[str, Any]:
    return {
        "name": written.name,
        "resource": written.resource,
        "lines": written.lines,
        "bytes": written.size_bytes,
        "sha256": written.sha256,
    }


def _named(name: Named) -> dict[str, str]:
    return {language.value: name.in_language(language) for language in Language}


def _both(key: str) -> dict[str, str]:
    return {language.value: text(key, language) for language in Language}
