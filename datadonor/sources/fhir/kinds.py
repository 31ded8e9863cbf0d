"""Kinds of resource: what each counts as, when it was, and what a person would call it.

Read once from ``resources/fhir/kinds.toml`` and ``sections.toml``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from datadonor.records.categories import CategoryId
from datadonor.records.code_systems import CodeSystem, code_system
from datadonor.records.types import episode_kinds
from datadonor.sources.fhir.concepts import Concept, concept
from datadonor.sources.fhir.elements import is_r4_resource
from datadonor.sources.fhir.paths import Tree, at, parts, text, texts

_LABORATORY: Final = CategoryId("laboratory")
_GENETICS: Final = CategoryId("genetics")
_DOCUMENTS: Final = CategoryId("documents")


class Kind(NamedTuple):
    """One kind of resource: a row of the table."""

    category: CategoryId
    dates: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds that are kept, by resource type."""
    rows = tomllib.loads(files("resources").joinpath("fhir", "kinds.toml").read_text("utf-8"))
    return {
        name: Kind(
            CategoryId(row["category"]),
            *(tuple(row.get(name, ())) for name in ("dates", "found_by", "names")),
        )
        for name, row in rows.items()
    }


def is_left_out(kind: str) -> bool:
    """Whether R4 knows it and it can hold nothing about a person: a code system, a map."""
    return kind not in kinds() and is_r4_resource(kind)


def concept_of(resource: Tree, kind: Kind) -> Concept:
    """Return what a resource says it is about, by the first of the kind's elements."""
    for name in kind.names:
        for value in at(resource, name):
            found = concept(value)
            if found.code or found.title:
                return found
    return Concept()


def category_of(resource: Tree, kind: Kind, about: Concept) -> CategoryId:
    """Return what consent to a resource is given by.

    Where the content does not say clearly it is the most closely kept category, and
    never a milder one.
    """
    match resource.get("resourceType"):
        case "Observation":
            return _category_of_observation(resource, kind, about)
        case "DiagnosticReport":
            return _category_of_report(resource, kind, about)
        case _:
            return kind.category


def _category_of_observation(resource: Tree, kind: Kind, about: Concept) -> CategoryId:
    words = _category_codes(resource)
    if _is_genetic(resource, about, words):
        return _GENETICS
    if words & _sections(_LABORATORY):
        return _LABORATORY
    known = _category_of_concept(about)
    for component in parts(resource, "component"):
        known = known or _category_of_concept(concept(component.get("code")))
    said = (found for word, found in _rules()["observation"].items() if word in words)
    return known or CategoryId(next(said, kind.category))


def _category_of_concept(about: Concept) -> CategoryId | None:
    if known := about.sample_type:
        return known.category
    for each in episode_kinds().values():
        if each.loinc and about.has(CodeSystem.LOINC, each.loinc):
            return each.category
    # The whole of NPU is of laboratories.
    is_npu = any(code_system(each.system) is CodeSystem.NPU for each in about.codings)
    return _LABORATORY if is_npu else None


def _category_of_report(resource: Tree, kind: Kind, about: Concept) -> CategoryId:
    words = _category_codes(resource)
    if _is_genetic(resource, about, words):
        return _GENETICS
    if words & _sections(_DOCUMENTS) or "imagingStudy" in resource:
        return _DOCUMENTS
    if words & _sections(_LABORATORY) or parts(resource, "result"):
        return kind.category
    has_text = any(name in resource for name in ("presentedForm", "conclusion"))
    return _DOCUMENTS if words or has_text else kind.category


def _is_genetic(resource: Tree, about: Concept, words: set[str]) -> bool:
    rule = _rules()["genetic"]
    is_profiled = any(
        rule["profile"] in profile
        for meta in parts(resource, "meta")
        for profile in texts(meta, "profile")
    )
    is_coded = about.has(CodeSystem.LOINC, *rule["loinc"])
    return is_profiled or is_coded or bool(words & _sections(_GENETICS))


def _category_codes(resource: Tree) -> set[str]:
    return {
        code
        for each in parts(resource, "category")
        for coding in parts(each, "coding")
        if (code := text(coding, "code"))
    }


def _sections(name: CategoryId) -> frozenset[str]:
    return frozenset(_rules()["section"][name])


@cache
def _rules() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("resources").joinpath("fhir", "sections.toml").read_text("utf-8"))
