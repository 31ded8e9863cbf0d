"""The list of what may leave, held against FHIR's own definitions and against the vault."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from export.minimisation.allowing import Part, Sent, allow_list, parse_allow_list
from export.minimisation.around import _BY_NAME
from export.minimisation.codes import systems, word_lists
from export.minimisation.rules import rules
from export.minimisation.tables import tables
from export.minimisation.treatments import TREATMENTS
from export.minimisation.watch import known_name
from tests.full_resources import elements_of

SENT = sorted(allow_list().sent.items())
TYPES = {
    "age": {"Age"},
    "boolean": {"boolean"},
    "canonical": {"string"},
    "code": {"string"},
    "coding": {"Coding"},
    "concept": {"CodeableConcept"},
    "date": {"string"},
    "dateTime": {"string"},
    "decimal": {"decimal"},
    "instant": {"string"},
    "integer": {"integer"},
    "link": {"string"},
    "period": {"Period"},
    "positive": {"integer"},
    "quantity": {"Quantity", "Duration"},
    "range": {"Range"},
    "ratio": {"Ratio"},
    "reference": {"Reference"},
    "time": {"string"},
}
FREE = {"string", "markdown"}


def _walk(kind: str, part: Part, path: str, seen: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Yield the path of each fault: what R4 does not know, or knows otherwise."""
    known = elements_of(kind)
    for name, element in part.elements.items():
        at = f"{path}.{name}"
        if name not in known:
            yield at, "R4 has no such element"
            continue
        inner, is_list = known[name].removesuffix("*"), known[name].endswith("*")
        if is_list is not element.is_list:
            yield at, "it repeats in one and not in the other"
        if element.how is not None and inner not in TYPES[element.how.treatment]:
            yield at, f"it is a {inner}"
        if element.part is not None and id(element.part) not in seen:
            yield from _walk(inner, element.part, at, seen | {id(element.part)})


@pytest.mark.parametrize(("name", "sent"), SENT)
def test_every_path_is_one_of_r4s(name: str, sent: Sent) -> None:
    assert list(_walk(sent.kind, sent.whole_part, sent.kind, frozenset())) == []
    known = elements_of(sent.kind)
    assert sent.about is None or sent.about in known
    assert set(sent.renamed.values()) <= sent.whole_part.elements.keys()
    assert set(sent.fixed) <= known.keys()
    assert sent.table is None or sent.table in tables()


def test_a_wrong_path_is_found() -> None:
    """The test above can fail: it is shown three faults, and sees each."""
    part = (
        parse_allow_list(
            '[sent.Condition.paths]\nnots = "dateTime"\n"code*" = "concept"\nonsetAge = "boolean"\n'
        )
        .sent["Condition"]
        .whole_part
    )
    found = [path for path, _ in _walk("Condition", part, "Condition", frozenset())]
    assert found == ["Condition.nots", "Condition.code", "Condition.onsetAge"]


def test_every_kind_that_the_vault_can_hold_is_sent_or_stays_by_a_rule() -> None:
    held = tomllib.loads(files("resources").joinpath("fhir", "kinds.toml").read_text("utf-8"))
    listed = allow_list()
    assert not listed.sent.keys() & listed.stays.keys()
    assert listed.sent.keys() | listed.stays.keys() == held.keys()
    assert set(listed.stays.values()) <= rules().keys()


def _hows() -> Iterator[tuple[str, str, str]]:
    for name, sent in SENT:
        waiting, seen = [sent.whole_part], set()
        while waiting:
            part = waiting.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            for each, element in part.elements.items():
                if element.how is not None:
                    yield f"{name}.{each}", element.how.treatment, element.how.told
                waiting += [element.part] if element.part else []


def test_every_treatment_is_known_and_told_what_there_is() -> None:
    kinds = {sent.kind for sent in allow_list().sent.values()}
    for path, treatment, told in _hows():
        assert treatment in TREATMENTS, path
        if treatment == "code":
            assert told in word_lists(), path
        elif treatment == "reference":
            assert set(told.split("|")) <= kinds, path
        elif treatment in {"concept", "coding"}:
            assert told in {"", *systems()}, path
        else:
            assert told == "", path


@pytest.mark.parametrize("name", sorted(set(_BY_NAME) | {"display", "div", "contained", "photo"}))
def test_no_path_is_of_free_text_names_or_attachments(name: str) -> None:
    """No element that holds words, a person or a file is on the list, at any depth."""
    attachments = {"content", "presentedForm", "photo", "data", "media"}
    for path, treatment, _ in _hows():
        last = path.rpartition(".")[2]
        assert last != name or treatment == "reference", path
        assert last not in attachments, path


def test_identifiers_can_never_be_on_the_list() -> None:
    assert not any("dentifier" in path for path, _, _ in _hows())
    assert not any(kind in TREATMENTS for kind in ("string", "identifier", "text", "name"))


def test_rules_have_sentences_in_both_languages() -> None:
    for name, rule in rules().items():
        assert rule.id == name
        assert rule.da != rule.en
        assert rule.da.endswith(".")
        assert rule.en.endswith(".")
        assert "anonym" not in f"{rule.da}{rule.en}".lower()
    assert set(_BY_NAME.values()) <= rules().keys()


def test_a_list_that_gives_parts_to_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="no parts"):
        parse_allow_list('[sent.X.paths]\ncode = "concept"\n"code.text" = "link"\n')
    with pytest.raises(ValueError, match="no parts"):
        parse_allow_list('[sent.X]\nneeded = ["code.text"]\n[sent.X.paths]\ncode = "concept"\n')


def test_a_name_that_fhir_does_not_know_is_not_repeated() -> None:
    assert known_name("note") == "note"
    assert known_name("_birthDate") == "_birthDate"
    assert known_name("Niels Vendelboe") == "?"
