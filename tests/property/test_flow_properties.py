"""Leaving a conversation at any moment and coming back is the same as never having left."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from consent.choice_rules import ChoicesRefused, NothingGranted, require_fitting, widenings
from consent.flow import (
    AnswerUnfit,
    Conversation,
    ConversationUnreadable,
    Field,
    FieldKind,
    NotReadyToSign,
    StepId,
    WindowReversed,
    answer,
    choices_of,
    choices_to_sign,
    go_to,
    missing,
    next_step,
    page,
    parse_conversation,
    previous_step,
    refuse_rest,
    resumed,
)
from consent.flow.conversation import conversation_content
from consent.flow.page import Value
from consent.request import ProjectRequest
from tests.synthetic_conversations import answer_all, fresh, signed_sample
from tests.synthetic_requests import SAMPLES, TODAY, sample_request

Act = Callable[[Conversation], Conversation]

DAYS = st.dates(min_value=TODAY.replace(year=2024), max_value=TODAY.replace(year=2032))
RECORDS = st.sampled_from(["e1", "d2", "s1.2.3.4.5", "x"])
KINDS = st.sampled_from(["answer"] * 8 + ["next", "next", "next", "back", "jump", "rest", "yes"])


def values(field: Field) -> st.SearchStrategy[Value]:
    """Return answers to a field: among them some that are refused."""
    days = st.none() | DAYS
    ids = st.sampled_from([option.id for option in field.options] or ["nothing"])
    strategies: dict[FieldKind, st.SearchStrategy[Value]] = {
        FieldKind.YES_NO: st.sampled_from([True, True, False, None]),
        FieldKind.DAY: days,
        FieldKind.DAYS: st.tuples(days, days),
        FieldKind.RECORDS: st.lists(RECORDS, max_size=4).map(tuple),
        FieldKind.SEVERAL: st.lists(ids, max_size=3).map(tuple),
        FieldKind.CHOICE: ids,
        FieldKind.QUESTION: ids,
    }
    return strategies[field.kind]


def any_act(data: st.DataObject, so_far: Conversation, request: ProjectRequest) -> Act:
    """Draw something that a person may do on the page that they are on."""
    kind = data.draw(KINDS)
    if kind == "answer":
        fields = page(so_far, request, None, TODAY).fields
        if fields:
            field = data.draw(st.sampled_from(fields))
            value = data.draw(values(field))
            return lambda each: answer(each, request, field.id, value, TODAY)
    step = data.draw(st.sampled_from(list(StepId))) if kind == "jump" else so_far.step
    acts: dict[str, Act] = {
        "back": lambda each: previous_step(each, request),
        "jump": lambda each: go_to(each, request, step, TODAY),
        "rest": lambda each: refuse_rest(each, request),
        "yes": lambda each: answer_all(each, request),
    }
    return acts.get(kind, lambda each: next_step(each, request, TODAY))


def tried(act: Act, so_far: Conversation) -> tuple[Conversation, type[Exception] | None]:
    """Do an act; what is refused changes nothing."""
    try:
        return act(so_far), None
    except (ChoicesRefused, AnswerUnfit, WindowReversed, NotReadyToSign) as error:
        return so_far, type(error)


def left_and_resumed(so_far: Conversation, name: str) -> Conversation:
    """Keep a conversation as bytes, read it back, and go on with it."""
    read = parse_conversation(conversation_content(so_far))
    return resumed(read, signed_sample(name), None).conversation


@given(data=st.data(), name=st.sampled_from(SAMPLES), length=st.integers(0, 25))
def test_leaving_between_any_two_acts_changes_nothing(
    data: st.DataObject, name: str, length: int
) -> None:
    request = sample_request(name)
    stayed = left = fresh(name)
    for _ in range(length):
        act = any_act(data, stayed, request)
        stayed, refusal = tried(act, stayed)
        left, same = tried(act, left_and_resumed(left, name))
        assert refusal is same
    assert left_and_resumed(left, name) == stayed
    assert conversation_content(left) == conversation_content(stayed)
    assert page(left, request, None, TODAY) == page(stayed, request, None, TODAY)


@given(data=st.data(), name=st.sampled_from(SAMPLES), length=st.integers(0, 25))
def test_no_walk_leads_beyond_the_request_or_to_a_signature_too_early(
    data: st.DataObject, name: str, length: int
) -> None:
    """Nothing missing is the same as choices that can be signed."""
    request = sample_request(name)
    so_far = fresh(name)
    for _ in range(length):
        so_far, _ = tried(any_act(data, so_far, request), so_far)
        choices = choices_of(so_far)
        assert list(widenings(request, choices)) == []
        is_ready = missing(so_far, request, TODAY) == ()
        assert (choices.text_sha256 is None) <= (not is_ready)
        if is_ready:
            require_fitting(request, choices, TODAY)
            assert choices_to_sign(so_far, request, TODAY) == choices
        else:
            _, refusal = tried(lambda each: go_to(each, request, StepId.SIGN, TODAY), so_far)
            assert refusal is NotReadyToSign


@given(data=st.data(), name=st.sampled_from(SAMPLES))
def test_an_empty_walk_grants_nothing(data: st.DataObject, name: str) -> None:
    """Looking at every page, in any order, is no answer."""
    request, so_far = sample_request(name), fresh(name)
    for step in data.draw(st.lists(st.sampled_from(list(StepId)), max_size=12)):
        so_far, _ = tried(lambda each, to=step: go_to(each, request, to, TODAY), so_far)  # type: ignore[misc]
    choices = choices_of(so_far)
    assert choices.granted == ()
    assert choices.options == {}
    try:
        require_fitting(request, choices, TODAY)
    except NothingGranted:
        return
    raise AssertionError


@given(content=st.binary(max_size=400), place=st.integers(0, 10_000), cut=st.integers(1, 40))
def test_changed_bytes_are_read_as_they_were_written_or_not_at_all(
    content: bytes, place: int, cut: int
) -> None:
    whole = conversation_content(answer_all(fresh(), sample_request("sleep")))
    place %= len(whole)
    for changed in (content, whole[:place] + content + whole[place + cut :], whole[:place]):
        try:
            read = parse_conversation(changed)
        except ConversationUnreadable:
            continue
        assert conversation_content(read) == changed
