"""A questionnaire's file: read as it came, or refused."""

import json
from pathlib import Path

import pytest

from consent.draft import MOST_BYTES
from consent.questionnaire_file import QuestionnaireUnreadable, read_questionnaire
from datadonor.errors import DiskRefused

FORM = {
    "resourceType": "Questionnaire",
    "title": "Søvn",
    "item": [{"linkId": "1", "enableWhen": [{"answerDecimal": 0.5}], "required": False}],
}

UNFIT = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": json.dumps([FORM]).encode(),
    "another resource": b'{"resourceType":"Patient"}',
    "none named": b"{}",
    "a name twice": b'{"resourceType":"Patient","resourceType":"Questionnaire"}',
    "a name twice within": b'{"resourceType":"Questionnaire","item":[{"a":1,"a":2}]}',
    "a number that is none": b'{"resourceType":"Questionnaire","a":NaN}',
    "a number without end": b'{"resourceType":"Questionnaire","a":1e999}',
    "a number too long to be sure of": b'{"resourceType":"Questionnaire","a":9007199254740993}',
    "another encoding": json.dumps(FORM, ensure_ascii=False).encode("latin-1"),
    "half a character": b'{"resourceType":"Questionnaire","title":"\\ud800"}',
    "turned round": '{"resourceType":"Questionnaire","title":"a\u202eb"}'.encode(),
    "not seen": '{"resourceType":"Questionnaire","a\u200bb":1}'.encode(),
    "deep": b'{"resourceType":"Questionnaire","item":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "too large": b'{"resourceType":"Questionnaire"}' + b" " * MOST_BYTES,
}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_it_is_read_as_it_came(tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "form.json"
    file.write_bytes(mark + json.dumps(FORM, ensure_ascii=False).encode())
    assert read_questionnaire(file) == FORM


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_none_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "form.json"
    file.write_bytes(UNFIT[name])
    with pytest.raises(QuestionnaireUnreadable) as caught:
        read_questionnaire(file)
    assert caught.value.facts == {}


def test_the_largest_that_fits_is_read(tmp_path: Path) -> None:
    content = json.dumps(FORM).encode()
    file = tmp_path / "form.json"
    file.write_bytes(content + b" " * (MOST_BYTES - len(content)))
    assert read_questionnaire(file) == FORM


def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskRefused):
        read_questionnaire(tmp_path)
