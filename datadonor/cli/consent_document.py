"""A consent as a document for scripts (``docs/formats/command-line.md``)."""

from typing import Any

from consent.beginning import missing_in
from consent.case import ConsentCase
from consent.choices import choices_document
from consent.refusal_words import refusals
from datadonor.cli.common import Common
from datadonor.texts import Language


def listed_document(case: ConsentCase, common: Common) -> dict[str, Any]:
    """Return how one project stands, in short."""
    request, consent = case.signed.request, case.consent
    given = consent.given if case.is_in_force else None
    return {
        "project": request.id,
        "title": request.title.in_language(common.language),
        "state": consent.state.value,
        "since": consent.since,
        "recorded": consent.recorded,
        "version": request.version,
        "digest": case.signed.digest,
        "last_day": None if given is None else given.event.last_day,
        "needs_new_consent": case.asks_for_more,
    }


def consent_document(case: ConsentCase, common: Common) -> dict[str, Any]:
    """Return how one project stands, in full."""
    request, choices = case.signed.request, case.choices()
    given = case.consent.given if case.is_in_force else None
    return {
        **listed_document(case, common),
        "choices": None if choices is None else choices_document(choices),
        "withdrawn_items": sorted(case.consent.withdrawn_items),
        "decision_sha256": None if given is None else given.event.decision_sha256,
        "agreed_text_sha256": None if given is None else given.event.text_sha256,
        "text_sha256": {each.value: case.agreement(each).digest for each in Language},
        "questions": [
            {
                "question": question.question.in_language(common.language),
                "answers": [answer.in_language(common.language) for answer in question.answers],
            }
            for question in request.comprehension
        ],
        "held_by": case.held_by,
        "refusals": dict(sorted(refusals(case.opened, request.id).items())),
        "missing": [
            {"step": each.step.value, "field": each.field, "message": each.words}
            for each in missing_in(case) or ()
        ],
    }
