"""A donor's bundle, from the vault to the outbox, opened with programs of others alone.

What ``docs/formats`` promises a recipient: decrypt, unpack, validate the bag and the crate, load
tables and lines. Nothing of this program takes part once the sealed file is there.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

import bagit  # type: ignore[import-untyped]
import pytest
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from export.seal.port import PrivateSealKey
from tests.donations import Donor, donor
from tests.fhir_oracles import NotR4, require_r4
from tests.fhir_rules import faults
from tests.releases import RECIPIENT, new_template
from tests.seals import Reader, keys_of, make_reader

AGE: Final = shutil.which("age")
CRYPT4GH: Final = shutil.which("crypt4gh", path=str(Path(sys.executable).parent))
TAR: Final = shutil.which("tar")
VALIDATOR: Final = shutil.which("rocrate-validator") or os.environ.get("ROCRATE_VALIDATOR")

needs_age = pytest.mark.skipif(AGE is None, reason="needs the age program")
needs_crypt4gh = pytest.mark.skipif(
    CRYPT4GH is None, reason="no crypt4gh here: it has no wheels for Windows"
)
needs_tar = pytest.mark.skipif(TAR is None, reason="needs the tar program")
needs_validator = pytest.mark.skipif(
    not VALIDATOR, reason="needs rocrate-validator in an environment of its own"
)


class Parcel(NamedTuple):
    """A sealed bundle as its recipient has it, and the file with the key to it."""

    sealed: Path
    key: Path
    records: int

    def decrypt(self, key: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run the program of its format, with its key or another."""
        secret = str(key or self.key)
        with self.sealed.open("rb") as sealed:
            command = (
                [str(AGE), "--decrypt", "--identity", secret]
                if self.sealed.suffix == ".age"
                else [str(CRYPT4GH), "decrypt", "--sk", secret]
            )
            return subprocess.run(command, stdin=sealed, capture_output=True, check=False)


def age_key(folder: Path) -> tuple[Reader, Path]:
    """Make a key, and the identity file that the age program reads."""
    reader = make_reader("age")
    file = folder / "identity.txt"
    file.write_bytes(reader.private.secret + b"\n")
    return reader, file


def crypt4gh_key(folder: Path) -> tuple[Reader, Path]:
    """Make a key with the reference package's own generator."""
    c4gh = pytest.importorskip("crypt4gh.keys.c4gh")
    keys = pytest.importorskip("crypt4gh.keys")
    private, public = folder / "private", folder / "public"
    c4gh.generate(str(private), str(public), None, None)
    raw = bytes(keys.get_private_key(str(private), lambda: ""))
    return Reader(public.read_text("ascii"), PrivateSealKey("crypt4gh", raw)), private


@contextmanager
def donation(folder: Path, reader: Reader, key: Path) -> Iterator[Parcel]:
    """Donate everything to whoever has a key."""
    (folder / "donor").mkdir()
    with donor(new_template(folder / "template"), folder / "donor") as giver:
        _move_to(giver, reader)
        prepared = giver.prepare()
        entry = giver.outbox.seal(prepared, prepared.contents.digest)
        sealed = folder / entry.file_name
        shutil.copy(giver.outbox.file(entry), sealed)
        yield Parcel(sealed, key, prepared.records)


def _move_to(giver: Donor, reader: Reader) -> None:
    """Publish another key for the recipient."""
    giver.reader = reader
    giver.citizen.recipient = RECIPIENT.model_copy(update={"seal": keys_of(reader)})
    giver.citizen.republish()
    giver.citizen.refresh()


@pytest.fixture(scope="module")
def by_age(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parcel]:
    folder = tmp_path_factory.mktemp("age")
    with donation(folder, *age_key(folder)) as parcel:
        yield parcel


@pytest.fixture(scope="module")
def by_crypt4gh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parcel]:
    folder = tmp_path_factory.mktemp("crypt4gh")
    with donation(folder, *crypt4gh_key(folder)) as parcel:
        yield parcel


@dataclass(frozen=True)
class Bag:
    """An unpacked bundle."""

    folder: Path
    records: int

    @property
    def files(self) -> dict[str, Path]:
        """Every file by its name from the bag's root."""
        found = (file for file in sorted(self.folder.rglob("*")) if file.is_file())
        return {file.relative_to(self.folder).as_posix(): file for file in found}

    def resources(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the FHIR resources, each with the name of its file."""
        for file in sorted((self.folder / "data" / "fhir").iterdir()):
            with file.open(encoding="utf-8", newline="") as lines:
                for line in lines:
                    yield file.name, json.loads(line)

    def tables(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Yield the tables by name, as a stock reader of CSV has them."""
        for file in sorted((self.folder / "data" / "tables").glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as opened:
                yield file.stem.rsplit("-", 1)[0], list(csv.DictReader(opened, strict=True))


def unpack(parcel: Parcel, folder: Path) -> Bag:
    """Decrypt with the format's program, and pipe that into tar, which has nothing to say."""
    opened = parcel.decrypt()
    assert opened.returncode == 0
    folder.mkdir()
    unpacked = subprocess.run(
        [str(TAR), "-x"], cwd=folder, input=opened.stdout, capture_output=True, check=True
    )
    assert unpacked.stdout + unpacked.stderr == b""
    return Bag(folder, parcel.records)


@pytest.fixture
def bag(by_age: Parcel, tmp_path: Path) -> Bag:
    if AGE is None or TAR is None:
        pytest.skip("needs the age and the tar program")
    return unpack(by_age, tmp_path / "bag")


# -- the seal and the tar stream ------------------------------------------------------


@needs_tar
@pytest.mark.parametrize(
    "which",
    [
        pytest.param("by_age", marks=needs_age),
        pytest.param("by_crypt4gh", marks=needs_crypt4gh),
    ],
)
def test_either_seal_opens_into_a_valid_bag_with_every_record(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    parcel: Parcel = request.getfixturevalue(which)
    found = unpack(parcel, tmp_path / "bag")
    bagit.Bag(str(found.folder)).validate()
    assert sum(1 for _ in found.resources()) == parcel.records + 1  # and the person
    assert parcel.records > 0


@needs_age
@needs_crypt4gh
@needs_tar
def test_the_seal_changes_nothing_of_what_is_in_it(
    by_age: Parcel, by_crypt4gh: Parcel, tmp_path: Path
) -> None:
    """Two donors' bundles, sealed in two ways, have the same files."""
    one, other = unpack(by_age, tmp_path / "one"), unpack(by_crypt4gh, tmp_path / "other")
    assert set(one.files) == set(other.files)


@pytest.mark.parametrize(
    ("which", "make"),
    [
        pytest.param("by_age", age_key, marks=needs_age),
        pytest.param("by_crypt4gh", crypt4gh_key, marks=needs_crypt4gh),
    ],
)
def test_another_key_opens_nothing(
    which: str,
    make: Callable[[Path], tuple[Reader, Path]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    """Negative control: it is the key that opens it."""
    parcel: Parcel = request.getfixturevalue(which)
    refused = parcel.decrypt(make(tmp_path)[1])
    assert refused.returncode != 0
    assert refused.stdout == b""


@needs_age
def test_the_age_program_refuses_a_cut_bundle(by_age: Parcel, tmp_path: Path) -> None:
    """Negative control: the end is sealed too."""
    cut = tmp_path / "cut.age"
    cut.write_bytes(by_age.sealed.read_bytes()[:-1])
    assert by_age._replace(sealed=cut).decrypt().returncode != 0


def test_the_file_is_named_by_its_digest_alone(by_age: Parcel, by_crypt4gh: Parcel) -> None:
    for parcel in (by_age, by_crypt4gh):
        assert parcel.sealed.stem == sha256(parcel.sealed.read_bytes()).hexdigest()


# -- the bag and the crate ------------------------------------------------------------


def test_bagit_finds_the_bag_whole_and_valid(bag: Bag) -> None:
    opened = bagit.Bag(str(bag.folder))
    opened.validate()
    assert opened.version_info == (1, 0)
    assert set(opened.missing_optional_tagfiles()) == set()
    assert "manifest.dsse.json" in opened.entries


def test_bagit_sees_what_was_changed_added_or_removed(bag: Bag) -> None:
    """Negative control, for every file of the payload."""
    for name, file in bag.files.items():
        if not name.startswith("data/"):
            continue
        content = file.read_bytes()
        file.write_bytes(content + b"\n")
        with pytest.raises(bagit.BagValidationError):
            bagit.Bag(str(bag.folder)).validate()
        file.unlink()
        with pytest.raises(bagit.BagValidationError):
            bagit.Bag(str(bag.folder)).validate()
        file.write_bytes(content)
    bagit.Bag(str(bag.folder)).validate()
    (bag.folder / "data" / "more.txt").write_text("more", "utf-8")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag.folder)).validate()


def test_rocrate_reads_the_crate_and_every_file_is_in_it(bag: Bag) -> None:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        crate = ROCrate(str(bag.folder / "data"))
    inside = {name.removeprefix("data/") for name in bag.files if name.startswith("data/")}
    assert {each.id for each in crate.data_entities} == inside - {"ro-crate-metadata.json"}
    for entity in crate.data_entities:
        assert int(entity["contentSize"]) == (bag.folder / "data" / entity.id).stat().st_size


def validated(crate: Path) -> subprocess.CompletedProcess[str]:
    """Run the rocrate-validator, without a network."""
    context = files("rocrate") / "data" / "ro-crate.jsonld"
    python = Path(str(VALIDATOR)).with_name("python")
    script = Path(__file__).parents[1] / "rocrate_offline.py"
    return subprocess.run(
        [python, script, str(context), crate],
        cwd=crate.parent.parent, capture_output=True, check=False, text=True,
    )  # fmt: skip


@needs_validator
def test_the_rocrate_validator_finds_nothing_that_must_be_otherwise(bag: Bag) -> None:
    done = validated(bag.folder / "data")
    assert (done.returncode, done.stdout) == (0, "")


@needs_validator
def test_the_rocrate_validator_sees_a_crate_without_its_parts(bag: Bag) -> None:
    """Negative control."""
    file = bag.folder / "data" / "ro-crate-metadata.json"
    crate = json.loads(file.read_text("utf-8"))
    for entity in crate["@graph"]:
        entity.pop("hasPart", None)
    file.write_text(json.dumps(crate), "utf-8")
    assert validated(bag.folder / "data").returncode == 1


# -- lines and tables -----------------------------------------------------------------


def test_every_line_is_fhir_that_the_oracles_accept(bag: Bag) -> None:
    kinds: Counter[str] = Counter()
    for name, resource in bag.resources():
        kind = resource["resourceType"]
        assert name.startswith(f"{kind}-")
        assert faults(resource) == []
        if kind == "Patient":
            require_r4(resource)
        kinds[kind] += 1
    assert kinds["Patient"] == 1
    assert sum(kinds.values()) - 1 == bag.records


def test_the_consent_in_it_is_fhir_that_the_oracles_accept(bag: Bag) -> None:
    require_r4(json.loads(bag.files["data/consent/consent-fhir.json"].read_text("utf-8")))


def test_the_oracles_see_what_is_no_fhir(bag: Bag) -> None:
    """Negative control."""
    resource = next(each for _, each in bag.resources() if each["resourceType"] == "Observation")
    assert faults({**resource, "status": None}) != []
    assert faults({**resource, "novel": 1}) != []
    assert faults({name: value for name, value in resource.items() if name != "code"}) != []
    person = next(each for _, each in bag.resources() if each["resourceType"] == "Patient")
    with pytest.raises(NotR4):
        require_r4({**person, "gender": "novel"})


def test_lines_all_point_at_one_person_and_no_id_comes_twice(bag: Bag) -> None:
    resources = [each for _, each in bag.resources()]
    (person,) = (each["id"] for each in resources if each["resourceType"] == "Patient")
    subjects = {
        each["subject"]["reference"] for each in resources if each["resourceType"] == "Observation"
    }
    assert subjects == {f"Patient/{person}"}
    ids = Counter((each["resourceType"], each["id"]) for each in resources)
    assert set(ids.values()) == {1}


def test_tables_have_the_columns_that_the_dictionary_tells_of(bag: Bag) -> None:
    (name,) = (each for each in bag.files if each.endswith("dictionary.json"))
    dictionary = json.loads(bag.files[name].read_text("utf-8"))
    told = {
        table["table"]: [column["name"] for column in table["columns"]]
        for table in dictionary["tables"]
    }
    read = dict(bag.tables())
    assert read
    for table, rows in read.items():
        assert rows
        assert list(rows[0]) == told[table]
        assert all(None not in row and None not in row.values() for row in rows)


def test_a_row_says_what_its_line_says(bag: Bag) -> None:
    """Numbers read from the tables are those of the lines with the same ids."""
    values = {
        resource["id"]: resource["valueQuantity"]["value"]
        for _, resource in bag.resources()
        if "valueQuantity" in resource
    }
    rows = {
        row["id"]: float(row["value"])
        for _, table in bag.tables()
        for row in table
        if row.get("id") in values and row.get("value")
    }
    assert rows
    assert rows == {name: values[name] for name in rows}
    ids = {resource["id"] for _, resource in bag.resources()}
    assert {row["id"] for _, table in bag.tables() for row in table if "id" in row} <= ids
