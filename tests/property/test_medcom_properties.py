"""Whatever the bytes, a clinical document is read or refused, and never breaks its reader."""

import contextlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from datadonor.records.sample import Sample
from datadonor.sources.errors import FileRefused
from datadonor.sources.formats import cda_other, medcom_phmr, medcom_qrd
from datadonor.sources.found import RowUnreadable
from datadonor.sources.medcom.elements import moment_of
from datadonor.sources.medcom.values import number_of
from datadonor.sources.reading import COPENHAGEN, Format
from datadonor.sources.xml_tree import openings, parse_xml
from tests.importing import read_file
from tests.synthetic_medcom import Answers, Monitoring, Organizer, Question, Reading, choice, device

MONITORING: Final = Monitoring(
    (Organizer((Reading("NPU03011", value=".92", unit="NA", comment="Tastefejl"),)),),
    (Organizer((Reading(within=device("DEV")), Reading("NPU04206", value="+1", shape="ST"))),),
).xml()
ANSWERS: Final = Answers(((Question("q1", choice("a", "b")), Question("q2", choice("c"))),)).xml()
FORMATS: Final = (medcom_phmr.FORMAT, medcom_qrd.FORMAT, cda_other.FORMAT)
ODD: Final = st.sampled_from(
    [b"<", b">", b'"', b"&", b"&#0;", b"]]>", b"<!--", b"<?", b"\xff", b"\0", b"<![CDATA[", b"/>"]
)


def read_all(content: bytes) -> None:
    """Read with every format that claims it; only a refusal may come out."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "document")
        file.write_bytes(content)
        for each in FORMATS:
            check(each, file)


def check(kind: Format, file: Path) -> None:
    try:
        found = read_file(kind, file)
    except FileRefused:
        return
    for sample in found.samples:
        assert isinstance(sample, Sample)
        assert sample.duration_ms >= 0
        assert sample.number is None or sample.code is None
        assert sample.number is None or abs(sample.number) <= 1e12


@st.composite
def changed(draw: st.DrawFn, of: bytes) -> bytes:
    """Return a right document with a few bytes flipped, cut out or put in."""
    content = bytearray(of)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                content[place] ^= draw(st.integers(1, 255))
            case 1:
                del content[place : place + draw(st.integers(1, 200))]
            case 2:
                content[place:place] = draw(ODD)
            case _:
                end = place + draw(st.integers(1, 300))
                content[place:place] = content[place:end]
        if not content:
            return b"<"
    return bytes(content)


@settings(max_examples=150)
@given(changed(MONITORING) | changed(ANSWERS))
def test_a_changed_document_is_read_or_refused(content: bytes) -> None:
    read_all(content)


@settings(max_examples=60)
@given(st.sampled_from([MONITORING, ANSWERS]), st.integers(1, 1_000_000), st.binary(max_size=300))
def test_a_document_that_goes_on_as_anything_is_read_or_refused(
    of: bytes, length: int, rest: bytes
) -> None:
    read_all(of[: length % len(of) + 1] + rest)


@given(st.binary(max_size=300))
@example(b"<a")
@example(b"\xff\xfe<\x00")
def test_xml_is_read_or_refused(content: bytes) -> None:
    list(openings(content))
    with contextlib.suppress(FileRefused):
        parse_xml(content)


@given(st.text("<>&;\"'=/!?[]-abDOCTYPE \n", max_size=200))
def test_what_looks_like_xml_is_read_or_refused(text: str) -> None:
    list(openings(text.encode()))
    with contextlib.suppress(FileRefused):
        parse_xml(b"<a>" + text.encode())


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{8,14}(\.[0-9]{1,9})?[Z+-]?[0-9]{0,4}"))
def test_a_time_is_read_or_unreadable(text: str) -> None:
    with contextlib.suppress(RowUnreadable):
        moment_of(text, COPENHAGEN)


@given(st.text(max_size=40) | st.from_regex(r"[+-]?[0-9]*[.,]?[0-9]*([eE][+-]?[0-9]+)?"))
def test_a_number_is_finite_or_unreadable(text: str) -> None:
    with contextlib.suppress(RowUnreadable):
        assert abs(number_of(text)) <= 1e12
