"""Vectors made without any code of ours, of pyrage or of crypt4gh, and what each of them says."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export.seal.opening import open_sealed
from tests.seals import VECTORS, Case, cases, is_content, open_all

REFUSED = [*cases("invalid"), *cases("tampered")]
VALID = list(cases("valid"))
UNNOTICED = list(cases("unnoticed"))


def test_there_are_vectors() -> None:
    assert len(VALID) >= 12
    assert len(UNNOTICED) >= 4
    assert len(REFUSED) >= 48


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_a_valid_file_opens_to_its_content(case: Case) -> None:
    assert is_content(case.said, open_all(case.sealed, case.key))


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_is_not_exactly_right_is_refused_with_its_reason(case: Case) -> None:
    with pytest.raises(DatadonorError) as refusal:
        open_all(case.sealed, case.key)
    assert refusal.value.code == case.said["code"]
    assert refusal.value.__cause__ is None
    assert all(refusal.value.user_message(language).message for language in Language)


@pytest.mark.parametrize("case", UNNOTICED, ids=lambda case: case.name)
def test_what_crypt4gh_cannot_notice_is_said_by_the_type(case: Case) -> None:
    """GA4GH Crypt4GH 1.0, Threat Analysis: nothing binds segments to their place."""
    with open_sealed(io.BytesIO(case.sealed), case.key) as opened:
        assert is_content(case.said, b"".join(opened))
        assert not opened.is_end_authenticated


def test_a_content_that_is_another_is_seen() -> None:
    """Negative control of the comparison that the tests above rest on."""
    case = VALID[0]
    assert not is_content(case.said, open_all(case.sealed, case.key) + b"\0")


def test_the_vectors_are_those_that_their_maker_writes(tmp_path: Path) -> None:
    """The maker is copied, because it writes beside itself."""
    maker = tmp_path / "make_seal_vectors.py"
    maker.write_bytes(VECTORS.with_name("make_seal_vectors.py").read_bytes())
    subprocess.run([sys.executable, maker], check=True, cwd=tmp_path)
    written = {
        file.relative_to(tmp_path / "seal"): file.read_bytes()
        for file in (tmp_path / "seal").rglob("*.*")
    }
    kept = {file.relative_to(VECTORS): file.read_bytes() for file in VECTORS.rglob("*.*")}
    assert written == kept
