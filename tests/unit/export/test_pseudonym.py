"""A donor is somebody else in every project, and always the same in one."""

import hashlib
import hmac
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.donor_key import donor_key, pseudonym_of
from consent.envelope import PublicKey
from export.pseudonym import ID_SIGNS, Donor, ProjectIdentity

ROOT = Path(__file__).resolve().parents[3]
SECRET = bytes(range(32))
DOCUMENT = (ROOT / "docs" / "formats" / "pseudonym.md").read_text("utf-8")
CASES: list[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "vectors" / "identity" / "pseudonym.json").read_text("utf-8")
)["cases"]

_projects = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)
_secrets = st.binary(min_size=32, max_size=32)


def identities(number: int) -> list[ProjectIdentity]:
    donor = Donor(SECRET)
    return [donor.for_project(f"project-{each}") for each in range(number)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['project']}")
def test_a_secret_and_a_project_give_always_the_same(case: dict[str, Any]) -> None:
    """Otherwise an update would make a stranger of the donor, and a copy of each record."""
    me = Donor(bytes.fromhex(case["secret_hex"])).for_project(case["project"])
    assert PublicKey.of(me.signing_key).format() == case["public_key"]
    assert me.pseudonym == case["pseudonym"]
    assert me.date_shift_days == case["date_shift_days"]
    assert me.newest_days_held_back == case["newest_days_held_back"]
    assert me.oldest_days_held_back == case["oldest_days_held_back"]
    for each in case["record_ids"]:
        assert me.record_id(each["kind"], each["name"]) == each["id"]
    for each in case["uuids"]:
        assert str(me.uuid(each["name"])) == each["uuid"]


def test_the_document_has_the_same_answers() -> None:
    case = CASES[0]
    told = [case["secret_hex"], case["project"], case["public_key"], case["pseudonym"]]
    told += [f"| date_shift_days | {case['date_shift_days']} |", case["uuids"][0]["uuid"]]
    told += [f"| newest_days_held_back | {case['newest_days_held_back']} |"]
    told += [f"| oldest_days_held_back | {case['oldest_days_held_back']} |"]
    told += [each["id"] for each in case["record_ids"]]
    assert [each for each in told if each not in DOCUMENT] == []


def by_hand(purpose: bytes, project: str) -> bytes:
    """Derive a key as RFC 5869 says, without the library."""
    extracted = hmac.digest(bytes(32), SECRET, hashlib.sha256)
    info = purpose + len(project.encode()).to_bytes(2, "big") + project.encode()
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


@pytest.mark.parametrize("project", ["a", "nordkysten-soevn-hjerterytme", "x" * 64])
def test_a_stranger_comes_to_the_same_by_the_document_alone(project: str) -> None:
    me = Donor(SECRET).for_project(project)
    shift = int.from_bytes(by_hand(b"datadonor/date-shift/v1", project), "big") % 48
    assert me.date_shift_days == -7 * (5 + shift)
    held = int.from_bytes(by_hand(b"datadonor/held-back/v1", project), "big") % 28
    assert me.newest_days_held_back == held
    held = int.from_bytes(by_hand(b"datadonor/held-back-oldest/v1", project), "big") % 28
    assert me.oldest_days_held_back == held
    key = by_hand(b"datadonor/record-id/v1", project)
    parts = b"\0\0\0\x07Patient" + b"\0\0\0\x02\xc3\xa5"
    signs = hmac.digest(key, parts, hashlib.sha256)[:20].hex()
    written = "".join(ID_SIGNS[int(sign, 16)] for sign in signs)
    assert me.record_id("Patient", "å") == written
    raw = hmac.digest(by_hand(b"datadonor/uuid/v1", project), b"\0\0\0\x01x", hashlib.sha256)[:16]
    assert me.uuid("x").int ^ UUID(bytes=raw).int < 1 << 80  # but for version and variant


def test_key_and_pseudonym_are_those_that_sign_decisions() -> None:
    me = Donor(SECRET).for_project("p")
    assert PublicKey.of(me.signing_key) == PublicKey.of(donor_key(SECRET, "p"))
    assert me.pseudonym == pseudonym_of(PublicKey.of(me.signing_key))


def everything(me: ProjectIdentity) -> set[str]:
    return {
        me.pseudonym,
        PublicKey.of(me.signing_key).format(),
        me.record_id("Observation", "1"),
        str(me.uuid("1")),
    }


@given(_projects, _projects)
def test_two_projects_share_nothing(one: str, other: str) -> None:
    donor = Donor(SECRET)
    shared = everything(donor.for_project(one)) & everything(donor.for_project(other))
    assert bool(shared) == (one == other)


@given(_secrets, _secrets)
def test_two_donors_of_one_project_share_nothing(one: bytes, other: bytes) -> None:
    shared = everything(Donor(one).for_project("p")) & everything(Donor(other).for_project("p"))
    assert bool(shared) == (one == other)


def test_shifts_are_whole_weeks_into_the_past_and_each_as_likely() -> None:
    many = identities(4800)
    counted = Counter(me.date_shift_days for me in many)
    assert set(counted) == {-7 * weeks for weeks in range(5, 53)}
    assert min(counted) == -364
    assert max(counted) == -35
    # 100 of each are expected; five standard deviations to either side.
    assert all(50 <= number <= 150 for number in counted.values())


@pytest.mark.parametrize("which", ["newest_days_held_back", "oldest_days_held_back"])
def test_days_held_back_are_any_of_four_weeks_and_each_as_likely(which: str) -> None:
    counted = Counter(getattr(me, which) for me in identities(2800))
    assert set(counted) == set(range(28))
    assert all(50 <= number <= 150 for number in counted.values())


def test_shift_and_days_held_back_have_nothing_to_do_with_each_other() -> None:
    """Each has a key of its own: whoever learns one learns nothing of the other."""
    pairs = {(me.date_shift_days, me.newest_days_held_back % 7) for me in identities(4800)}
    assert len(pairs) == 48 * 7
    ends = {(me.newest_days_held_back, me.oldest_days_held_back) for me in identities(9000)}
    assert len(ends) == 28 * 28


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_record_has_an_id_that_fhir_allows(kind: str, name: str) -> None:
    made = Donor(SECRET).for_project("p").record_id(kind, name)
    assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", made)
    assert re.fullmatch("[bcdfghjkmnpqrstv]{40}", made)


@given(
    st.lists(st.text(max_size=5), min_size=2, max_size=2),
    st.lists(st.text(max_size=5), min_size=2, max_size=2),
)
def test_no_two_records_share_an_id(one: list[str], other: list[str]) -> None:
    """Parts do not run into each other: a and bc are not ab and c."""
    me = Donor(SECRET).for_project("p")
    assert (me.record_id(*one) == me.record_id(*other)) == (one == other)


def test_an_id_shows_nothing_of_the_name() -> None:
    me = Donor(SECRET).for_project("p")
    ids = [me.record_id("Observation", str(number)) for number in range(2000)]
    assert len(set(ids)) == 2000
    for place in range(40):
        assert len({each[place] for each in ids}) == 16


def test_a_uuid_is_one_of_version_8() -> None:
    made = Donor(SECRET).for_project("p").uuid("consent")
    assert (made.version, made.variant) == (8, RFC_4122)
    assert made != Donor(SECRET).for_project("p").uuid("manifest")


def test_no_secret_is_shown() -> None:
    donor = Donor(SECRET)
    me = donor.for_project("nordkysten")
    for shown in (repr(donor), repr(me), str(me), f"{me!r}"):
        assert "nordkysten" not in shown
        assert SECRET.hex() not in shown
        assert repr(SECRET) not in shown


def test_without_a_secret_there_is_no_donor() -> None:
    with pytest.raises(ValueError, match="has a secret"):
        Donor(b"")
