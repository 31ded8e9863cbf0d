"""A draft's file is never written over without a look at what lies there."""

from pathlib import Path

import pytest

from consent.draft import MOST_BYTES, DraftUnreadable, write_draft
from consent.draft_file import DraftChanged, DraftFile, DraftTooLong, has_own_comments
from consent.request import request_document
from datadonor.texts import Language
from tests.synthetic_requests import sample_request


@pytest.fixture
def draft() -> str:
    return write_draft(request_document(sample_request("sleep")), Language.ENGLISH)


@pytest.fixture
def file(tmp_path: Path, draft: str) -> DraftFile:
    file = DraftFile(tmp_path / "study.yaml")
    file.write(draft)
    return file


def test_what_was_read_or_written_here_is_written_again(file: DraftFile, draft: str) -> None:
    assert file.write(draft + "a: 1\n") is None
    other = DraftFile(file.path)
    other.read()
    other.write(draft)
    assert file.path.read_text() == draft


def test_what_somebody_else_wrote_is_not_overwritten(file: DraftFile, draft: str) -> None:
    file.path.write_text("id: theirs\n")
    with pytest.raises(DraftChanged):
        file.write(draft)
    assert file.path.read_text() == "id: theirs\n"
    beside = file.beside()
    beside.write(draft)
    assert beside.path.name == "study-2.yaml"
    assert file.beside().path.name == "study-3.yaml"


def test_a_file_that_has_gone_is_written_again(file: DraftFile, draft: str) -> None:
    file.path.unlink()
    file.write(draft)
    assert file.path.read_text() == draft


def test_a_link_stays_a_link_and_others_can_still_read_it(
    file: DraftFile, draft: str, tmp_path: Path
) -> None:
    file.path.chmod(0o664)
    (tmp_path / "link.yaml").symlink_to(file.path)
    through = DraftFile(tmp_path / "link.yaml")
    through.read()
    through.write(draft + "a: 1\n")
    assert through.path.is_symlink()
    assert file.path.read_text().endswith("a: 1\n")
    assert file.path.stat().st_mode & 0o777 == 0o664


def test_what_could_not_be_opened_again_is_not_written(file: DraftFile, draft: str) -> None:
    with pytest.raises(DraftTooLong):
        file.write("x" * (MOST_BYTES + 1))
    assert file.path.read_text() == draft


def test_what_is_no_draft_is_not_known(file: DraftFile, draft: str) -> None:
    file.path.write_text("- a list\n")
    with pytest.raises(DraftUnreadable):
        file.read()
    with pytest.raises(DraftChanged):
        file.write(draft)


OWN = ("# ask Agnete\n{}", "{}# at the end\n", "{}own: 2030-01-01  # or later\n")


@pytest.mark.parametrize("written", OWN)
def test_comments_of_ones_own_are_put_aside_once(file: DraftFile, draft: str, written: str) -> None:
    commented = written.format(draft)
    file.path.write_text(commented)
    file.read()
    aside = file.write(draft)
    assert aside is not None
    assert (aside.name, aside.read_text()) == ("study.yaml.bak", commented)
    assert file.write(draft + "a: 1\n") is None


def test_what_was_put_aside_before_stays(file: DraftFile, draft: str) -> None:
    names = []
    for comment in ("one", "two", "two"):
        file.path.write_text(f"# {comment}\n{draft}")
        file.read()
        aside = file.write(draft)
        assert aside is not None
        names.append(aside.name)
    assert names == ["study.yaml.bak", "study.yaml-2.bak", "study.yaml-2.bak"]


@pytest.mark.parametrize("language", Language)
def test_our_own_explanations_are_nobodys_comments(language: Language) -> None:
    values = request_document(sample_request("sleep"))
    values["summary"]["da"] = "Vi ser på:\n# søvn\n\n#: hvile # og uro"
    assert not has_own_comments(write_draft(values, language).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_comments_are_found_in_every_encoding_of_yaml(encoding: str) -> None:
    assert has_own_comments("id: æøå # min egen\n".encode(encoding))
    assert not has_own_comments("id: 'æøå # min egen'\n".encode(encoding))
