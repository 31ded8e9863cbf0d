"""The client without a network: choosing, reading a folder, looking, and the two fetchers.

What it refuses over real HTTP stands in ``tests/attacks``.
"""

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from datadonor.errors import DiskRefused
from datadonor.network import Contact, Door, Purpose
from datadonor.registry import signed, store
from datadonor.registry.client import RegistryClient, _append_contacts
from datadonor.registry.errors import (
    RegistryFrozen,
    RegistryLocationInvalid,
    RegistryNotChosen,
    RegistryStale,
    RegistryTampered,
)
from datadonor.registry.fetcher import FOLDER_BASE, FolderFetcher, parse_location
from datadonor.registry.refreshing import Limits, Taken, fetch_registry
from datadonor.registry.signed import RootChain
from datadonor.registry.targets import parse_recipient, parse_revocations, recipient_name, to_bytes
from datadonor.registry.view import RegistryView
from datadonor.vault.errors import VaultReadOnly
from tests.attacks.registries import (
    SyntheticRegistry,
    project,
    recipient,
    revocations,
    some_records,
)

NOW = datetime.now(UTC)


@pytest.fixture
def registry(tmp_path: Path) -> SyntheticRegistry:
    made = SyntheticRegistry(tmp_path / "registry")
    made.publish(some_records())
    return made


@pytest.fixture
def client(opened: OpenVault, registry: SyntheticRegistry) -> RegistryClient:
    using = RegistryClient(opened, door=no_door)
    using.use(str(registry.folder), registry.root)
    return using


def no_door(_: object) -> Door:
    pytest.fail("a folder needs no network")


def seen(client: RegistryClient) -> RegistryView:
    view = client.view()
    assert view is not None
    return view


def kinds(opened: OpenVault) -> list[str]:
    return [stored.event.kind for stored in opened.log.events() if stored.event is not None]


# -- choosing ------------------------------------------------------------------------


def test_nothing_is_read_before_something_is_chosen(opened: OpenVault) -> None:
    client = RegistryClient(opened, door=no_door)
    assert client.view() is None
    with pytest.raises(RegistryNotChosen):
        client.refresh()


def test_nothing_is_seen_before_something_is_read(client: RegistryClient) -> None:
    assert client.view() is None
    client.refresh()
    assert client.view() is not None


def test_choosing_says_in_the_log_which_root(
    opened: OpenVault, client: RegistryClient, registry: SyntheticRegistry
) -> None:
    (chosen,) = opened.log.events_of(events.RegistryChosen)
    assert chosen.event is not None
    assert isinstance(chosen.event.what, events.RegistryChosen)
    memory = store.read_memory(opened.log)
    assert memory is not None
    assert chosen.event.what.root_sha256 == memory.root_sha256


def test_a_read_only_vault_chooses_and_reads_nothing(
    opened: OpenVault, client: RegistryClient, registry: SyntheticRegistry
) -> None:
    client.refresh()
    opened.vault.make_read_only()
    size = opened.log.size
    with pytest.raises(VaultReadOnly):
        client.refresh()
    with pytest.raises(VaultReadOnly):
        client.use(str(registry.folder), registry.root)
    assert opened.log.size == size
    assert client.view() is not None


def test_the_copy_outlives_the_folder_and_the_day(
    opened: OpenVault, client: RegistryClient, registry: SyntheticRegistry, tmp_path: Path
) -> None:
    """Offline and years later it can be looked at, but nothing is sent by it."""
    client.refresh()
    registry.folder.rename(tmp_path / "elsewhere")
    view = seen(client)
    later = NOW + timedelta(days=3000)
    assert view.published("heart", 1)
    assert not view.is_fresh(later)
    with pytest.raises(RegistryStale):
        view.require_fresh(later)


@pytest.mark.parametrize(
    "text",
    [
        "https://registry.example",
        "https://registry.example:8443/some/where/",
        "HTTPS://registry.example/",
        "http://127.0.0.1:8080/r",
        "http://localhost/r",
        "http://[::1]:8080/",
    ],
)
def test_addresses_end_with_one_slash(text: str) -> None:
    place = parse_location(text)
    assert place.folder is None
    assert place.base == text.rstrip("/") + "/"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "http://registry.example",
        "http://127.0.0.1.example/",
        "ftp://registry.example",
        "https://",
        "https:///folder",
        "https://name:word@registry.example",
        "https://registry.example/?q=1",
        "https://registry.example/#part",
        "https://registry.example/a b",
        "https://registry.example\\@evil.example/",
        "https://registry.example:port/",
        "https://[::1",
        "https://registry.example/\n",
        "https://registry.example/" + "a" * 2000,
        "file://other.example/folder",
        "file:///folder?q",
        "javascript://x",
    ],
)
def test_what_is_no_place_is_refused(
    text: str, opened: OpenVault, registry: SyntheticRegistry
) -> None:
    with pytest.raises(RegistryLocationInvalid):
        RegistryClient(opened).use(text, registry.root)
    assert "registry.chosen" not in kinds(opened)


def test_a_folder_has_three_ways_of_being_named(tmp_path: Path) -> None:
    for text in (str(tmp_path), tmp_path.as_uri(), f"file://localhost{tmp_path}"):
        assert parse_location(text).folder == tmp_path
    assert parse_location("some where").folder == Path.cwd() / "some where"


# -- looking ---------------------------------------------------------------------------


def test_a_recipient_is_approved_until_it_is_revoked_or_out_of_date(
    client: RegistryClient, registry: SyntheticRegistry
) -> None:
    outdated = parse_recipient(recipient("old")[recipient_name("old")]).model_copy(
        update={"valid_until": date(2020, 1, 1)}
    )
    registry.publish(
        {
            **recipient("good"),
            **recipient("revoked"),
            recipient_name("old"): to_bytes(outdated),
            **revocations("revoked", since=NOW + timedelta(days=1)),
        }
    )
    client.refresh()
    view = seen(client)
    approved = {
        each: [view.is_recipient_approved(each, NOW + timedelta(days=days)) for days in (0, 2)]
        for each in ("good", "revoked", "old", "unknown")
    }
    assert approved == {
        "good": [True, True],
        "revoked": [False, False],  # a published revocation counts at once
        "old": [False, False],
        "unknown": [False, False],
    }
    # The last day is one in Denmark, where it is over an hour before it is in UTC.
    assert view.is_recipient_approved("good", datetime(2999, 12, 31, 22, 59, tzinfo=UTC))
    assert not view.is_recipient_approved("good", datetime(2999, 12, 31, 23, tzinfo=UTC))
    assert set(view.recipients) == {"good", "revoked", "old"}


def test_of_two_revocations_the_earlier_counts(
    client: RegistryClient, registry: SyntheticRegistry
) -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    for order in ((early, late), (late, early)):
        both = [parse(revocations("x", since=since)) for since in order]
        joined = both[0].model_copy(
            update={"revocations": (*both[0].revocations, *both[1].revocations)}
        )
        registry.publish({"revocations.json": to_bytes(joined)})
        client.refresh()
        found = seen(client).revocation("x")
        assert found is not None
        assert found.since == early


def parse(record: dict[str, bytes]) -> Any:  # noqa: ANN401 - copied and joined
    return parse_revocations(record["revocations.json"])


def test_a_view_is_as_of_the_moment_it_was_read(
    opened: OpenVault, client: RegistryClient, registry: SyntheticRegistry
) -> None:
    report = client.refresh()
    view = seen(client)
    assert view.as_of == report.as_of
    assert abs(view.as_of - opened.log.now()) < timedelta(minutes=1)
    assert view.fresh_until == report.fresh_until
    assert abs(view.fresh_until - (registry.now + timedelta(days=7))) < timedelta(seconds=2)
    again = client.refresh()
    assert again.as_of >= report.as_of
    assert (again.requests, again.received_bytes) == (0, 0)


def test_a_view_cannot_be_changed(client: RegistryClient) -> None:
    client.refresh()
    view = seen(client)
    for mapping in (view.recipients, view.projects, view.projects["heart"]):
        with pytest.raises(TypeError):
            mapping["evil"] = None  # type: ignore[index]


def test_a_registry_without_revocations_revokes_nobody(
    client: RegistryClient, registry: SyntheticRegistry
) -> None:
    registry.publish(project("heart"))
    client.refresh()
    assert seen(client).revocation("heart") is None
    registry.publish({})
    client.refresh()
    assert not seen(client).projects


# -- what is kept -----------------------------------------------------------------------


def test_a_temporary_folder_that_cannot_be_made_changes_nothing(
    opened: OpenVault, client: RegistryClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    size = opened.log.size
    with pytest.raises(DiskRefused):
        client.refresh()
    assert opened.log.size == size


def test_a_temporary_folder_is_private_and_gone_also_after_a_failure(
    client: RegistryClient,
    registry: SyntheticRegistry,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    modes: list[int] = []
    holder = tmp_path / "temporary"
    holder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(holder))

    def look(chain: RootChain, files: dict[str, bytes]) -> signed.SignedState:
        modes.extend(each.stat().st_mode & 0o777 for each in holder.iterdir())
        raise RegistryTampered

    monkeypatch.setattr("datadonor.registry.refreshing.verify_metadata", look)
    with pytest.raises(RegistryTampered):
        client.refresh()
    assert modes == [0o700]
    assert list(holder.iterdir()) == []


def test_expiry_is_judged_by_the_time_that_is_passed_in(tmp_path: Path) -> None:
    then = datetime(2020, 6, 1, tzinfo=UTC)
    registry = SyntheticRegistry(tmp_path / "then", then)
    registry.publish(some_records())
    memory = store.Memory("", None, None, is_read=False)
    files = {store.FIRST_ROOT: registry.root}
    choice = store.Choice("", RootChain(registry.root), files, memory)

    def at(moment: datetime) -> Taken:
        with FolderFetcher(registry.folder) as fetcher:
            return fetch_registry(choice, {}, fetcher, FOLDER_BASE, moment, Limits())

    assert at(then + timedelta(days=6)).fetched == registry.records
    with pytest.raises(RegistryFrozen):
        at(then + timedelta(days=8))


def test_the_log_remembers_the_last_versions_of_each_root(opened: OpenVault) -> None:
    def chosen(root: str) -> None:
        opened.log.record(events.RegistryChosen(root_sha256=root * 64), events.SELF)

    def taken(version: int) -> None:
        what = events.RegistryRefreshed(
            root_version=1, timestamp_version=version, snapshot_version=1, targets_version=1
        )
        opened.log.record(what, events.SELF)

    assert store.read_memory(opened.log) is None
    chosen("a")
    memory = store.read_memory(opened.log)
    assert memory == ("a" * 64, None, None, False)
    taken(3)
    taken(4)
    chosen("b")
    taken(2)
    for root, version in (("b", 2), ("a", 4), ("b", 2)):
        memory = store.read_memory(opened.log)
        if root != "b" or memory is None or memory.root_sha256 != "b" * 64:
            chosen(root)
            memory = store.read_memory(opened.log)
        assert memory is not None
        assert memory.root_sha256 == root * 64
        assert memory.taken == (1, version, 1, 1)


def test_contacts_are_counted_for_each_host(opened: OpenVault) -> None:
    contacts = [
        Contact("b.example", Purpose.REGISTRY, "answered", 5),
        Contact("a.example", Purpose.REGISTRY, "answered", 7),
        Contact("b.example", Purpose.REGISTRY, "refused", 0),
    ]
    with opened.log.transaction(events.PROGRAM) as recording:
        _append_contacts(recording, contacts, events.Why.AUTOMATIC)
    written = [
        stored.event.what.model_dump(exclude={"v", "purpose"})
        for stored in opened.log.events_of(events.NetworkContacted)
        if stored.event is not None
    ]
    assert written == [
        {"host": "a.example", "outcome": "answered", "requests": 1, "received_bytes": 7},
        {"host": "b.example", "outcome": "refused", "requests": 2, "received_bytes": 5},
    ]


def test_looking_over_the_vault_finds_an_edited_copy_and_a_refresh_mends_it(
    client: RegistryClient, opened: OpenVault
) -> None:
    client.refresh()
    assert client.inspect() == []
    opened.vault.connection.execute("UPDATE registry_target SET content = X'7B7D'")
    assert [found.code for found in client.inspect()] == ["REGISTRY_COPY_DAMAGED"]
    client.refresh()
    assert client.inspect() == []
