"""The request's model: what has the form, what has not, and which field is named."""

import base64
import json
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from consent.envelope import EnvelopeDamaged, PublicKey, SignatureMissing, seal_envelope
from consent.request import (
    PAYLOAD_TYPE,
    Dates,
    ProjectRequest,
    RequestInvalid,
    RequestTooNew,
    Resolution,
    Texts,
    Window,
    open_request,
    parse_document,
    parse_request,
    request_document,
    sign_request,
)
from datadonor.texts import Language
from tests.synthetic_requests import SAMPLES, complete_request, sample_request, with_change

KEY = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)


def payload(where: str = "", value: Any = None) -> bytes:  # noqa: ANN401 - any JSON
    """Return a good request's JSON, with one value put in without asking the model."""
    document = request_document(sample_request("sleep"))
    if where:
        *outer, last = where.split(".")
        holder = document
        for step in outer:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        holder[int(last) if isinstance(holder, list) else last] = value
    return json.dumps(document).encode()


# -- there and back -----------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_a_request_survives_being_signed_and_opened(name: str) -> None:
    request = sample_request(name)
    content = sign_request(request, KEY)
    opened = open_request(content)
    assert opened.request == request
    assert opened.content == content
    assert opened.envelope.verify([PublicKey.of(KEY)])
    assert opened.envelope.payload == rfc8785.dumps(request_document(request))
    assert sign_request(opened.request, KEY) == content


def test_the_digest_is_of_the_exact_bytes() -> None:
    content = sign_request(sample_request("steps"), KEY)
    assert open_request(content).digest != open_request(content + b"\n").digest


def test_a_changed_byte_in_the_payload_breaks_the_signature() -> None:
    outer = json.loads(sign_request(sample_request("steps"), KEY))
    changed = base64.b64decode(outer["payload"]).replace(b'"version":1', b'"version":2')
    outer["payload"] = base64.b64encode(changed).decode()
    opened = open_request(json.dumps(outer).encode())
    assert opened.request.version == 2
    with pytest.raises(SignatureMissing):
        opened.envelope.verify([PublicKey.of(KEY)])


def test_absent_fields_are_left_out() -> None:
    document = request_document(complete_request(ethics=None, until=None, frequency="once"))
    assert not {"ethics", "until"} & document.keys()
    assert "null" not in json.dumps(document)


def test_dates_stand_under_the_name_of_the_contract() -> None:
    assert list(request_document(sample_request("sleep"))["items"][0]["window"]) == [
        "from",
        "until",
    ]


# -- what is refused, and where -------------------------------------------------------

LONG = "x" * 501

REFUSED: list[tuple[str, Any, str]] = [
    ("id", "../up", "id"),
    ("id", "", "id"),
    ("id", "a" * 65, "id"),
    ("id", "søvn", "id"),
    ("id", "a\n", "id"),
    ("version", 0, "version"),
    ("version", 10_000, "version"),
    ("version", "1", "version"),
    ("version", 1.5, "version"),
    ("version", True, "version"),
    ("title", "Søvn", "title"),
    ("title.da", "", "title.da"),
    ("title.da", " \n ", "title.da"),
    ("title.sv", "Sömn", "title"),
    ("title.en", None, "title.en"),
    ("summary.da", "x" * 20_001, "summary.da"),
    ("summary.da", "a\x00b", "summary.da"),
    ("summary.da", "a\x1bb", "summary.da"),
    ("summary.da", "a\tb", "summary.da"),
    ("summary.da", "a\rb", "summary.da"),
    ("summary.da", "abc\u202edef", "summary.da"),
    ("summary.da", "abc\u2067def", "summary.da"),
    ("summary.da", "abc\u200fdef", "summary.da"),
    ("summary.da", "ikke\u200bslette", "summary.da"),
    ("summary.da", "ikke\u00adslette", "summary.da"),
    ("summary.da", "\ufeffabc", "summary.da"),
    ("summary.da", "a\u2028b", "summary.da"),
    ("summary.da", "a\U000e0041b", "summary.da"),
    ("summary.da", "a\u0085b", "summary.da"),
    ("summary.da", "a\ue000b", "summary.da"),
    ("controller.name", LONG, "controller.name"),
    ("controller.name", "a\nb", "controller.name"),
    ("controller.cvr", "1234567", "controller.cvr"),
    ("controller.cvr", "1234567½", "controller.cvr"),
    ("controller.cvr", 12345678, "controller.cvr"),
    ("ethics.approved_on", "12-03-2026", "ethics.approved_on"),
    ("ethics.approved_on", 1_773_273_600, "ethics.approved_on"),
    ("ethics.approved_on", "1773273600", "ethics.approved_on"),
    ("ethics.approved_on", "2026-03-12T00:00:00", "ethics.approved_on"),
    ("ethics.approved_on", "2026-02-30", "ethics.approved_on"),
    ("ethics.document_sha256", "AB" * 32, "ethics.document_sha256"),
    ("purposes", [], "purposes"),
    ("purposes", ["a", "a"], "request"),
    ("data_use", ["DUO:0000042", "DUO:0000042"], "request"),
    ("items", [], "items"),
    ("items", [request_document(sample_request("sleep"))["items"][0]] * 101, "items"),
    ("items.1.id", "sleep", "request"),
    ("items.0.types", [], "items.0.types"),
    ("items.0.types", ["a", "a"], "request"),
    ("items.0.required", "yes", "items.0.required"),
    ("items.0.required", 1, "items.0.required"),
    ("items.0.window", {"from": "2026-01-02", "until": "2026-01-01"}, "items.0.window"),
    ("items.0.window", {"from_": "2026-01-01", "until": "2026-01-02"}, "items.0.window.from"),
    ("items.0.finest_resolution", "minute", "items.0.finest_resolution"),
    ("items.0.dates", "real", "items.0.dates"),
    ("demographics", ["name"], "demographics.0"),
    ("demographics", ["sex", "sex"], "request"),
    ("frequency", "daily", "frequency"),
    ("options.0.default", True, "options.0.default"),
    ("options.0.id", "newsletter", "options.0.id"),
    ("options.1.id", "recontact", "request"),
    ("options.0.text", {"da": "Må vi?"}, "options.0.text.en"),
    ("retention", {"then": "erase"}, "retention"),
    ("retention", {"then": "erase", "until": "2030-01-01", "duration": "P1Y"}, "retention"),
    ("retention", {"then": "keep", "duration": "P1Y"}, "retention.then"),
    ("retention", {"then": "erase", "duration": "P"}, "retention.duration"),
    ("retention", {"then": "erase", "duration": "PT1H"}, "retention.duration"),
    ("withdrawal.effect", "none", "withdrawal.effect"),
    ("comprehension.0.correct", 3, "comprehension.0"),
    ("comprehension.0.correct", -1, "comprehension.0.correct"),
    ("comprehension.0.answers", [{"da": "Ja", "en": "Yes"}], "comprehension.0.answers"),
    ("questionnaires", [1], "questionnaires.0"),
    ("questionnaires", [{"title": "a\u202eb"}], "questionnaires.0"),
    ("questionnaires", [{"a\u200bb": 1}], "questionnaires.0"),
    ("questionnaires", [{"item": [{"text": "a\x00"}]}], "questionnaires.0"),
    ("questionnaires", [{"a": 2**60}], "questionnaires.0"),
    ("questionnaires", [{"a": 1e16}], "questionnaires.0"),
    ("questionnaires", [{"a": float("nan")}], "questionnaires.0"),
    ("questionnaires", [{"a": "\ud800"}], "request"),
    ("questionnaires", [{}] * 21, "questionnaires"),
    ("extra", 1, "request"),
    ("valid_until", "", "valid_until"),
]


@pytest.mark.parametrize(("where", "value", "named"), REFUSED)
def test_what_is_off_is_refused_and_its_field_named(where: str, value: Any, named: str) -> None:  # noqa: ANN401
    with pytest.raises(RequestInvalid) as caught:
        parse_request(payload(where, value))
    assert caught.value.facts == {"where": named}
    assert caught.value.__cause__ is None


def test_without_a_change_the_same_bytes_are_a_request() -> None:
    """The control of the list above."""
    assert parse_request(payload()) == sample_request("sleep")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("summary.da", "En linje.\nOg en til — med “tegn”, § 3, 5 % og 😀."),
        ("questionnaires", [{"title": "a\r\n\tb"}]),
        ("items.0.types", ["SleepAnalysis"]),
        ("items.0.window", {"from": "2026-01-01", "until": "2026-01-01"}),
        ("retention", {"then": "erase", "duration": "P1Y6M"}),
    ],
)
def test_what_is_allowed_is_kept_as_it_is(where: str, value: Any) -> None:  # noqa: ANN401
    document = request_document(parse_request(payload(where, value)))
    for step in where.split("."):
        document = document[int(step)] if isinstance(document, list) else document[step]
    assert document == value


def test_the_name_of_an_unknown_field_is_never_repeated() -> None:
    """It could be anything; only names of ours are said."""
    with pytest.raises(RequestInvalid) as caught:
        parse_request(payload("controller.hemmeligt", 1))
    assert caught.value.facts == {"where": "controller"}
    for language in Language:
        assert "hemmeligt" not in "".join(caught.value.user_message(language))


def test_a_later_format_is_too_new_and_another_one_no_request() -> None:
    for value, error in (
        ("datadonor.request/2", RequestTooNew),
        ("datadonor.request/17", RequestTooNew),
        ("datadonor.request/x", RequestInvalid),
        ("datadonor.answer/1", RequestInvalid),
        (1, RequestInvalid),
    ):
        with pytest.raises(error):
            parse_request(payload("format", value))


def test_what_is_signed_says_its_format_and_a_draft_need_not() -> None:
    document = request_document(sample_request("sleep"))
    del document["format"]
    assert parse_document(document) == sample_request("sleep")
    with pytest.raises(RequestInvalid) as caught:
        parse_request(json.dumps(document).encode())
    assert caught.value.facts == {"where": "format"}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_not_json_is_damaged(content: bytes) -> None:
    with pytest.raises(EnvelopeDamaged):
        parse_request(content)


@pytest.mark.parametrize("content", [b"null", b"[]", b'"a"', b"1"])
def test_json_of_another_shape_is_no_request(content: bytes) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_request(content)
    assert caught.value.facts == {"where": "request"}


def test_a_questionnaire_of_endless_depth_is_refused() -> None:
    deep: dict[str, Any] = {}
    for _ in range(100):
        deep = {"item": [deep]}
    with pytest.raises(RequestInvalid) as caught:
        parse_request(payload("questionnaires", [deep]))
    assert caught.value.facts == {"where": "questionnaires"}


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object()])
def test_a_draft_with_values_that_json_has_not_is_refused(value: object) -> None:
    document = request_document(sample_request("sleep")) | {"questionnaires": [{"a": value}]}
    with pytest.raises(RequestInvalid):
        parse_document(document)


def test_another_kind_of_envelope_is_no_request() -> None:
    document = request_document(sample_request("sleep"))
    with pytest.raises(EnvelopeDamaged):
        open_request(seal_envelope(document, "application/vnd.datadonor.answer+json", [KEY]))
    assert open_request(seal_envelope(document, PAYLOAD_TYPE, [KEY]))


# -- the model itself -----------------------------------------------------------------


def test_a_request_cannot_be_changed() -> None:
    request = sample_request("sleep")
    with pytest.raises(ValidationError):
        request.version = 2  # type: ignore[misc]


def test_items_are_found_by_id() -> None:
    request = sample_request("sleep")
    assert request.item("heart") is request.items[1]
    assert request.item("nothing") is None


def test_texts_are_there_in_both_languages() -> None:
    texts = Texts(da="søvn", en="sleep")
    assert [texts.in_language(language) for language in Language] == ["søvn", "sleep"]


def test_resolutions_are_ranked_from_the_finest() -> None:
    assert [each.rank for each in Resolution] == list(range(6))
    assert Resolution.RAW.rank < Resolution.SUMMARY.rank
    assert Dates.EXACT.rank == 0


def test_a_window_may_be_one_day() -> None:
    day = sample_request("sleep").valid_until
    assert Window(from_=day, until=day).from_ == day


def test_the_makers_of_synthetic_requests_do_what_they_say() -> None:
    """Fixtures have tests too: a maker that changed nothing would prove nothing."""
    request = sample_request("sleep")
    assert complete_request() == request
    assert complete_request(version=2).version == 2
    assert with_change(request, "purposes.+", "x").purposes[-1] == "x"
    assert with_change(request, "until", None).until is None
    assert with_change(request, "options.0", None).options == request.options[1:]
    assert request == sample_request("sleep")
    with pytest.raises(ValidationError):
        complete_request(version=0)


def test_unknown_fields_are_refused_by_the_model_too() -> None:
    with pytest.raises(ValidationError):
        ProjectRequest.model_validate(dict(sample_request("sleep")) | {"more": 1})
