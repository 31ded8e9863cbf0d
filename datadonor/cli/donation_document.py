"""Donations as JSON: previews, what was sent, what was answered."""

from datetime import date
from typing import Any

from datadonor.cli.common import Common
from export.awaiting import Awaited
from export.fetching import Fetched
from export.outbox import Entry
from export.preview import Preview, Shown


def preview_document(shown: Preview, common: Common, *, is_all: bool) -> dict[str, Any]:
    """Return a preview (``docs/formats/command-line.md``).

    Args:
        shown: What would be sent.
        common: Without ``--json`` nothing is made, as nobody would see it.
        is_all: The changes of every record, not only of examples.
    """
    if not common.is_json:
        return {}
    several = shown.all_records() if is_all else shown.examples()
    return {
        "project": shown.project,
        "digest": shown.digest,
        "recipient": shown.prepared.release.recipient.id,
        "records": shown.records,
        "by_category": dict(shown.by_category),
        "changes": [change._asdict() for each in several for change in each.changes],
        "withheld": [each._asdict() for each in shown.staying],
        "bytes": shown.size_bytes,
    }


def shown_document(shown: Shown) -> dict[str, Any]:
    """Return one record of a preview."""
    outgoing = shown.outgoing
    return {
        "record": outgoing.record,
        "category": outgoing.category,
        "item": outgoing.item,
        "changes": [change._asdict() for change in shown.changes],
        "sent": outgoing.line.decode(),
        "rows": [{"table": row.table, "cells": list(row.cells)} for row in outgoing.rows],
    }


def awaited_document(awaited: Awaited, today: date) -> dict[str, Any]:
    """Return what a recipient has not answered for."""
    return {
        "project": awaited.project,
        "told": str(awaited.told),
        "due": str(awaited.due),
        "bundles": awaited.bundles,
        "overdue": awaited.is_overdue(today),
    }


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return one donation of the outbox."""
    return {
        "project": entry.project,
        "sequence": entry.sequence,
        "state": entry.state.value,
        "recipient": entry.recipient,
        "file": entry.file_name,
        "bundle_sha256": entry.bundle_sha256,
        "bytes": entry.bundle_bytes,
        "updated": entry.updated,
    }


def fetched_document(fetched: Fetched, common: Common) -> dict[str, Any]:
    """Return what was found about one donation."""
    entry, answer, error = fetched
    return {
        "project": entry.project,
        "sequence": entry.sequence,
        "bundle_sha256": entry.bundle_sha256,
        "state": entry.state.value if answer is None else answer.answer.kind,
        "new": answer is not None,
        "statement": None
        if answer is None
        else answer.answer.statement.in_language(common.language),
        "error": None if error is None else error.user_message(common.language)._asdict(),
    }
