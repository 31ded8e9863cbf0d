"""Bundles opened with programs of others, and nothing of ours but the writer."""

import csv
import json
import os
import shutil
import subprocess
import tarfile
import warnings
from importlib.resources import files
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from tests import bundles

VALIDATOR = shutil.which("rocrate-validator") or os.environ.get("ROCRATE_VALIDATOR")


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """Return a bundle unpacked as its handbook says."""
    (tmp_path / "bundle.tar").write_bytes(bundles.bundle(bundles.payload(500)))
    folder = tmp_path / "bag"
    folder.mkdir()
    with tarfile.open(tmp_path / "bundle.tar") as tar:
        if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on
            tar.extraction_filter = tarfile.data_filter
        tar.extractall(folder)  # noqa: S202 - a bundle of our own
    return folder


@pytest.mark.skipif(not shutil.which("tar"), reason="needs the tar program")
def test_tar_unpacks_it_from_a_pipe_without_a_word(bag: Path, tmp_path: Path) -> None:
    into = tmp_path / "unpacked"
    into.mkdir()
    stream = (tmp_path / "bundle.tar").read_bytes()
    done = subprocess.run(["tar", "-x"], cwd=into, input=stream, capture_output=True, check=True)
    assert done.stdout + done.stderr == b""
    compared = subprocess.run(["diff", "-r", into, bag], capture_output=True, check=False)
    assert compared.returncode == 0


def test_bagit_finds_the_bag_valid(bag: Path) -> None:
    opened = bagit.Bag(str(bag))
    opened.validate()
    assert opened.version_info == (1, 0)
    assert set(opened.missing_optional_tagfiles()) == set()
    assert "manifest.dsse.json" in opened.entries


@pytest.mark.parametrize(
    "name", ["data/tables/steps-0001.csv", "manifest.dsse.json", "bag-info.txt"]
)
def test_bagit_sees_what_was_changed(bag: Path, name: str) -> None:
    """Negative control: bagit does compare the files."""
    content = (bag / name).read_bytes()
    (bag / name).write_bytes(content[:-2] + b"7\n")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_rocrate_reads_the_crate(bag: Path) -> None:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        crate = ROCrate(str(bag / "data"))
    inside = {
        path.relative_to(bag / "data").as_posix()
        for path in (bag / "data").rglob("*")
        if path.is_file()
    }
    assert {each.id for each in crate.data_entities} == inside - {"ro-crate-metadata.json"}
    assert crate.version == "1.2"
    assert crate.root_dataset["datePublished"] == "2026-09-01"
    for entity in crate.data_entities:
        assert int(entity["contentSize"]) == (bag / "data" / entity.id).stat().st_size


def validated(crate: Path) -> subprocess.CompletedProcess[str]:
    """Run the rocrate-validator."""
    context = files("rocrate") / "data" / "ro-crate.jsonld"  # of 1.3, which only adds terms
    python = Path(str(VALIDATOR)).with_name("python")
    script = Path(__file__).parents[2] / "rocrate_offline.py"
    return subprocess.run(
        [python, script, str(context), crate],
        cwd=crate.parent.parent, capture_output=True, check=False, text=True,
    )  # fmt: skip


@pytest.mark.skipif(not VALIDATOR, reason="needs rocrate-validator in an environment of its own")
def test_the_rocrate_validator_finds_nothing_that_must_be_otherwise(bag: Path) -> None:
    done = validated(bag / "data")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not VALIDATOR, reason="needs rocrate-validator in an environment of its own")
@pytest.mark.parametrize("term", ["hasPart", "datePublished", "license"])
def test_the_rocrate_validator_sees_what_is_missing(bag: Path, term: str) -> None:
    """Negative control."""
    file = bag / "data" / "ro-crate-metadata.json"
    crate = json.loads(file.read_text("utf-8"))
    for entity in crate["@graph"][:2]:
        entity.pop(term, None)
    file.write_text(json.dumps(crate), "utf-8")
    assert validated(bag / "data").returncode == 1


def test_tables_and_lines_are_read_and_say_the_same(bag: Path) -> None:
    with (bag / "data/tables/steps-0001.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: int(row["count"]) for row in csv.DictReader(file, strict=True)}
    lines = {}
    for part in (bag / "data/fhir").iterdir():
        for line in part.read_text("utf-8").splitlines():
            resource = json.loads(line)
            assert part.name == f"{resource['resourceType']}-0001.ndjson"
            lines[resource["id"]] = resource["valueQuantity"]["value"]
    assert len(lines) == 500
    assert len(rows) == 400
    assert {name: lines[name] for name in rows} == rows
