"""The report on a package at the command line: on paper, into a new file."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.commands import AtTheTerminal
from tests.receipt_papers import Sheets
from tests.releases import PROJECT


@pytest.fixture
def package(giver: AtTheTerminal) -> Path:
    """Return a package of someone who has said yes."""
    file = giver.home / "some.ddaudit"
    assert giver.run("log", "package", "--out", str(file)).code == 0
    return file


@pytest.mark.parametrize(("language", "title"), [("en", "Report on"), ("da", "Rapport om")])
def test_a_report_is_written_in_the_language_in_force(
    giver: AtTheTerminal, package: Path, language: str, title: str
) -> None:
    file = giver.home / "report.pdf"
    words = ("auditor", "show", str(package), "--format", "pdf", "--out", str(file))
    answer = giver.run(*words, lang=language)
    assert answer.code == 0
    assert file.name in answer.out
    assert title in Sheets(file.read_bytes()).text
    assert giver.run(*words).error == "FILE_EXISTS"


@pytest.mark.parametrize("form", ["html", "csv", "fhir"])
def test_other_forms_are_written_too(giver: AtTheTerminal, package: Path, form: str) -> None:
    file = giver.home / "written"
    words = ("auditor", "show", str(package), "--format", form, "--out", str(file), "--json")
    document = giver.run(*words).document
    content = file.read_bytes()
    assert document == {
        "report": str(file), "format": form, "sha256": sha256(content).hexdigest(), "ok": True
    }  # fmt: skip
    if form == "fhir":
        assert json.loads(content)["resourceType"] == "Bundle"
    assert PROJECT in content.decode()


@pytest.mark.parametrize(
    "words", [("--format", "pdf"), ("--format", "html"), ("--out", "x"), ("--format", "docx")]
)
def test_what_cannot_be_is_refused(
    giver: AtTheTerminal, package: Path, words: tuple[str, ...]
) -> None:
    answer = giver.run("auditor", "show", str(package), *words)
    assert (answer.code, answer.error) == (2, "USAGE")
