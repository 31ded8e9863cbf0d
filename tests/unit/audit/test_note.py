"""Signed notes and their keys against the vectors, and against bytes of chance."""

import base64
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from datadonor.audit import note as notes
from datadonor.audit.note import NoteError, SignatureType, VerifiedNote, VerifierKey
from datadonor.errors import ExitCode
from datadonor.texts import Language
from tests.vectors.audit_cases import files, load

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
# The private key that golang.org/x/mod/sumdb/note publishes with the key above.
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_PRIVATE = Ed25519PrivateKey.from_private_bytes(PETER_SEED)


def note_bytes(case: dict[str, Any]) -> bytes:
    if "note_base64" in case:
        return base64.b64decode(case["note_base64"])
    text: str = case["note"]
    if "first_line_times" in case:
        text = text[: text.index("\n") + 1] * (case["first_line_times"] - 1) + text
    if "last_line_times" in case:
        text += text[text.rindex("\n", 0, -1) + 1 :] * (case["last_line_times"] - 1)
    return text.encode()


@pytest.mark.parametrize("path", files("note", "valid"))
def test_valid_notes_are_accepted(path: Path) -> None:
    case = load(path)
    verified = notes.verify(note_bytes(case), case["verifier_keys"])
    keys = {(key.name, key.key_id): key for key in map(VerifierKey.parse, case["verifier_keys"])}
    signers = [keys[signature.name, signature.key_id] for signature in verified.signatures]
    assert verified.text == case["text"]
    assert [key.format() for key in signers] == case["signed_by"]
    for signature, key in zip(verified.signatures, signers, strict=True):
        states_time = key.signature_type is SignatureType.ED25519_COSIGNATURE
        assert signature.time_utc == (1_700_000_000 if states_time else None)


@pytest.mark.parametrize("path", files("note", "invalid", "tampered"))
def test_other_notes_are_refused(path: Path) -> None:
    case = load(path)
    with pytest.raises(NoteError) as refusal:
        notes.verify(note_bytes(case), case["verifier_keys"])
    assert (refusal.value.code, refusal.value.facts["reason"]) == (case["code"], case["reason"])


@pytest.mark.parametrize("path", files("vkey", "valid"))
def test_valid_verifier_keys_format_to_the_same_text(path: Path) -> None:
    vkey = load(path)["verifier_key"]
    key = VerifierKey.parse(vkey)
    assert key.format() == vkey
    assert key.key_id.hex() == vkey.split("+")[1]


@pytest.mark.parametrize("path", files("vkey", "invalid", "tampered"))
def test_other_verifier_keys_are_refused(path: Path) -> None:
    case = load(path)
    with pytest.raises(NoteError) as refusal:
        VerifierKey.parse(case["verifier_key"])
    assert (refusal.value.code, refusal.value.facts["reason"]) == (case["code"], case["reason"])
    with pytest.raises(NoteError):
        notes.verify(
            load("valid/note/go-one-key.json")["note"].encode(),
            [PETER, case["verifier_key"]],
        )


def test_every_part_of_a_verifier_key_alone_is_refused() -> None:
    """No beginning, middle or end of the published key is a key (golang.org/x/mod, note_test)."""
    for start in range(len(PETER)):
        for end in range(start, len(PETER) + 1):
            if (start, end) != (0, len(PETER)):
                with pytest.raises(NoteError):
                    VerifierKey.parse(PETER[start:end])


def test_signing_gives_the_published_bytes() -> None:
    """Ed25519 is deterministic (RFC 8032), so our note is Go's note."""
    case = load("valid/note/go-one-key.json")
    assert notes.sign(case["text"], "PeterNeumann", PETER_PRIVATE) == case["note"].encode()


@pytest.mark.parametrize(
    "text",
    ["", "No line feed", "CR\r\n", "NUL\x00\n", "TAB\t\n", "\ud800\n", "x" * 1_000_000 + "\n"],
)
def test_texts_that_no_note_can_hold_are_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        notes.sign(text, "PeterNeumann", PETER_PRIVATE)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\x01b", "a\N{EM SPACE}b", "\ud800"])
def test_names_that_no_key_can_have_are_refused(name: str) -> None:
    with pytest.raises(NoteError):
        notes.sign("Text.\n", name, PETER_PRIVATE)
    with pytest.raises(NoteError):
        VerifierKey.parse(f"{name}+00000000+{PETER.split('+', 2)[2]}")


def test_two_keys_of_one_name_and_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four bytes collide by chance or by intent; which key is meant must not be guessed."""
    monkeypatch.setattr(VerifierKey, "key_id", property(lambda key: bytes(4)))
    privates = [Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in range(2)]
    texts = [VerifierKey("name", private.public_key()).format() for private in privates]
    with pytest.raises(NoteError) as refusal:
        notes.verify(b"Text.\n\n", texts)
    assert refusal.value.facts["reason"] == "same_key_id"


@pytest.mark.parametrize("encoded", ["QQ==", "QUI=", "QUJD", ""])
def test_base64_has_one_spelling(encoded: str) -> None:
    """RFC 4648 §3.5: what decodes to the same bytes is refused unless it is the same text."""
    decoded = notes.decode_base64(encoded)
    alphabet = "ABCDQRUVIJ=+/-_ \n\N{NO-BREAK SPACE}\ud800"
    edits = {
        encoded[:at] + sign + encoded[at + cut :]
        for at in range(len(encoded) + 1)
        for sign in ["", *alphabet]
        for cut in (0, 1)
    }
    for edited in edits - {encoded}:
        try:
            assert notes.decode_base64(edited) != decoded
        except NoteError:
            continue


@given(
    text=st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])),
    name=st.text("abcæøå./-—\x7f", min_size=1),
)
def test_what_is_signed_verifies(text: str, name: str) -> None:
    verified = notes.verify(
        notes.sign(f"{text}\n", name, PETER_PRIVATE),
        [VerifierKey(name, PETER_PRIVATE.public_key()).format()],
    )
    assert isinstance(verified, VerifiedNote)
    assert verified.text == f"{text}\n"
    assert [signature.name for signature in verified.signatures] == [name]


def test_every_flipped_bit_is_refused() -> None:
    note = load("valid/note/go-one-key.json")["note"].encode()
    for bit in range(len(note) * 8):
        flipped = bytearray(note)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NoteError):
            notes.verify(bytes(flipped), [PETER])


def test_every_shortened_note_is_refused() -> None:
    note = load("valid/note/go-one-key.json")["note"].encode()
    for end in range(len(note)):
        with pytest.raises(NoteError):
            notes.verify(note[:end], [PETER])


@given(
    st.lists(
        st.sampled_from(
            [b"\n", b"\n\n", "— ".encode(), b"PeterNeumann ", b"x08go/ZJ", b"=", b"\r", b"\xff"]
        )
        | st.binary()
    )
)
def test_bytes_of_chance_raise_nothing_else(parts: list[bytes]) -> None:
    with pytest.raises(NoteError):
        notes.verify(b"".join(parts), [PETER])


@given(st.text() | st.lists(st.sampled_from([*PETER.split("+"), "+", "=", "\ud800"])).map("".join))
def test_words_of_chance_are_no_verifier_key(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(text + "\n")


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=1, max_size=80))
def test_keys_of_chance_verify_nothing_and_raise_nothing_else(public: bytes, blob: bytes) -> None:
    """Many 32 bytes are no point of the curve (RFC 8032 §5.1.3)."""
    key = VerifierKey("name", Ed25519PublicKey.from_public_bytes(public))
    signature = base64.b64encode(key.key_id + blob).decode()
    with pytest.raises(NoteError):
        notes.verify(f"Text.\n\n— name {signature}\n".encode(), [key.format()])


@pytest.mark.parametrize("language", Language)
def test_refusal_is_said_in_words_without_data(language: Language) -> None:
    with pytest.raises(NoteError) as refusal:
        notes.verify(b"a person's secret", [PETER])
    message = refusal.value.user_message(language)
    assert message.message.endswith(".")
    assert message.remedy.endswith(".")
    assert "secret" not in "".join(message)
    assert refusal.value.exit_code is ExitCode.TAMPERED
