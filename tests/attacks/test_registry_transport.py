"""Attacks on the way: too much, too slow, elsewhere, cut off, not at all, not the right one."""

import ssl
from pathlib import Path

import pytest
import trustme

from datadonor.errors import ExitCode
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import (
    RegistryCutShort,
    RegistryRedirected,
    RegistrySlow,
    RegistryTampered,
    RegistryTooLarge,
    RegistryUncertified,
    RegistryUnreachable,
)
from datadonor.registry.refreshing import Limits as RegistryLimits
from tests.attacks.conftest import Citizen
from tests.attacks.mirrors import (
    Mirror,
    cut_short,
    dripping,
    endless,
    halved,
    redirecting,
    refusing,
    running,
    saying,
)
from tests.attacks.refusals import refused, updated
from tests.attacks.registries import (
    SyntheticRegistry,
)


@pytest.mark.parametrize(
    "part", ["2.root.json", "timestamp.json", "snapshot.json", "targets.json", ".jsonl"]
)
def test_endless_data_is_refused(
    part: str, reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    updated(registry)
    mirror.play(part, endless(mirror))
    with refused(reader, RegistryTooLarge):
        reader.client.refresh()
    mirror.be_honest()
    reader.client.refresh()


@pytest.mark.parametrize("part", ["timestamp.json", ".jsonl"])
def test_a_length_beyond_all_bounds_is_refused(
    part: str, reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    updated(registry)
    mirror.play(part, saying(b" " * 100_000))
    with refused(reader, RegistryTooLarge):
        reader.client.refresh()


def test_records_larger_than_a_registry_can_hold_are_refused_before_they_are_fetched(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    citizen.client.use(mirror.url, registry.root)
    for limits in (RegistryLimits(all_records=100), RegistryLimits(bin=10)):
        with refused(citizen, RegistryTooLarge):
            RegistryClient(citizen.opened, limits=limits).refresh()
    assert not [path for path in mirror.requested if "targets/" in path]


@pytest.mark.parametrize("part", ["timestamp.json", ".jsonl"])
def test_slow_data_is_refused(
    part: str, reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    updated(registry)
    mirror.play(part, dripping(mirror, 0.05))
    with refused(reader, RegistrySlow, ExitCode.OTHER_SIDE):
        reader.client.refresh()
    mirror.be_honest()
    reader.client.refresh()


def test_a_redirect_to_another_host_is_refused(
    reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    updated(registry)
    with running(registry.folder) as other:
        for part in ("2.root.json", "timestamp.json", ".jsonl"):
            mirror.play(part, redirecting(other.url))
            with refused(reader, RegistryRedirected, ExitCode.OTHER_SIDE):
                reader.client.refresh()
            mirror.be_honest()
        assert other.requested == []
    reader.client.refresh()


@pytest.mark.parametrize("part", ["timestamp.json", "snapshot.json", "targets.json", ".jsonl"])
def test_a_truncated_answer_is_refused(
    part: str, reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    updated(registry)
    mirror.play(part, cut_short(mirror))
    with refused(reader, RegistryCutShort, ExitCode.OTHER_SIDE):
        reader.client.refresh()
    mirror.play(part, halved(mirror))
    with refused(reader, RegistryTampered):
        reader.client.refresh()
    mirror.be_honest()
    reader.client.refresh()


def test_no_usable_answer_is_said_plainly(
    reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    updated(registry)
    for part, status in (
        ("2.root.json", 500),
        ("timestamp.json", 404),
        ("timestamp.json", 403),
        ("snapshot.json", 404),
        (".jsonl", 404),
    ):
        mirror.play(part, refusing(status))
        with refused(reader, RegistryUnreachable, ExitCode.OTHER_SIDE):
            reader.client.refresh()
        mirror.be_honest()
    reader.client.refresh()


def test_nobody_there_is_said_plainly(
    citizen: Citizen, registry: SyntheticRegistry, tmp_path: Path
) -> None:
    with running(tmp_path) as gone:
        url = gone.url
    citizen.client.use(url, registry.root)
    with refused(citizen, RegistryUnreachable, ExitCode.OTHER_SIDE):
        citizen.client.refresh()


def test_a_certificate_for_another_name_or_of_another_authority_is_refused(
    citizen: Citizen, registry: SyntheticRegistry, tmp_path: Path
) -> None:
    authority, stranger = trustme.CA(), trustme.CA()
    citizen.ca_file = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(citizen.ca_file)
    for issuer, name, is_right in (
        (stranger, "127.0.0.1", False),
        (authority, "registry.example", False),
        (authority, "127.0.0.1", True),
    ):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issuer.issue_cert(name).configure_cert(tls)
        with running(registry.folder, tls) as mirror:
            citizen.client.use(mirror.url, registry.root)
            if is_right:
                citizen.client.refresh()
                continue
            with refused(citizen, RegistryUncertified, ExitCode.OTHER_SIDE):
                citizen.client.refresh()
            assert mirror.requested == []
