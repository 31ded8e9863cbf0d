"""How codes are sent: system and code, of systems on the list, and never words.

Source of the shapes: FHIR R4 §2.24 (Coding, CodeableConcept, code).
"""

from typing import Final

from export.minimisation.around import ALLOWED, Around, Json, rule_of
from export.minimisation.codes import known_code, word_lists
from export.minimisation.watch import Stays

_NOT_OURS: Final = "code_unknown_dropped"


def concept(value: object, told: str, path: str, around: Around) -> Json | None:
    """Return a CodeableConcept: its codes that may leave, without words."""
    if isinstance(value, str) and told:
        # DSTU2 has a word where R4 has a code of one system.
        sent = _coded("", value, told, path, around)
        return None if sent is None else {"coding": [sent]}
    if not isinstance(value, dict):
        around.watch.drop(path, value, "free_text_dropped")
        return None
    codings = value.get("coding")
    found: list[Json] = []
    for each in codings if isinstance(codings, list) else [codings]:
        if each is not None and (sent := coding(each, told, f"{path}.coding", around)):
            found += [sent] if sent not in found else []
    for name, rest in value.items():
        if name != "coding":
            around.watch.drop(f"{path}.{name}", rest, rule_of(name, rest))
    return {"coding": found} if found else None


def coding(value: object, told: str, path: str, around: Around) -> Json | None:
    """Return a Coding: system and code, if they are on the list."""
    if not isinstance(value, dict):
        around.watch.drop(path, value, ALLOWED)
        return None
    system, code = value.get("system"), value.get("code")
    sent = None
    if isinstance(system, str) and system.strip() and isinstance(code, str):
        sent = _coded(system, code, told, path, around)
    else:
        around.watch.drop(path, value, _NOT_OURS)
    for name, rest in value.items():
        if name not in {"system", "code"}:
            around.watch.drop(f"{path}.{name}", rest, rule_of(name, rest))
    return sent


def _coded(system: str, code: str, told: str, path: str, around: Around) -> Json | None:
    found = known_code(system, code, told or None)
    if found is None:
        around.watch.drop(f"{path}.code", f"{system}|{code}", _NOT_OURS)
        return None
    if not found.may_go(around.may_tell_rare):
        raise Stays("rare_code_held_back")
    around.watch.keep(f"{path}.code", f"{system}|{code}", f"{found.system}|{found.code}")
    return {"system": found.system, "code": found.code}


def word(value: object, told: str, path: str, around: Around) -> str | None:
    """Return one of FHIR's required words."""
    if isinstance(value, str) and value in word_lists()[told]:
        around.watch.keep(path, value, value)
        return value
    around.watch.drop(path, value, _NOT_OURS)
    return None
