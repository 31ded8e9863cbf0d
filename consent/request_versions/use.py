"""What the data may be used for, and on what ground."""

from collections.abc import Iterable, Iterator

from consent.request import ProjectRequest
from consent.request_versions.change import Change, ChangeCode, only_in, other_change
from consent.vocabulary import (
    BROADEST_FIRST,
    Role,
    Words,
    data_uses,
    in_words,
    legal_bases,
    purposes,
)


def compare_legal_basis(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    """Compare the legal bases: any other one is asked about again."""
    known = legal_bases()
    facts = {"before": in_words(old.legal_basis, known), "now": in_words(new.legal_basis, known)}
    yield Change(ChangeCode.LEGAL_BASIS_CHANGED, "legal_basis", facts)


def compare_purposes(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    """Compare the purposes, one by one."""
    for code, terms in (
        (ChangeCode.PURPOSE_ADDED, only_in(new.purposes, old.purposes)),
        (ChangeCode.PURPOSE_REMOVED, only_in(old.purposes, new.purposes)),
    ):
        for term in terms:
            yield Change(code, "purposes", {"purpose": in_words(term, purposes())})


def compare_data_use(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    """Compare the conditions of use: the permission, and limits and allowances one by one."""
    known = data_uses()

    def is_permission(code: str) -> bool:
        return code in known and known[code].role is Role.PERMISSION

    before, now = (
        [code for code in request.data_use if is_permission(code)] for request in (old, new)
    )
    if set(before) != set(now):
        is_narrower = (
            len(before) == len(now) == 1
            and {*before, *now} <= set(BROADEST_FIRST)
            and BROADEST_FIRST.index(now[0]) > BROADEST_FIRST.index(before[0])
        )
        yield Change(
            ChangeCode.DATA_USE_PERMISSION_NARROWED
            if is_narrower
            else ChangeCode.DATA_USE_PERMISSION_CHANGED,
            "data_use",
            {"before": _together(before), "now": _together(now)},
        )
    for terms, is_added in (
        (only_in(new.data_use, old.data_use), True),
        (only_in(old.data_use, new.data_use), False),
    ):
        for term in terms:
            if not is_permission(term):
                yield _modifier_change(term, is_added=is_added)


def _modifier_change(term: str, *, is_added: bool) -> Change:
    known = data_uses()
    facts = {"condition": in_words(term, known)}
    if term not in known:
        return other_change("data_use")
    if known[term].widens:
        code = (
            ChangeCode.DATA_USE_ALLOWANCE_ADDED
            if is_added
            else ChangeCode.DATA_USE_ALLOWANCE_REMOVED
        )
    else:
        code = ChangeCode.DATA_USE_LIMIT_ADDED if is_added else ChangeCode.DATA_USE_LIMIT_REMOVED
    return Change(code, "data_use", facts)


def _together(codes: Iterable[str]) -> Words:
    each = [in_words(code, data_uses()) for code in codes]
    if not each:
        return Words("ikke angivet", "not stated")
    return Words(", ".join(one.da for one in each), ", ".join(one.en for one in each))
