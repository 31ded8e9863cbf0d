"""The vectors as a stranger would run them, and the short reader of the document."""

import base64
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from consent.request import open_request
from export.receiving import refusals
from export.receiving.refusals import BundleRefused
from export.receiving.verifying import Expected, verify_bundle

ROOT: Final = Path(__file__).parents[3]
VECTORS: Final = ROOT / "tests" / "vectors" / "bundle"
DOCUMENT: Final = (ROOT / "docs" / "formats" / "bundle.md").read_text("utf-8")
VALID: Final = (VECTORS / "valid.tar").read_bytes()
CASES: Final[list[dict[str, Any]]] = [
    case
    for kind in ("invalid", "tampered")
    for case in json.loads((VECTORS / f"{kind}.json").read_text("utf-8"))
]


def expected() -> Expected:
    request = open_request((VECTORS / "project.ddrequest").read_bytes())
    return Expected("nordkysten-hospital", [request], lambda project, pseudonym: None)


def stream_of(case: dict[str, Any]) -> bytes:
    return b"".join(
        base64.b64decode(piece) if isinstance(piece, str) else VALID[piece[0] : piece[1]]
        for piece in case["pieces"]
    )


def test_the_valid_bundle_is_accepted() -> None:
    verified = verify_bundle(io.BytesIO(VALID), expected())
    assert verified.manifest.pseudonym == "txswqr7jifg2jvg2lm5i"
    assert verified.length == len(VALID)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_every_other_is_refused_as_it_says(case: dict[str, Any]) -> None:
    with pytest.raises(BundleRefused) as refused:
        verify_bundle(io.BytesIO(stream_of(case)), expected())
    assert refused.value.code == case["code"]


def test_the_document_names_every_reason_and_its_exit_code() -> None:
    rows = dict(re.findall(r"^\| `(BUNDLE_\w+)` \| (\d) \|", DOCUMENT, re.MULTILINE))
    reasons = {
        each.code: str(int(each.exit_code))
        for each in BundleRefused.__subclasses__()
        if each.__module__ == refusals.__name__  # the others stand in store.md
    }
    assert rows == reasons


def short_reader(stream: bytes) -> subprocess.CompletedProcess[bytes]:
    (program,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    return subprocess.run(
        [sys.executable, "-c", program], input=stream, capture_output=True, check=False
    )


def test_the_documents_short_reader_reads_the_valid_bundle() -> None:
    done = short_reader(VALID)
    assert done.stderr == b""
    assert done.stdout == b"txswqr7jifg2jvg2lm5i sent bundle 1 to nordkysten-hospital\n"


@pytest.mark.parametrize(
    "code",
    ["BUNDLE_ALTERED", "BUNDLE_MISSING", "BUNDLE_REORDERED", "BUNDLE_DOUBLED", "BUNDLE_OTHER_KEY",
     "BUNDLE_SIGNATURE_WRONG", "BUNDLE_NOT_AS_CONFIRMED", "BUNDLE_NOT_A_FILE", "BUNDLE_UNSIGNED"],
)  # fmt: skip
def test_the_documents_short_reader_stops_at_what_is_not_right(code: str) -> None:
    case = next(each for each in CASES if each["code"] == code)
    assert short_reader(stream_of(case)).returncode != 0
