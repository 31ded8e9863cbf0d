"""One resource, walked beside the list of what may leave of it.

Whatever is not on the list is dropped; what R4 demands and may not be told says so. Must not
know the vault, tables, or where bytes come from.
"""

from typing import Final

from export.minimisation.allowing import Element, Part, Sent
from export.minimisation.around import Around, Json, pointed_at, rule_of
from export.minimisation.treatments import TREATMENTS
from export.minimisation.watch import Stays

DEEPEST: Final = 12
"""Groups of questions within each other. Source: our choice; forms have two or three."""

ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_ABSENT_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_ABSENT_ELEMENT: Final = "dataAbsentReason"
_RETRACTED: Final = "entered-in-error"
_STATUSES: Final = ("status", "docStatus", "verificationStatus")
_TURNING: Final = ("modifierExtension", "implicitRules")
_PERSON: Final = "Patient"
_EXCHANGED: Final = frozenset({"resourceType", "id", "subject", "patient"})
"""What is written anew for each resource: no matter of the list."""


def less_of(resource: Json, sent: Sent, around: Around) -> Json:
    """Return what is sent of a resource, without its id and without the donor in it.

    Args:
        resource: As parsed; it is not changed.
        sent: What may leave of that kind.
        around: What stands around.

    Raises:
        Stays: All of it stays, by which rule.
    """
    _require_meaning(resource, sent)
    tree = _in_r4(resource, sent)
    left = _less_of_part(tree, sent.whole_part, sent.kind, around, 0)
    if left is None:
        raise Stays("nothing_left")
    for name in sent.whole:
        if name in tree and name not in left:
            raise Stays("meaning_unsure")
    left |= sent.fixed
    for names in sent.required:
        if not any(name in left for name in names):
            left |= _absence(names, tree, sent)
    return left


def _require_meaning(resource: Json, sent: Sent) -> None:
    """Let stay what says the opposite, is about another, or was taken back.

    Raises:
        Stays: By which rule.
    """
    if any(_is_retracted(resource.get(name)) for name in _STATUSES):
        raise Stays("retracted")
    if any(name in resource for name in _TURNING):
        raise Stays("meaning_unsure")
    for name, values in sent.turned.items():
        value = resource.get(name)
        if any(type(value) is type(each) and value == each for each in values):
            raise Stays("older_release")
    if "focus" in resource or any(_is_of_another(resource.get(n)) for n in ("subject", "patient")):
        raise Stays("about_others")


def _is_retracted(value: object) -> bool:
    if isinstance(value, dict):
        codings = value.get("coding")
        return isinstance(codings, list) and any(
            isinstance(each, dict) and each.get("code") == _RETRACTED for each in codings
        )
    return bool(value == _RETRACTED)


def _is_of_another(value: object) -> bool:
    """Whether a reference says that it points at something that is no patient."""
    if not isinstance(value, dict):
        return False
    found = pointed_at(value.get("reference"))
    kinds = {value.get("type"), found[0] if found else None} - {None}
    return any(each != _PERSON for each in kinds)


def _in_r4(resource: Json, sent: Sent) -> Json:
    """Return a resource with R4's names, and with a contained medicine where it is pointed at."""
    tree = dict(resource)
    for old, new in sent.renamed.items():
        if old in tree and new not in tree:
            tree[new] = tree.pop(old)
    pointer = tree.get("medicationReference")
    place = pointer.get("reference") if isinstance(pointer, dict) else None
    contained = tree.get("contained")
    if isinstance(place, str) and place.startswith("#") and isinstance(contained, list):
        for each in contained:
            if isinstance(each, dict) and f"#{each.get('id')}" == place and "code" in each:
                tree.setdefault("medicationCodeableConcept", each["code"])
    return tree


def _less_of_part(tree: Json, part: Part, path: str, around: Around, depth: int) -> Json | None:
    """Return what is left of an object; nothing if what is left says nothing."""
    if depth and "modifierExtension" in tree:
        around.watch.drop(f"{path}.modifierExtension", tree["modifierExtension"], "meaning_unsure")
        return None
    left: Json = {}
    chosen: set[str] = set()
    for name, element in part.elements.items():
        if name not in tree:
            continue
        at = f"{path}.{name}"
        if element.choice in chosen:
            around.watch.drop(at, tree[name], "fields_allowed")
            continue
        sent = _less_of_element(tree[name], element, at, around, depth)
        if sent is not None:
            left[name] = sent
            chosen |= {element.choice} if element.choice else set()
    for name, value in tree.items():
        if name not in part.elements and (depth or name not in _EXCHANGED):
            rule = "narrative_dropped" if name == "text" and not depth else rule_of(name, value)
            around.watch.drop(f"{path}.{name}", value, rule)
    _tell_absence(tree, part, left)
    if not left or not all(any(name in left for name in names) for names in part.needed):
        return None
    return left


def _less_of_element(
    value: object, element: Element, path: str, around: Around, depth: int
) -> object:
    if not element.is_list:
        if isinstance(value, list):
            if len(value) != 1:
                around.watch.drop(path, value, "fields_allowed")
                return None
            value = value[0]  # DSTU2 has a list in some places where R4 has one
        return _less_of_value(value, element, path, around, depth)
    found = []
    for each in value if isinstance(value, list) else [value]:
        sent = _less_of_value(each, element, path, around, depth)
        if sent is not None:
            found.append(sent)
    return found or None


def _less_of_value(
    value: object, element: Element, path: str, around: Around, depth: int
) -> object:
    if element.how is not None:
        return TREATMENTS[element.how.treatment](value, element.how.told, path, around)
    if element.part is None or not isinstance(value, dict) or depth >= DEEPEST:
        around.watch.drop(path, value, "fields_allowed")
        return None
    return _less_of_part(value, element.part, path, around, depth + 1)


def _tell_absence(tree: Json, part: Part, left: Json) -> None:
    """Say that a value is held back, where there was one and none is left (FHIR R4, obs-6)."""
    if _ABSENT_ELEMENT not in part.elements:
        return
    if any(name.startswith("value") for name in left):
        left.pop(_ABSENT_ELEMENT, None)
    elif any(name.startswith("value") for name in tree):
        left[_ABSENT_ELEMENT] = {"coding": [{"system": ABSENT, "code": "masked"}]}


def _absence(names: tuple[str, ...], tree: Json, sent: Sent) -> Json:
    """Return a demanded element that says why it is not told.

    Where R4 has a text in place of a date, that says it, though no text is ever let through.
    """
    name = names[0]
    reason = "masked" if any(each in tree for each in names) else "unknown"
    how = sent.whole_part.elements[name].how
    if how is not None and how.treatment == "coding":
        return {name: {"system": ABSENT, "code": reason}}
    if name == "status" and sent.unknown is not None:
        return {name: sent.unknown}
    told = {"extension": [{"url": _ABSENT_EXTENSION, "valueCode": reason}]}
    last = sent.whole_part.elements.get(names[-1])
    if last is not None and last.how is not None and last.how.treatment == "period":
        return {names[-1]: told}
    return {names[-1]: reason} if last is None else {f"_{name}": told}
