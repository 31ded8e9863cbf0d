"""Synthetic conversations about consent: signed samples, and answers to all that is asked."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.flow import Conversation, FieldKind, OwnData, StepId, answer, begin, go_to, page
from consent.flow.page import Field, Value
from consent.request import ProjectRequest, SignedRequest, open_request, sign_request
from datadonor.texts import Language
from tests.synthetic_requests import TODAY, sample_request

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(31) + b"\x01")


@cache
def signed_sample(name: str) -> SignedRequest:
    """Return one of the samples, signed."""
    return signed(sample_request(name))


def signed(request: ProjectRequest) -> SignedRequest:
    """Return a request, signed by a key that counts for nobody."""
    return open_request(sign_request(request, _KEY))


def fresh(name: str = "sleep", language: Language = Language.DANISH) -> Conversation:
    """Return a conversation in which nothing has been answered."""
    return begin(signed_sample(name), None, language)


def yes_to(field: Field, request: ProjectRequest) -> Value:
    """Return the answer of someone who agrees to everything and has understood the text."""
    match field.kind:
        case FieldKind.YES_NO:
            return True
        case FieldKind.QUESTION:
            number = int(field.id.removeprefix("questions."))
            return str(request.comprehension[number].correct)
        case FieldKind.CHOICE if field.is_required:
            return field.options[0].id
        case _:
            return None


def answer_all(conversation: Conversation, request: ProjectRequest) -> Conversation:
    """Say yes to everything on every page, and go to the last step."""
    for step in StepId:
        if step is StepId.SIGN:
            break
        conversation = go_to(conversation, request, step, TODAY)
        for field in page(conversation, request, None, TODAY).fields:
            said = yes_to(field, request)
            if said is not None:
                conversation = answer(conversation, request, field.id, said, TODAY)
    return go_to(conversation, request, StepId.SIGN, TODAY)


def own_data(request: ProjectRequest) -> dict[str, OwnData]:
    """Return made-up counts: none of the first item, one of the second, many of the others."""
    counts = [0, 1, *[12_400] * len(request.items)]
    return {item.id: OwnData(count) for item, count in zip(request.items, counts, strict=False)}
