"""What is signed and all the same odd, and what the vault's own rows were made into."""

from pathlib import Path

import pytest

from datadonor.errors import ExitCode
from datadonor.registry.errors import (
    RegistryCopyDamaged,
    RegistryError,
    RegistryNotChosen,
)
from datadonor.registry.targets import REVOCATIONS, bin_of, recipient_name
from tests.attacks.conftest import Citizen
from tests.attacks.mirrors import (
    Mirror,
)
from tests.attacks.refusals import refused
from tests.attacks.registries import (
    SyntheticRegistry,
    bin_line,
    hashed,
    recipient,
    some_records,
)

_R1 = recipient_name("r1")
_META = "targets.json"


# -- what is signed, and all the same not as it should be -------------------------------


def test_a_bin_full_of_odd_lines_gives_what_is_signed_and_nothing_else(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    """Who assembles the bins cannot slip anything in: each record has its own digest."""
    name = recipient_name("r1")
    honest = registry.records[name]
    bin_name = bin_of(name)
    odd = [
        bin_line(name, recipient("r1", "age1attacker")[name]),
        bin_line(name, honest),
        bin_line(name, honest),
        bin_line(name, recipient("r1", "age1attacker")[name]),
        *(bin_line(each, b"{}") for each in ("recipients/evil.json", "../../evil", "")),
        b"\n",
        b"garbage\n",
        b"\xff\xfe\n",
        b"[" * 50_000 + b"\n",
        b"null\n",
        b'{"name":1,"content":2}\n',
        b'{"name":"%b"}\n' % name.encode(),
        b'{"name":"%b","content":"***"}\n' % name.encode(),
        b'{"name":"x","content":"' + b"A" * 13_000_000 + b'"}\n',
        b'{"name":"x"',
    ]
    registry.bin_lines[bin_name] = b"".join(odd)
    registry.publish()
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    stored = {row[0]: row[2] for row in citizen.rows() if row[1] is not None}
    assert stored == registry.records


def test_a_record_that_its_bin_lacks_is_fetched_by_itself_with_all_that_are(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    lacking = sorted(n for n in registry.records if bin_of(n) == bin_of(recipient_name("r1")))
    registry.bin_lines[bin_of(lacking[0])] = b"garbage\n"
    registry.publish()
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    single = [path for path in mirror.requested if "targets/" in path and ".jsonl" not in path]
    assert single == [f"/targets/{hashed(n, registry.records[n])}" for n in lacking]


def test_a_name_that_no_registry_has_is_neither_asked_for_nor_kept(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    odd = {"recipients/../evil.json": b"{}", "readme.txt": b"read", "projects/x/0.ddrequest": b"x"}
    registry.write_targets({**registry.records, **registry.bins(), **odd})
    registry.write_snapshot()
    registry.write_timestamp()
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    assert {row[0] for row in citizen.rows() if row[1] is not None} == set(registry.records)
    assert not [path for path in mirror.requested if "evil" in path or "readme" in path]


def test_revocations_that_cannot_be_read_are_not_passed_over(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    honest = dict(registry.records)
    registry.publish({**honest, REVOCATIONS: b'{"format":"datadonor.revocations/2"}'})
    with refused(reader, RegistryError, ExitCode.OTHER_SIDE):
        reader.client.refresh()
    registry.publish(honest)
    reader.client.refresh()


def test_a_recipient_under_anothers_name_or_of_an_unknown_form_does_not_count(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    registry.publish(
        {
            **some_records(),
            recipient_name("other"): recipient("r1", "age1attacker")[recipient_name("r1")],
            recipient_name("later"): b'{"format":"datadonor.recipient/2"}',
        }
    )
    reader.client.refresh()
    view = reader.client.view()
    assert view is not None
    assert set(view.recipients) == {"r1", "r2"}
    assert view.unreadable == (recipient_name("later"), recipient_name("other"))


# -- the vault's own rows ------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE registry_target SET content = CAST(content || ' ' AS BLOB) WHERE name = ?", _R1),
        ("DELETE FROM registry_target WHERE name = ?", "revocations.json"),
        ("UPDATE registry_target SET name = 'recipients/r3.json' WHERE name = ?", _R1),
        ("UPDATE registry_file SET content = CAST(content || ' ' AS BLOB) WHERE name = ?", _META),
        ("UPDATE registry_file SET content = x'00' WHERE name = ?", "timestamp.json"),
        ("DELETE FROM registry_file WHERE name = ?", "snapshot.json"),
    ],
)
def test_an_edited_row_is_not_believed_and_a_refresh_mends_it(
    statement: str, name: str, reader: Citizen
) -> None:
    right = reader.rows()
    reader.execute(statement, name)
    assert reader.rows() != right
    with pytest.raises(RegistryCopyDamaged):
        reader.client.view()
    reader.client.refresh()
    assert reader.rows() == right
    assert reader.client.view() is not None


def test_another_first_root_in_the_rows_is_not_believed(
    reader: Citizen, tmp_path: Path, mirror: Mirror
) -> None:
    other = SyntheticRegistry(tmp_path / "other")
    other.publish(recipient("evil"))
    reader.execute("UPDATE registry_file SET content = ? WHERE name LIKE '%root.json'", other.root)
    mirror.folder = other.folder
    assert reader.client.view() is None
    with pytest.raises(RegistryNotChosen):
        reader.client.refresh()


def test_other_roots_in_the_history_are_not_believed(
    reader: Citizen, registry: SyntheticRegistry, tmp_path: Path
) -> None:
    """A whole registry of the attacker's, hung below the first root."""
    other = SyntheticRegistry(tmp_path / "other")
    other.rotate_root()
    other.publish(recipient("evil"))
    for name in ("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"):
        row = {"2.root.json": "root_history/2.root.json"}.get(name, name.removeprefix("1."))
        content = (other.metadata / name).read_bytes()
        reader.execute("INSERT OR REPLACE INTO registry_file VALUES (?, ?)", row, content)
    with pytest.raises(RegistryCopyDamaged):
        reader.client.view()
    reader.client.refresh()
    view = reader.client.view()
    assert view is not None
    assert set(view.recipients) == {"r1", "r2"}
