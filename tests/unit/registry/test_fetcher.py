"""The two fetchers: what they hand on, and what they will not touch."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient.fetcher import FetcherInterface

from datadonor import network
from datadonor.network import Answer, Door, NetworkError, Purpose
from datadonor.registry.errors import (
    RegistryCutShort,
    RegistryLocationInvalid,
    RegistryRedirected,
    RegistryTooLarge,
    RegistryUncertified,
    RegistryUnreachable,
)
from datadonor.registry.fetcher import (
    FOLDER_BASE,
    FetchFailed,
    FolderFetcher,
    RequestsFetcher,
)

# -- fetching from a folder ---------------------------------------------------------------


def fetched(fetcher: FetcherInterface, name: str) -> bytes:
    return b"".join(fetcher.fetch(FOLDER_BASE + name))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "metadata").mkdir(parents=True)
    (folder / "metadata" / "a.json").write_bytes(b"abc" * 100_000)
    (tmp_path / "secret").write_bytes(b"secret")
    return folder


def test_a_file_in_a_folder_is_fetched_whole(stick: Path) -> None:
    for fetcher in (FolderFetcher(stick), FolderFetcher(stick.as_uri()), FolderFetcher(str(stick))):
        with fetcher:
            assert fetched(fetcher, "metadata/a.json") == b"abc" * 100_000


def test_a_link_within_the_folder_is_followed(stick: Path) -> None:
    (stick / "b.json").symlink_to(stick / "metadata" / "a.json")
    with FolderFetcher(stick) as fetcher:
        assert fetched(fetcher, "b.json")


@pytest.mark.parametrize("name", ["gone.json", "metadata/gone.json", "metadata/a.json/more"])
def test_a_file_that_is_missing_is_a_404(name: str, stick: Path) -> None:
    with FolderFetcher(stick) as fetcher, pytest.raises(DownloadHTTPError) as caught:
        fetched(fetcher, name)
    assert caught.value.status_code == 404
    with FolderFetcher(stick / "not there") as fetcher, pytest.raises(DownloadHTTPError):
        fetched(fetcher, name)


@pytest.mark.parametrize(
    "name",
    ["../secret", "metadata/../../secret", "..%2Fsecret", "", "/etc/passwd", "a\\b", "C:x", "%00"],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, stick: Path) -> None:
    with FolderFetcher(stick) as fetcher, pytest.raises(FetchFailed) as caught:
        fetched(fetcher, name)
    assert caught.value.reason is RegistryRedirected


def test_a_link_out_of_the_folder_is_not_followed(stick: Path) -> None:
    (stick / "file").symlink_to(stick.parent / "secret")
    (stick / "folder").symlink_to(stick.parent)
    (stick / "device").symlink_to("/dev/zero")
    with FolderFetcher(stick) as fetcher:
        for name in ("file", "folder/secret", "device"):
            with pytest.raises(FetchFailed) as caught:
                fetched(fetcher, name)
            assert caught.value.reason is RegistryRedirected


def test_what_is_no_ordinary_file_is_not_waited_for(stick: Path) -> None:
    os.mkfifo(stick / "pipe")
    (stick / "round").symlink_to(stick / "round")
    with FolderFetcher(stick) as fetcher:
        for name in ("pipe", "metadata", "round"):
            with pytest.raises(FetchFailed):
                fetched(fetcher, name)


def test_a_file_beyond_its_bound_is_refused(stick: Path) -> None:
    size = (stick / "metadata" / "a.json").stat().st_size
    with FolderFetcher(stick, most_bytes=size) as fetcher:
        assert fetched(fetcher, "metadata/a.json")
    with FolderFetcher(stick, most_bytes=size - 1) as fetcher, pytest.raises(FetchFailed) as caught:
        fetched(fetcher, "metadata/a.json")
    assert caught.value.reason is RegistryTooLarge


def test_a_file_that_grows_while_it_is_read_is_refused(stick: Path) -> None:
    file = stick / "metadata" / "a.json"
    with FolderFetcher(stick, most_bytes=file.stat().st_size) as fetcher:
        pieces = fetcher.fetch(f"{FOLDER_BASE}metadata/a.json")
        next(pieces)
        with file.open("ab") as more:
            more.write(b"more")
        with pytest.raises(FetchFailed):
            list(pieces)


def test_nothing_but_the_folder_is_read(stick: Path) -> None:
    with FolderFetcher(stick) as fetcher, pytest.raises(FetchFailed):
        list(fetcher.fetch("https://registry.example/metadata/a.json"))
    with pytest.raises(RegistryLocationInvalid):
        FolderFetcher("file://other.example/stick")


# -- fetching over the network ------------------------------------------------------------


class StandInDoor(Door):
    """A door that answers, or fails before or while answering, without any network."""

    def __init__(
        self, before: NetworkError | None = None, while_: NetworkError | None = None
    ) -> None:
        super().__init__(lambda _: None)
        self.before, self.while_ = before, while_
        self.asked: list[tuple[str, Purpose, int]] = []
        self.is_open = False

    @contextmanager
    def get(self, url: str, purpose: Purpose, most_bytes: int) -> Iterator[Answer]:
        self.asked.append((url, purpose, most_bytes))
        if self.before is not None:
            raise self.before
        self.is_open = True
        try:
            yield StandInAnswer(self.while_)
        finally:
            self.is_open = False


class StandInAnswer(Answer):
    def __init__(self, while_: NetworkError | None) -> None:
        self.while_ = while_

    def pieces(self) -> Iterator[bytes]:
        yield b"one"
        if self.while_ is not None:
            raise self.while_
        yield b"two"


HOST = "registry.example"
URL = f"https://{HOST}/metadata/timestamp.json"


def test_the_fetcher_is_one_of_the_librarys_and_needs_nothing() -> None:
    assert isinstance(RequestsFetcher(), FetcherInterface)


def test_what_the_door_gives_is_handed_on() -> None:
    door = StandInDoor()
    with RequestsFetcher(door, most_bytes=7) as fetcher:
        assert fetcher.download_bytes(URL, 6) == b"onetwo"
    assert door.asked == [(URL, Purpose.REGISTRY, 7)]


def test_an_answer_that_is_left_halfway_is_closed() -> None:
    door = StandInDoor()
    with RequestsFetcher(door) as fetcher:
        next(fetcher.fetch(URL))
        assert door.is_open
    assert not door.is_open


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_a_refusal_keeps_its_status(status: int) -> None:
    door = StandInDoor(network.AnswerRefused(host=HOST, status=status))
    with RequestsFetcher(door) as fetcher, pytest.raises(DownloadHTTPError) as caught:
        fetcher.fetch(URL)
    assert caught.value.status_code == status


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (network.NetworkRedirected, RegistryRedirected),
        (network.AnswerTooLarge, RegistryTooLarge),
        (network.AnswerCutShort, RegistryCutShort),
        (network.CertificateRejected, RegistryUncertified),
        (network.TlsFailed, RegistryUnreachable),
        (network.NetworkUnreachable, RegistryUnreachable),
        (network.ProxyRefused, RegistryUnreachable),
        (network.AnswerUnreadable, RegistryUnreachable),
        (network.AddressInsecure, RegistryUnreachable),
        (network.NetworkError, RegistryUnreachable),
    ],
)
def test_every_fault_becomes_a_download_error_before_and_while_reading(
    error: type[NetworkError], reason: type[Exception]
) -> None:
    for door in (StandInDoor(error(host=HOST)), StandInDoor(while_=error(host=HOST))):
        with RequestsFetcher(door) as fetcher, pytest.raises(FetchFailed) as caught:
            fetcher.download_bytes(URL, 100)
        assert caught.value.reason is reason
        assert HOST not in str(caught.value)


def test_slowness_is_told_apart() -> None:
    slow = network.NetworkTooSlow(host=HOST)
    for door in (StandInDoor(slow), StandInDoor(while_=slow)):
        with RequestsFetcher(door) as fetcher, pytest.raises(SlowRetrievalError):
            fetcher.download_bytes(URL, 100)


def test_many_files_may_not_take_for_ever_together() -> None:
    seconds = iter((0.0, 5.0, 9.0, 11.0))
    with RequestsFetcher(StandInDoor(), most_seconds=10, clock=lambda: next(seconds)) as fetcher:
        pieces = fetcher.fetch(URL)
        assert next(pieces) == b"one"
        with pytest.raises(SlowRetrievalError):
            next(pieces)


def test_each_answer_is_closed_before_the_next_is_asked_for() -> None:
    door = StandInDoor()
    with RequestsFetcher(door) as fetcher:
        next(fetcher.fetch(URL))
        door.before = network.NetworkUnreachable(host=HOST)
        with pytest.raises(DownloadError):
            fetcher.fetch(URL)
        assert not door.is_open
