"""Timestamps in an auditor's package: proven against the root, and held against the log's clock.

The authority is OpenSSL's, on loopback. It stamps the real moment, so the vault's clock is set
to that, or to another one.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from datadonor.audit.events import SELF, TimestampReceived
from datadonor.audit.package_file import read_package
from datadonor.errors import ExitCode
from datadonor.texts import Language
from export.audit_package.judging import judge_package
from export.audit_package.making import Wanted
from export.audit_package.telling import full_document
from export.timestamps.authority import choose_authority
from export.timestamps.stamping import stamp
from tests.audit_altered_packages import rewritten
from tests.audit_lies import Liar
from tests.audit_packages import package_of
from tests.donations import Donor
from tests.releases import PROJECT
from tests.timestamping import Authority, Desk, openssl
from tests.unit.loopback import only_this_computer

COMMITMENT = "c" * 64
CODES = {"CLOCK_CONTRADICTED", "TIMESTAMP_FORGED", "TIMESTAMP_NOT_KEPT", "TIMESTAMP_UNCHECKED"}
Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


def found(content: bytes) -> set[str]:
    return {each.code for each in judge_package(content).findings} & CODES


def stamped(giver: Donor, desk: Desk, **ahead: float) -> bytes:
    """Return a package with a stamp that came at the real moment, and the clock ahead of it."""
    opened = giver.citizen.opened
    giver.citizen.clock.now = datetime.now(UTC) + timedelta(**ahead)
    choose_authority(opened, desk.url, desk.authority.root_pem)
    Liar(giver).release(log_commitment=COMMITMENT)
    stamp(opened, COMMITMENT)
    return package_of(giver)


def test_a_stamp_of_the_moment_is_proven_and_told(giver: Donor, desk: Desk, tmp_path: Path) -> None:
    content = stamped(giver, desk)
    assert found(content) == set()
    names = [name for name in read_package(content) if name.startswith("timestamps/")]
    assert names == [f"timestamps/{COMMITMENT}.{end}" for end in ("pem", "tsq", "tsr")]
    files = read_package(content)
    for end in ("tsr", "pem"):
        (tmp_path / end).write_bytes(files[f"timestamps/{COMMITMENT}.{end}"])
    digest = sha256(bytes.fromhex(COMMITMENT)).hexdigest()
    openssl(
        "ts", "-verify", "-digest", digest, "-in", tmp_path / "tsr", "-CAfile", tmp_path / "pem"
    )
    (told,) = full_document(judge_package(content), Language.ENGLISH)["timestamps"]
    assert told["log_commitment"] == COMMITMENT


@pytest.mark.parametrize("ahead", [{"days": 2}, {"days": -2}])
def test_a_clock_that_was_wrong_is_named(giver: Donor, desk: Desk, ahead: dict[str, float]) -> None:
    content = stamped(giver, desk, **ahead)
    assert found(content) == {"CLOCK_CONTRADICTED"}
    assert judge_package(content).exit_code is not ExitCode.YES


def test_clocks_may_be_some_minutes_apart(giver: Donor, desk: Desk) -> None:
    assert found(stamped(giver, desk, minutes=8)) == set()


def _other_root(files: Files, folder: Path) -> None:
    other = Authority(folder / "other", name="En anden")
    files[f"timestamps/{COMMITMENT}.pem"] = other.root_pem


def _other_reply(files: Files, _: Path) -> None:
    files[f"timestamps/{COMMITMENT}.tsr"] += b"\0"


def _other_query(files: Files, _: Path) -> None:
    files[f"timestamps/{COMMITMENT}.tsq"] = files[f"timestamps/{COMMITMENT}.tsr"]


def _no_root(files: Files, _: Path) -> None:
    files[f"timestamps/{COMMITMENT}.pem"] = b"no certificate"


def _no_reply(files: Files, _: Path) -> None:
    del files[f"timestamps/{COMMITMENT}.tsr"]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("TIMESTAMP_FORGED", _other_root),
        ("TIMESTAMP_FORGED", _other_reply),
        ("TIMESTAMP_FORGED", _other_query),
        ("TIMESTAMP_FORGED", _no_root),
        ("TIMESTAMP_NOT_KEPT", _no_reply),
    ],
)
def test_a_stamp_that_was_tampered_with_is_named(
    giver: Donor, desk: Desk, tmp_path: Path, code: str, change: Callable[[Files, Path], None]
) -> None:
    content = rewritten(stamped(giver, desk), lambda files, _: change(files, tmp_path))
    assert found(content) == {code}


def test_a_stamp_of_what_was_never_sealed_is_named(giver: Donor, desk: Desk) -> None:
    stamped(giver, desk)
    details = TimestampReceived(
        host="tsa.example", log_commitment="d" * 64, reply_sha256="e" * 64,
        stamped="2026-09-01T12:00:00.000Z",
    )  # fmt: skip
    giver.citizen.opened.log.record(details, SELF, project=PROJECT)
    assert found(package_of(giver)) == {"TIMESTAMP_FORGED"}


def test_a_log_that_tells_another_moment_than_the_stamp_is_named(giver: Donor, desk: Desk) -> None:
    stamped(giver, desk)
    (stored,) = giver.citizen.opened.log.events_of(TimestampReceived)
    assert stored.event is not None
    what = stored.event.what.model_copy(update={"stamped": "2026-09-01T12:00:00.000Z"})
    giver.citizen.opened.log.record(what, SELF, project=PROJECT)
    assert found(package_of(giver)) == {"TIMESTAMP_FORGED"}


def test_a_package_about_one_project_has_no_stamp_of_another(giver: Donor, desk: Desk) -> None:
    stamped(giver, desk)
    details = TimestampReceived(
        host="tsa.example", log_commitment="d" * 64, reply_sha256="e" * 64,
        stamped="2026-09-01T12:00:00.000Z",
    )  # fmt: skip
    giver.citizen.opened.log.record(details, SELF, project="another-project")
    giver.citizen.opened.log.record(details, SELF)
    assert b"d" * 64 in package_of(giver)
    assert b"d" * 64 not in package_of(giver, Wanted(PROJECT))
