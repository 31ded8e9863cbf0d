"""Checkpoints and proof files against the vectors, and against bytes of chance."""

import base64
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from datadonor.audit import checkpoint as checkpoints
from datadonor.audit import merkle, proof_file
from datadonor.audit.checkpoint import Checkpoint
from datadonor.audit.merkle import ProofError
from datadonor.audit.note import NoteError, VerifierKey
from datadonor.audit.proof_file import ProofFile
from datadonor.errors import DatadonorError
from tests.vectors.audit_cases import files, load

ROOT = bytes(range(32))
PRIVATE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
VKEY = VerifierKey("log.example/x", PRIVATE_KEY.public_key()).format()


def verify_proof_file(case: dict[str, Any]) -> Checkpoint:
    return proof_file.verify_proof_file(
        case["proof_file"].encode(),
        case["record"].encode(),
        case["log_key"],
        case["cosigner_keys"],
    )


@pytest.mark.parametrize("path", files("checkpoint", "valid"))
def test_valid_checkpoints_are_opened(path: Path) -> None:
    case = load(path)
    opened = checkpoints.open_checkpoint(case["note"].encode(), case["verifier_key"])
    assert opened == Checkpoint(case["origin"], case["size"], base64.b64decode(case["root"]))
    assert case["note"].startswith(checkpoints.format_checkpoint(opened) + "\n")


@pytest.mark.parametrize("path", files("checkpoint", "invalid", "tampered"))
def test_other_checkpoints_are_refused(path: Path) -> None:
    case = load(path)
    with pytest.raises(NoteError) as refusal:
        checkpoints.open_checkpoint(case["note"].encode(), case["verifier_key"])
    assert (refusal.value.code, refusal.value.facts["reason"]) == (case["code"], case["reason"])


@pytest.mark.parametrize("path", files("proof-file", "valid"))
def test_valid_proof_files_are_accepted(path: Path) -> None:
    case = load(path)
    assert verify_proof_file(case).size == case["size"]
    written = case["proof_file"].encode()
    assert proof_file.format_proof_file(proof_file.parse_proof_file(written)) == written


@pytest.mark.parametrize("path", files("proof-file", "invalid", "tampered"))
def test_other_proof_files_are_refused(path: Path) -> None:
    case = load(path)
    with pytest.raises((ProofError, NoteError)) as refusal:
        verify_proof_file(case)
    assert (refusal.value.code, refusal.value.facts["reason"]) == (case["code"], case["reason"])


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("", 1, ROOT),
        ("two\nlines", 1, ROOT),
        ("origin", -1, ROOT),
        ("origin", 2**63, ROOT),
        ("origin", 1, ROOT[1:]),
        ("origin", 0, ROOT),
    ],
)
def test_impossible_heads_cannot_be_made(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(NoteError):
        Checkpoint(origin, size, root)


@pytest.mark.parametrize("origin", ["with space", "with+plus", "with\rreturn", "\ud800"])
def test_origins_that_are_no_key_names_are_not_signed(origin: str) -> None:
    with pytest.raises(NoteError):
        checkpoints.sign_checkpoint(Checkpoint(origin, 1, ROOT), PRIVATE_KEY)


@given(size=st.integers(1, 2**63 - 1), root=st.binary(min_size=32, max_size=32))
def test_what_is_signed_opens(size: int, root: bytes) -> None:
    checkpoint = Checkpoint("log.example/x", size, root)
    note = checkpoints.sign_checkpoint(checkpoint, PRIVATE_KEY)
    assert checkpoints.open_checkpoint(note, VKEY) == checkpoint


def test_every_flipped_bit_is_refused() -> None:
    note = checkpoints.sign_checkpoint(Checkpoint("log.example/x", 7, ROOT), PRIVATE_KEY)
    for bit in range(len(note) * 8):
        flipped = bytearray(note)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NoteError):
            checkpoints.open_checkpoint(bytes(flipped), VKEY)


def test_every_flipped_bit_of_a_proof_file_is_refused_or_unauthenticated() -> None:
    """Only the extra bytes are not covered (c2sp.org/tlog-proof)."""
    case = load("valid/proof-file/with-extra.json")
    written = case["proof_file"].encode()
    extra = range(written.index(b"extra ") + 6, written.index(b"index"))
    for bit in range(len(written) * 8):
        flipped = bytearray(written)
        flipped[bit // 8] ^= 1 << bit % 8
        if bit // 8 in extra:
            continue
        with pytest.raises((ProofError, NoteError)):
            proof_file.verify_proof_file(bytes(flipped), case["record"].encode(), case["log_key"])


@given(st.text() | st.lists(st.sampled_from(["\n", "7", "origin", "=", "A" * 43])).map("".join))
def test_words_of_chance_parse_to_themselves_or_not_at_all(text: str) -> None:
    try:
        parsed = checkpoints.parse_checkpoint(text)
    except NoteError:
        return
    assert checkpoints.format_checkpoint(parsed) == text


@given(
    st.lists(
        st.sampled_from(
            [b"c2sp.org/tlog-proof@v1\n", b"index 0\n", b"extra AA==\n", b"\n", b"A" * 43 + b"=\n"]
        )
        | st.binary(max_size=4)
    )
)
def test_bytes_of_chance_parse_to_themselves_or_not_at_all(parts: list[bytes]) -> None:
    written = b"".join(parts)
    try:
        parsed = proof_file.parse_proof_file(written)
    except ProofError:
        return
    assert proof_file.format_proof_file(parsed) == written


@pytest.mark.parametrize(
    "unwritable",
    [
        ProofFile(-1, (), b"x"),
        ProofFile(2**63, (), b"x"),
        ProofFile(0, (b"short",), b"x"),
        ProofFile(0, (), b"x", extra=b""),
        ProofFile(0, (), bytes(proof_file.MAX_PROOF_FILE_BYTES)),
    ],
)
def test_what_could_not_be_read_is_not_written(unwritable: ProofFile) -> None:
    with pytest.raises(ProofError):
        proof_file.format_proof_file(unwritable)


@given(records=st.lists(st.binary(max_size=8), min_size=1, max_size=40), data=st.data())
def test_every_record_of_a_log_has_a_proof_file(records: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    hashes = merkle.leaf_hashes(records)
    head = Checkpoint("log.example/x", len(records), merkle.root(hashes))
    note = checkpoints.sign_checkpoint(head, PRIVATE_KEY)
    path = tuple(merkle.inclusion_proof(hashes, index))
    written = proof_file.format_proof_file(ProofFile(index, path, note))
    assert proof_file.verify_proof_file(written, records[index], VKEY) == head
    with pytest.raises(DatadonorError):
        proof_file.verify_proof_file(written, records[index] + b"!", VKEY)
