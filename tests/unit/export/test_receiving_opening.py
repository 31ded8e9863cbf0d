import errno
import io
import stat
from pathlib import Path
from typing import Any

import pytest

from consent.donor_key import pseudonym_of
from consent.envelope import PublicKey
from datadonor.errors import DiskRefused
from export.bundle import parts
from export.receiving.opening import FolderTaken, open_bundle
from export.receiving.refusals import (
    BundleCut,
    BundleOtherProject,
    BundleOtherRecipient,
    BundleOtherRequest,
    BundleOtherSeries,
    BundleRefused,
    BundleReplayed,
    BundleTooLarge,
)
from export.receiving.verifying import Seen, verify_bundle
from tests import bundles


def stream(**changes: Any) -> io.BytesIO:  # noqa: ANN401 - any field of a manifest
    return io.BytesIO(bundles.bundle(**changes))


def test_a_bundle_lies_open_as_it_was_written(tmp_path: Path) -> None:
    opened = open_bundle(stream(), bundles.expected(), tmp_path / "open")
    data = opened.folder / "data"
    assert opened.folder == tmp_path / "open"
    assert (data / "consent" / "consent.json").read_bytes() == b'{"subject":"r"}'
    assert (data / "tables" / "sleep-0001.csv").read_bytes().startswith(b"id,stage,minutes\n")
    verified = opened.verified
    assert verified.manifest.pseudonym == pseudonym_of(PublicKey.of(bundles.signer()))
    assert verified.manifest.facts.sequence == 1
    assert verified.request == bundles.signed_request()
    assert not verified.has_gap
    assert [each.name for each in tmp_path.iterdir()] == ["open"]


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    opened = open_bundle(stream(), bundles.expected(), tmp_path / "open")
    for path in (opened.folder, *opened.folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_verifying_and_opening_say_the_same_and_verifying_writes_nothing(tmp_path: Path) -> None:
    verified = verify_bundle(stream(), bundles.expected())
    assert list(tmp_path.iterdir()) == []
    opened = open_bundle(stream(), bundles.expected(), tmp_path / "open")
    assert opened.verified == verified


def test_a_source_may_give_few_bytes_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, most: int | None = -1, /) -> bytes:
            return super().read(min(most or 0, 7))

    assert verify_bundle(Slow(bundles.bundle()), bundles.expected()).length == len(bundles.bundle())


def test_what_lies_there_already_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "open").write_text("mine")
    with pytest.raises(FolderTaken):
        open_bundle(stream(), bundles.expected(), tmp_path / "open")
    assert (tmp_path / "open").read_text() == "mine"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderTaken):
        open_bundle(stream(), bundles.expected(), tmp_path / "link")


def test_what_a_killed_program_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / ".open.unfinished"
    left.mkdir()
    (left / "old").write_text("old")
    opened = open_bundle(stream(), bundles.expected(), tmp_path / "open")
    assert not left.exists()
    assert not (opened.folder / "old").exists()


def test_a_refused_bundle_leaves_nothing(tmp_path: Path) -> None:
    cut = io.BytesIO(bundles.bundle()[:-1])
    with pytest.raises(BundleCut):
        open_bundle(cut, bundles.expected(), tmp_path / "open")
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_is_told_in_our_words(tmp_path: Path) -> None:
    class Failing(io.BytesIO):
        def read(self, most: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "/home/someone")

    with pytest.raises(DiskRefused):
        open_bundle(Failing(), bundles.expected(), tmp_path / "open")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskRefused):
        open_bundle(stream(), bundles.expected(), tmp_path / "file" / "open")


def test_a_bundle_in_many_parts_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 900)
    opened = open_bundle(stream(), bundles.expected(), tmp_path / "open")
    assert len(list((opened.folder / "data" / "fhir").iterdir())) > 4


# -- for whom, for what, by which request -------------------------------------------------


def test_a_bundle_for_another_recipient_is_refused() -> None:
    with pytest.raises(BundleOtherRecipient):
        verify_bundle(stream(), bundles.expected(recipient="another"))


def test_a_bundle_for_another_project_is_refused() -> None:
    other = bundles.signed_request(project="another")
    with pytest.raises(BundleOtherProject):
        verify_bundle(stream(), bundles.expected(other))
    with pytest.raises(BundleOtherProject):
        verify_bundle(stream(), bundles.expected(other, requests=()))


def test_a_bundle_by_a_version_or_by_bytes_that_were_not_published_is_refused() -> None:
    second = bundles.signed_request(version=2)
    with pytest.raises(BundleOtherRequest):
        verify_bundle(stream(), bundles.expected(second))
    with pytest.raises(BundleOtherRequest):
        verify_bundle(stream(request_sha256="0" * 64), bundles.expected())
    first = bundles.signed_request()
    with pytest.raises(BundleOtherRequest):  # the digest of one version, the number of another
        verify_bundle(stream(request_version=2), bundles.expected(first, second))
    known = bundles.expected(first, second)
    assert verify_bundle(stream(request=second), known).request == second


def test_more_than_the_recipient_takes_is_refused_before_any_of_it_is_read() -> None:
    given = stream()
    with pytest.raises(BundleTooLarge):
        verify_bundle(given, bundles.expected(most_bytes=1000))
    assert given.tell() < 10_000


# -- the donor's series ---------------------------------------------------------------------

FIRST, SECOND = "1" * 64, "2" * 64


@pytest.mark.parametrize(
    ("sequence", "previous", "seen", "answer"),
    [
        (1, None, None, False),
        (2, FIRST, (1, FIRST), False),
        (2, FIRST, None, True),
        (3, SECOND, (1, FIRST), True),
        (1, None, (1, FIRST), BundleReplayed),
        (2, FIRST, (2, SECOND), BundleReplayed),
        (2, FIRST, (5, SECOND), BundleReplayed),
        (2, SECOND, (1, FIRST), BundleOtherSeries),
        (2, None, (1, FIRST), BundleOtherSeries),
        (2, None, None, BundleOtherSeries),
        (1, FIRST, None, BundleOtherSeries),
    ],
)
def test_each_bundle_takes_its_place_in_the_series_once(
    sequence: int,
    previous: str | None,
    seen: tuple[int, str] | None,
    answer: bool | type[BundleRefused],
) -> None:
    asked = []

    def last_seen(project: str, pseudonym: str) -> Seen | None:
        asked.append((project, pseudonym))
        return None if seen is None else Seen(*seen)

    given = stream(sequence=sequence, previous_sha256=previous)
    known = bundles.expected(last_seen=last_seen)
    if isinstance(answer, bool):
        assert verify_bundle(given, known).has_gap == answer
    else:
        with pytest.raises(answer):
            verify_bundle(given, known)
    assert asked == [
        (bundles.signed_request().request.id, pseudonym_of(PublicKey.of(bundles.signer())))
    ]


def test_a_second_bundle_follows_the_first() -> None:
    first = verify_bundle(stream(), bundles.expected())
    second = stream(sequence=2, previous_sha256=first.manifest_sha256)
    seen = Seen(1, first.manifest_sha256)
    known = bundles.expected(last_seen=lambda project, pseudonym: seen)
    assert not verify_bundle(second, known).has_gap
