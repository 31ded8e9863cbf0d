"""What proves that a commitment existed, and what does not (RFC 3161 §2.2–2.4, §4).

The answers are OpenSSL's, by an authority of the tests; each thing that could be wrong with
one is made, and named for what it is. A shape that is right but for that one thing is
accepted, so that it is known to be refused for no other reason.
"""

import sys
import warnings
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from export.timestamps.errors import (
    TimeRootInvalid,
    TimestampFault,
    TimestampInvalid,
    TimestampsUnavailable,
)
from export.timestamps.token import (
    MOST_QUERY_BYTES,
    MOST_REPLY_BYTES,
    MOST_ROOT_BYTES,
    is_available,
    new_query,
    parse_root,
    verify_timestamp,
)
from tests.timestamping import STAMPING, Authority, Signer, content_of, der, openssl

COMMITMENT = "ab" * 32
OTHER = "cd" * 32


@pytest.fixture(scope="module")
def asked(authority: Authority) -> tuple[bytes, bytes]:
    query = new_query(COMMITMENT)
    return query, authority.answer(query)


def fault(commitment: str, query: bytes, reply: bytes, root_pem: bytes) -> TimestampFault:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of certificates that were altered
        with pytest.raises(TimestampInvalid) as caught:
            verify_timestamp(commitment, query, reply, root_pem)
    return caught.value.fault


def is_proven(query: bytes, reply: bytes, root_pem: bytes) -> bool:
    return verify_timestamp(COMMITMENT, query, reply, root_pem).year > 2000


# -- what proves it --------------------------------------------------------------------


def test_an_honest_answer_proves_the_moment(
    authority: Authority, asked: tuple[bytes, bytes]
) -> None:
    stamped = verify_timestamp(COMMITMENT, *asked, authority.root_pem)
    assert stamped.tzinfo is UTC
    assert abs(datetime.now(UTC) - stamped) < timedelta(minutes=5)


def test_openssl_agrees(authority: Authority, asked: tuple[bytes, bytes], tmp_path: Path) -> None:
    """Another reader of the same files, for the question too."""
    query, reply = asked
    (tmp_path / "a.tsq").write_bytes(query)
    (tmp_path / "a.tsr").write_bytes(reply)
    (tmp_path / "commitment").write_bytes(bytes.fromhex(COMMITMENT))
    for about in (("-queryfile", tmp_path / "a.tsq"), ("-data", tmp_path / "commitment")):
        said = openssl(
            "ts", "-verify", *about, "-in", tmp_path / "a.tsr", "-CAfile", authority.root_file
        )
        assert b"Verification: OK" in said


def test_the_question_holds_a_digest_of_the_commitment_and_nothing_else_of_ours() -> None:
    """RFC 3161 §2.4.1, byte for byte: version, imprint, nonce, certificate wanted."""
    query = new_query(COMMITMENT)
    imprint = der(
        0x30,
        bytes.fromhex("300d06096086480165030402010500")  # SHA-256, with NULL
        + der(0x04, sha256(bytes.fromhex(COMMITMENT)).digest()),
    )
    before = bytes.fromhex("020101") + imprint
    content = query[2:]
    assert query[:2] == bytes([0x30, len(content)])
    assert content.startswith(before)
    nonce = content[len(before) : -3]
    assert nonce[0] == 0x02
    assert len(nonce) == 2 + nonce[1]
    assert content[-3:] == bytes.fromhex("0101ff")
    assert bytes.fromhex(COMMITMENT) not in query
    assert new_query(COMMITMENT) != query


def test_a_certificate_between_that_is_sent_along_leads_to_the_root(tmp_path: Path) -> None:
    """Certificates are a set, so the shorter one stands first (X.690 §11.6).

    OpenSSL writes the signer's first whatever its length; the one between is made longer here.
    """
    between = Signer(through="Et led imellem", root_more=", som alt andet hviler på")
    authority = Authority(tmp_path / "longer", between)
    query = new_query(COMMITMENT)
    assert is_proven(query, authority.answer(query), authority.root_pem)
    # Known, and said in docs/formats/timestamp.md: in the other order it is not read.
    authority = Authority(tmp_path / "shorter", Signer(through="Et led imellem"))
    found = fault(COMMITMENT, query, authority.answer(query), authority.root_pem)
    assert found is TimestampFault.REPLY_UNREADABLE


# -- what does not ---------------------------------------------------------------------


def test_an_answer_about_another_commitment(
    authority: Authority, asked: tuple[bytes, bytes]
) -> None:
    query, reply = asked
    assert fault(OTHER, query, reply, authority.root_pem) is TimestampFault.QUERY_OF_ANOTHER
    theirs = new_query(OTHER)
    assert fault(OTHER, theirs, reply, authority.root_pem) is TimestampFault.OTHER_DIGEST
    mine = authority.answer(theirs)
    assert fault(COMMITMENT, query, mine, authority.root_pem) is TimestampFault.OTHER_DIGEST


def test_an_answer_to_an_earlier_question(authority: Authority, asked: tuple[bytes, bytes]) -> None:
    """A replay: all is right but the nonce."""
    again = new_query(COMMITMENT)
    assert fault(COMMITMENT, again, asked[1], authority.root_pem) is TimestampFault.OTHER_NONCE


def test_a_question_without_a_nonce_would_take_any_answer(authority: Authority) -> None:
    content = new_query(COMMITMENT)[2:]
    bare = der(0x30, content[: 3 + 2 + 49] + bytes.fromhex("0101ff"))
    reply = authority.answer(bare)  # it is a well-formed question
    found = fault(COMMITMENT, bare, reply, authority.root_pem)
    assert found is TimestampFault.QUERY_OF_ANOTHER


def test_a_question_about_a_digest_of_another_kind(authority: Authority, tmp_path: Path) -> None:
    """SHA-512 of the same commitment: not what we ask, even if it is granted."""
    (tmp_path / "c").write_bytes(bytes.fromhex(COMMITMENT))
    query = openssl("ts", "-query", "-data", tmp_path / "c", "-sha512", "-cert")
    reply = authority.answer(query, digests="sha256, sha512")
    found = fault(COMMITMENT, query, reply, authority.root_pem)
    assert found is TimestampFault.QUERY_OF_ANOTHER


def test_an_answer_by_another_authority_of_the_same_name(
    authority: Authority, asked: tuple[bytes, bytes], tmp_path: Path
) -> None:
    other = Authority(tmp_path)
    reply = other.answer(asked[0])
    assert fault(COMMITMENT, asked[0], reply, authority.root_pem) is TimestampFault.NOT_SIGNED
    assert is_proven(asked[0], reply, other.root_pem)


@pytest.mark.parametrize(
    ("signer", "named"),
    [
        (Signer(purposes=()), TimestampFault.CERTIFICATE_UNFIT),
        (Signer(purposes=(ExtendedKeyUsageOID.CODE_SIGNING,)), TimestampFault.CERTIFICATE_UNFIT),
        (
            Signer(purposes=(STAMPING, ExtendedKeyUsageOID.CODE_SIGNING)),
            TimestampFault.CERTIFICATE_UNFIT,
        ),
        (Signer(is_critical=False), TimestampFault.CERTIFICATE_UNFIT),
        (Signer(days=(-30, -2)), TimestampFault.NOT_SIGNED),
        (Signer(days=(2, 30)), TimestampFault.NOT_SIGNED),
    ],
    ids=["no purpose", "another purpose", "one more purpose", "not critical", "run out", "too new"],
)
def test_a_certificate_that_may_not_stamp(
    asked: tuple[bytes, bytes], tmp_path: Path, signer: Signer, named: TimestampFault
) -> None:
    query, reply = asked
    unfit = Authority(tmp_path / "unfit", signer)
    told = content_of(reply, tmp_path)
    assert fault(COMMITMENT, query, unfit.sign(told), unfit.root_pem) is named
    fit = Authority(tmp_path / "fit")  # signed in the same way, by one that may
    assert is_proven(query, fit.sign(told), fit.root_pem)


def test_a_stamp_outlives_the_certificate_that_signed_it(tmp_path: Path) -> None:
    """RFC 3161 §4, 1–2: what counts is the moment of stamping, not today."""
    old = Authority(tmp_path, Signer(days=(-400, -30)))
    then = datetime.now(UTC) - timedelta(days=200)
    fresh = Authority(tmp_path / "fresh")
    query = new_query(COMMITMENT)
    told = content_of(fresh.answer(query), tmp_path)
    now = next(each for each in _times(told))
    backdated = told.replace(now, then.strftime("%Y%m%d%H%M%SZ").encode())
    stamped = verify_timestamp(COMMITMENT, query, old.sign(backdated), old.root_pem)
    assert stamped == then.replace(microsecond=0)


def _times(told: bytes) -> list[bytes]:
    at = told.index(b"\x18\x0f") + 2  # GeneralizedTime of 15 signs
    return [told[at : at + 15]]


def test_an_answer_that_was_not_granted(authority: Authority) -> None:
    query = new_query(COMMITMENT)
    refused = authority.answer(query, digests="sha512")
    assert fault(COMMITMENT, query, refused, authority.root_pem) is TimestampFault.NOT_GRANTED


@pytest.mark.parametrize("status", [1, 2, 3, 4, 5, 77])
def test_a_token_under_a_status_that_does_not_grant_it(
    authority: Authority, asked: tuple[bytes, bytes], status: int
) -> None:
    """Status 1 is granted with changes: not what was asked."""
    query, reply = asked
    at = reply.index(bytes.fromhex("3003020100"))
    changed = reply[: at + 4] + bytes([status]) + reply[at + 5 :]
    assert fault(COMMITMENT, query, changed, authority.root_pem) is TimestampFault.NOT_GRANTED


def test_every_cut_and_every_changed_byte_is_refused_or_changes_nothing(
    authority: Authority, asked: tuple[bytes, bytes]
) -> None:
    """No cut proves anything, and no foreign exception comes out."""
    query, reply = asked
    true = verify_timestamp(COMMITMENT, query, reply, authority.root_pem)
    taken = 0
    for at in range(len(reply)):
        assert fault(COMMITMENT, query, reply[:at], authority.root_pem)
        changed = reply[:at] + bytes([reply[at] ^ 1]) + reply[at + 1 :]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                stamped = verify_timestamp(COMMITMENT, query, changed, authority.root_pem)
        except TimestampInvalid:
            continue
        assert stamped == true  # what is outside the signature may differ; the moment may not
        taken += 1
    assert taken < len(reply) // 20
    found = fault(COMMITMENT, query, reply + b"\0", authority.root_pem)
    assert found is TimestampFault.REPLY_UNREADABLE


def test_every_cut_of_the_question_is_refused(
    authority: Authority, asked: tuple[bytes, bytes]
) -> None:
    query, reply = asked
    for at in range(len(query)):
        found = fault(COMMITMENT, query[:at], reply, authority.root_pem)
        assert found is TimestampFault.QUERY_UNREADABLE


def test_what_is_too_long_is_not_read(authority: Authority, asked: tuple[bytes, bytes]) -> None:
    query, reply = asked
    for long in ((query, bytes(MOST_REPLY_BYTES + 1)), (bytes(MOST_QUERY_BYTES + 1), reply)):
        assert fault(COMMITMENT, *long, authority.root_pem) is TimestampFault.TOO_LONG


def test_a_commitment_is_thirty_two_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        new_query("abcd")


# -- the root --------------------------------------------------------------------------


def test_a_root_is_one_certificate_that_signed_itself(authority: Authority, tmp_path: Path) -> None:
    root = parse_root(authority.root_pem)
    der_bytes = openssl("x509", "-in", authority.root_file, "-outform", "DER")
    assert root.sha256 == sha256(der_bytes).hexdigest()
    assert root.name == "Opdigtet tidsstempel rod"
    assert parse_root(b"a word before\r\n" + authority.root_pem.replace(b"\n", b"\r\n")) == root
    signer = (authority.folder / "signer.pem").read_bytes()
    key = (authority.folder / "signer.key").read_bytes()
    bad = (b"", b"no certificate", key, signer, authority.root_pem * 2, authority.root_pem[:-60])
    for content in (*bad, authority.root_pem + b" " * MOST_ROOT_BYTES):
        with pytest.raises(TimeRootInvalid):
            parse_root(content)


def test_where_there_is_no_library_it_is_said_and_nothing_else_breaks(
    authority: Authority, asked: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows on Arm has none (requirements/runtime.in)."""
    assert is_available()
    monkeypatch.delitem(sys.modules, "export.timestamps.checking", raising=False)
    monkeypatch.delattr("export.timestamps.checking", raising=False)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert not is_available()
    assert parse_root(authority.root_pem)
    with pytest.raises(TimestampsUnavailable):
        new_query(COMMITMENT)
    with pytest.raises(TimestampsUnavailable):
        verify_timestamp(COMMITMENT, *asked, authority.root_pem)
