"""A draft is plain YAML with every field explained, and is read as hostile."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.draft import (
    SKELETON,
    DraftUnreadable,
    explained_fields,
    finish_draft,
    open_draft,
    open_finished,
)
from consent.draft import read_draft as read
from consent.draft import write_draft as write
from consent.envelope import EnvelopeDamaged
from consent.recipient_keys import (
    RECEIPT_KEY,
    SEAL_KEY,
    KeysExist,
    KeysFolderTaken,
    KeysMissing,
    known_fields,
    make_recipient_keys,
    open_receipt_key,
)
from consent.request import (
    ProjectRequest,
    RequestInvalid,
    RequestTooNew,
    request_document,
    sign_request,
)
from datadonor import paths
from datadonor.errors import DiskFull
from datadonor.texts import Language
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.keystore import WrongKeyPassphrase, open_private_key
from tests.bundles import RECIPIENT_KEY
from tests.synthetic_requests import SAMPLES, sample_request, with_change
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


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"title: {da: A, en: B}\nid: x\ntitle: {da: C, en: D}\n", 3),
        (b"title:\n  da: A\n  en: B\n  da: C\n", 4),
        (b"items:\n- id: a\n  'id': b\n", 3),
    ],
)
def test_a_field_that_stands_twice_is_refused_by_its_line(content: bytes, line: int) -> None:
    with pytest.raises(DraftUnreadable) as caught:
        read(content)
    assert caught.value.facts["line"] == line


def test_the_same_name_in_two_places_is_no_field_twice() -> None:
    assert read(b"title: {da: A}\nsummary: {da: A}\nitems: [{id: a}, {id: b}]\n")


def test_fields_that_no_request_has_are_written_again_and_named() -> None:
    values = request_document(sample_request("sleep")) | {"notes": {"to": "the office"}}
    again = read(write(values, Language.DANISH).encode())
    assert again["notes"] == values["notes"]
    with pytest.raises(RequestInvalid) as caught:
        finish_draft(again)
    assert caught.value.facts["where"] == "notes"


def test_a_later_format_is_not_written_as_this_one() -> None:
    values = request_document(sample_request("sleep")) | {"format": "datadonor.request/2"}
    again = read(write(values, Language.DANISH).encode())
    with pytest.raises(RequestTooNew):
        finish_draft(again)


@pytest.mark.parametrize("name", ["notes\n{0}", "x" * 200, ""])
def test_a_strange_name_is_not_repeated(name: str) -> None:
    values = request_document(sample_request("sleep")) | {name: "x"}
    with pytest.raises(RequestInvalid) as caught:
        finish_draft(values)
    assert caught.value.facts["where"] == "request"


def test_an_empty_field_that_no_request_has_counts_as_not_given() -> None:
    request = sample_request("sleep")
    assert finish_draft(request_document(request) | {"notes": ""}) == request


# -- the answers of a question --------------------------------------------------------------


def answered(*answers: str, correct: int) -> dict[str, Any]:
    """Return a draft whose first question has some answers."""
    values: dict[str, Any] = request_document(sample_request("sleep"))
    question = values["comprehension"][0]
    question["answers"] = [{"da": each, "en": each} for each in answers]
    question["correct"] = correct
    return values


@pytest.mark.parametrize(
    ("answers", "where"),
    [(("A", "", "B", "C"), "answers.1"), (("", "A", "B", "C"), "answers.0")],
)
def test_an_emptied_answer_never_makes_another_one_right(
    answers: tuple[str, ...], where: str
) -> None:
    with pytest.raises(RequestInvalid) as caught:
        finish_draft(answered(*answers, correct=2))
    assert str(caught.value.facts["where"]).startswith(f"comprehension.0.{where}")


def test_empty_answers_at_the_end_count_as_not_given() -> None:
    (question, *_) = finish_draft(answered("A", "B", "", "", correct=1)).comprehension
    assert [each.da for each in question.answers] == ["A", "B"]
    assert question.answers[question.correct].da == "B"


# -- files ------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".ddrequest", ".DDREQUEST", ".DdRequest"])
def test_a_signed_request_is_read_whatever_letters_its_ending_has(
    tmp_path: Path, ending: str
) -> None:
    request = sample_request("sleep")
    file = tmp_path / f"study{ending}"
    file.write_bytes(sign_request(request, RECIPIENT_KEY))
    assert open_finished(file) == request
    values = open_draft(file)
    assert "format" not in values
    assert finish_draft(values) == with_change(request, "version", request.version + 1)


def test_a_draft_is_read_from_its_file_whole_or_not(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text("id: soevn\n", "utf-8")
    assert open_draft(file) == {"id": "soevn"}
    with pytest.raises(RequestInvalid):
        open_finished(file)


@pytest.mark.parametrize(
    ("name", "error"), [("a.yaml", DraftUnreadable), ("a.ddrequest", EnvelopeDamaged)]
)
def test_what_is_neither_is_refused(tmp_path: Path, name: str, error: type[Exception]) -> None:
    (tmp_path / name).write_bytes(b"[not one]" * 3)
    with pytest.raises(error):
        open_draft(tmp_path / name)


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

    @pytest.mark.skipif(os.name != "posix", reason="Access is kept in mode bits on POSIX only.")
    def test_a_folder_with_something_in_it_is_left_as_it_is(self, tmp_path: Path) -> None:
        shared = tmp_path / "shared"
        shared.mkdir()
        shared.chmod(0o775)
        (shared / "thesis.txt").write_text("x")
        with pytest.raises(KeysFolderTaken):
            make_recipient_keys(shared, PASSPHRASE, WEAK, {})
        assert [each.name for each in shared.iterdir()] == ["thesis.txt"]
        assert stat.S_IMODE(shared.stat().st_mode) == 0o775

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
