"""Clinical documents that are not read are known, and a person is told why."""

from pathlib import Path

import pytest

from datadonor.sources.formats.cda_other import FORMAT
from datadonor.sources.found import Note
from datadonor.sources.parcel import HEAD_BYTES
from tests.importing import read_file, recognise
from tests.realdata import real_files
from tests.synthetic_medcom import Monitoring

APPLE = (
    b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="US"/>'
    b'<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>'
    b'<templateId root="2.16.840.1.113883.10.20.22.1.2"/>'
    b'<id extension="Health Export CDA" root="1.1.1.1.1.1.1.1.1"/>'
    b'<code codeSystem="2.16.840.1.113883.6.1" code="34109-9"/>'
    b"<title>Health Data Export</title>"
)


@pytest.mark.parametrize(
    ("code", "template"),
    [
        ("74468-0", "1.2.208.184.12.1"),  # a form without answers
        ("39289-4", "1.2.208.184.14.1"),  # an appointment
        ("81215-6", "1.2.208.184.15.1"),  # a care plan
        ("PDC", "1.2.208.184.16.1"),  # master data
        ("103140-0", "1.2.208.184.17.1"),  # an attached file
        ("34133-9", "2.16.840.1.113883.10.20.22.1.2"),  # another country's summary
    ],
)
def test_nothing_of_them_is_read_not_even_names(tmp_path: Path, code: str, template: str) -> None:
    """Master data hold the numbers of relatives."""
    file = tmp_path / "document"
    file.write_bytes(Monitoring(code=code, templates=(template,)).xml())
    found = read_file(FORMAT, file)
    assert found.notices == {Note.NOT_IMPORTED: 1}
    assert (found.samples, found.documents, found.identifiers) == ([], [], [])


def test_the_copy_beside_an_apple_export_is_known_by_its_head_alone(tmp_path: Path) -> None:
    """It may be 600 MB: what follows the first bytes is never asked for, and may be anything."""
    file = tmp_path / "any.xml"
    file.write_bytes(APPLE + b" " * HEAD_BYTES + b"<<<" + b"x" * (4 << 20))
    found = read_file(FORMAT, file)
    assert found.notices == {Note.COPY_SKIPPED: 1}


@pytest.mark.parametrize(
    "content",
    [
        b"<HealthData/>",
        b"<ClinicalDocument/>",  # not in HL7's namespace
        b"ClinicalDocument urn:hl7-org:v3",
        b'<r xmlns="urn:hl7-org:v3"><ClinicalDocument/></r>',
        b'{"resourceType": "ClinicalDocument"}',
        b"<gpx/>",
    ],
)
def test_other_files_are_not_taken_for_clinical_documents(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert not {"cda_other", "medcom_phmr", "medcom_qrd"} & recognise(tmp_path).keys()


def test_real_documents_of_others_are_known_and_left_alone() -> None:
    files = real_files("cda/**/*.xml") + real_files("medcom_cda_mit/*.xml")
    if not files:
        pytest.skip("the folder with real files is not here")
    for file in files:
        assert recognise(file) == {"cda_other": 1}
        assert read_file(FORMAT, file).notices == {Note.NOT_IMPORTED: 1}


def test_no_real_file_of_another_kind_is_taken_for_one() -> None:
    files = [
        file
        for file in real_files("**/*")
        if file.is_file() and not {"cda", "medcom_cda_mit"} & set(file.parts)
    ]
    if not files:
        pytest.skip("the folder with real files is not here")
    for file in files:
        with file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
        assert not FORMAT.sniff(None, head)  # type: ignore[arg-type]
