"""Nothing in a draft is read as another thing than it says."""

import pytest

from consent.draft import DraftUnreadable, finish_draft, read_draft, write_draft
from consent.request import ProjectRequest, RequestInvalid, request_document
from datadonor.texts import Language
from tests.synthetic_requests import sample_request

AS_WRITTEN = (
    "2024.10", "22:45", "+4533121212", "01234567", "0x1f", "0b11", "1_000", "1e5", "1.0e-07",
    "-5", ".nan", "-.inf", "2030-01-31", "=", "12345678", "9" * 30,
)  # fmt: skip


def draft(**changed: object) -> bytes:
    values = request_document(sample_request("sleep")) | changed
    return write_draft(values, Language.ENGLISH).encode()


def with_line(name: str, written: str) -> bytes:
    """Return a whole draft in which a field is written in a certain way."""
    lines = draft(**{name: "REPLACED"}).decode()
    assert f"{name}: REPLACED" in lines
    return lines.replace(f"{name}: REPLACED", f"{name}: {written}").encode()


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_text_that_looks_like_something_else_stays_as_it_is_written(written: str) -> None:
    values = read_draft(with_line("storage_location", written))
    assert values["storage_location"] == written
    assert finish_draft(values).storage_location == written


def test_it_is_so_within_lists_and_groups_as_well() -> None:
    read = read_draft(b"ethics:\n  case_number: 2024.10\npurposes: [22:45, 7]\n")
    assert read == {"ethics": {"case_number": "2024.10"}, "purposes": ["22:45", "7"]}


def test_a_number_is_a_number_where_numbers_belong() -> None:
    values = read_draft(b"version: 12\ncomprehension:\n- correct: 0\n")
    assert values == {"version": 12, "comprehension": [{"correct": 0}]}


@pytest.mark.parametrize("written", ["'2'", "2.0", "0x2", "02"])
def test_what_is_no_plain_number_is_none(written: str) -> None:
    with pytest.raises(RequestInvalid) as caught:
        finish_draft(read_draft(with_line("version", written)))
    assert caught.value.facts["where"] == "version"


@pytest.mark.parametrize(
    "written",
    ["!!binary aGVq", "!!set {a, b}", "!!omap [a: 1]", "!!int '0x1f'", "!!timestamp 2030-01-31",
     "!!float 1", "!!str 5", "! 5"],
)  # fmt: skip
def test_a_tag_is_refused(written: str) -> None:
    with pytest.raises(DraftUnreadable):
        read_draft(f"storage_location: {written}\n".encode())


def test_nothing_is_merged_into_another_thing() -> None:
    assert read_draft(b"ethics: {<<: {a: b}}") == {"ethics": {"<<": {"a": "b"}}}


def with_questionnaire(content: dict[str, object]) -> ProjectRequest:
    document = request_document(sample_request("sleep"))
    document["questionnaires"][0].update(content)
    return finish_draft(document)


def test_a_questionnaire_keeps_its_own_numbers_and_texts() -> None:
    values = {"a": 0.5, "b": -3, "c": "0.5", "d": "7", "e": 1.5e-07, "f": "1e5", "g": True}
    written = write_draft({"questionnaires": [values]}, Language.ENGLISH).encode()
    (read,) = read_draft(written)["questionnaires"]
    assert read == values
    assert {type(each) for each in read.values()} == {float, int, str, bool}
