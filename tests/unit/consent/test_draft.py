"""A draft is plain YAML with every field explained, and is read as hostile."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.draft import SKELETON, DraftUnreadable, explained_fields, finish_draft
from consent.draft import read_draft as read
from consent.draft import write_draft as write
from consent.recipient_keys import (
    RECEIPT_KEY,
    SEAL_KEY,
    KeysExist,
    KeysMissing,
    known_fields,
    make_recipient_keys,
    open_receipt_key,
)
from consent.request import ProjectRequest, RequestInvalid, request_document
from datadonor import paths
from datadonor.errors import DiskFull
from datadonor.texts import Language
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.keystore import WrongKeyPassphrase, open_private_key
from tests.synthetic_requests import SAMPLES, sample_request
from tests.unit.conftest import PASSPHRASE, WEAK


def test_every_field_of_a_request_is_in_the_draft_and_explained() -> None:
    fields = {field for field in ProjectRequest.model_fields if field != "format"}
    assert set(SKELETON) == fields
    assert explained_fields() == fields | {"head"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_draft_comes_back_as_the_request_it_was_written_from(
    name: str, language: Language
) -> None:
    request = sample_request(name)
    written = write(request_document(request), language)
    assert finish_draft(read(written.encode())) == request
    assert written.count("\n# ") >= len(SKELETON) - 1


def test_an_empty_draft_says_what_is_missing_first() -> None:
    with pytest.raises(RequestInvalid) as caught:
        finish_draft(read(write({}, Language.ENGLISH).encode()))
    assert caught.value.facts["where"] == "id"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- a list",
        b"a: &x [1]\nb: *x",
        b"a: !!python/object/apply:os.system ['true']",
        b"a: !tag 1",
        b"{",
        b"a: \x00",
        b"\xff\xfe\x00",
        b"1: number",
        b"[" * 50_000,
        b"a: '" + b"x" * 1_100_000 + b"'",
        b"a: &a ['x','x']\n" + b"".join(b"b%d: &b%d [*a,*a]\n" % (n, n) for n in range(9)),
    ],
)
def test_what_is_not_plain_yaml_is_refused(content: bytes) -> None:
    with pytest.raises(DraftUnreadable):
        read(content)


def test_a_day_stays_as_it_is_written() -> None:
    assert read(b"valid_until: 2030-01-31") == {"valid_until": "2030-01-31"}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_draft_or_refused(content: bytes) -> None:
    try:
        values = read(content)
    except DraftUnreadable:
        return
    assert isinstance(values, dict)


@given(
    st.dictionaries(
        st.sampled_from(sorted(SKELETON)),
        st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text(), max_size=3)),
    )
)
def test_any_values_are_a_request_or_refused(values: dict[str, object]) -> None:
    with pytest.raises(RequestInvalid):
        finish_draft(values)


class TestKeys:
    def test_both_keys_are_sealed_and_open_with_the_passphrase(self, tmp_path: Path) -> None:
        known = known_fields("midtland", "Midtland (made up)", "hospital", None)
        record = make_recipient_keys(tmp_path / "keys", PASSPHRASE, WEAK, known)
        key = open_receipt_key(tmp_path / "keys", PASSPHRASE)
        assert record["receipt_keys"][0].startswith("ed25519:")
        kind, secret = open_private_key((tmp_path / "keys" / SEAL_KEY).read_bytes(), PASSPHRASE)
        assert kind == "age-x25519"
        assert secret.startswith(b"AGE-SECRET-KEY-1")
        assert key.sign(b"x")
        for file in (tmp_path / "keys").iterdir():
            assert not file.stat().st_mode & 0o077

    def test_a_wrong_passphrase_opens_nothing(self, tmp_path: Path) -> None:
        make_recipient_keys(tmp_path, PASSPHRASE, WEAK, {})
        with pytest.raises(WrongKeyPassphrase):
            open_receipt_key(tmp_path, "not the one")

    def test_keys_are_never_overwritten(self, tmp_path: Path) -> None:
        make_recipient_keys(tmp_path, PASSPHRASE, WEAK, {})
        before = (tmp_path / RECEIPT_KEY).read_bytes()
        with pytest.raises(KeysExist):
            make_recipient_keys(tmp_path, PASSPHRASE, WEAK, {})
        assert (tmp_path / RECEIPT_KEY).read_bytes() == before

    def test_a_full_disk_leaves_no_single_key(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = paths.atomic_write

        def refuse(file: Path, content: bytes) -> None:
            if file.name == RECEIPT_KEY:
                raise DiskFull
            write(file, content)

        with monkeypatch.context() as patch:
            patch.setattr(paths, "atomic_write", refuse)
            with pytest.raises(DiskFull):
                make_recipient_keys(tmp_path, PASSPHRASE, WEAK, {})
        assert list(tmp_path.iterdir()) == []
        make_recipient_keys(tmp_path, PASSPHRASE, WEAK, {})

    def test_a_short_passphrase_makes_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(PassphraseTooShort):
            make_recipient_keys(tmp_path / "keys", "short", WEAK, {})
        assert not (tmp_path / "keys").exists()

    def test_another_kind_of_key_does_not_sign(self, tmp_path: Path) -> None:
        make_recipient_keys(tmp_path, PASSPHRASE, WEAK, {})
        (tmp_path / RECEIPT_KEY).write_bytes((tmp_path / SEAL_KEY).read_bytes())
        with pytest.raises(KeysMissing):
            open_receipt_key(tmp_path, PASSPHRASE)
        (tmp_path / RECEIPT_KEY).unlink()
        with pytest.raises(KeysMissing):
            open_receipt_key(tmp_path, PASSPHRASE)
