"""Does a bundle hold nothing more than the consent in it grants? Every line and every row.

The donor's program has seen to it; here the recipient does not take its word for it. Each
line must be one that at least one granted item permits: its category, its type, how fine it
is, how its dates are written, and the days it lies on. What cannot be told from a line
(which day a moved date truly was, which category a document was filed under) is not
checked; ``docs/formats/store.md`` says so.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from consent.request import ProjectRequest, Resolution
from datadonor import paths
from datadonor.errors import ExitCode
from datadonor.records.categories import Kind, category
from datadonor.records.episodes import episode_kind
from datadonor.records.fhir import system_url
from datadonor.records.types import sample_type
from export.bundle.layout import PART_BYTES, part_number
from export.consented import CONSENT, Consented, ConsentedItem, ConsentedUnreadable, parse_consented
from export.minimisation.allowing import allow_list
from export.minimisation.tables import tables
from export.receiving import person_check
from export.receiving.consent_check import (
    BundleConsentUnreadable,
    require_own_consent,
    require_within_request,
)
from export.receiving.day_check import DaySpans, tells_no_more
from export.receiving.person_check import is_patient_granted, is_row_granted
from export.receiving.refusals import BundleRefused
from export.receiving.verifying import Verified
from export.series.codes import STATISTICS
from export.series.episodes import EPISODES_TABLE
from export.series.samples import SAMPLES_TABLE
from export.series.summed import SUMMARIES_TABLE
from export.series.tables import COLUMNS

_SERIES_TABLES: Final = {SAMPLES_TABLE, EPISODES_TABLE, SUMMARIES_TABLE}
_CATEGORY: Final = system_url("category")
_NAMES: Final = (system_url("type"), system_url("episode"))
_ABOUT: Final = ("subject", "patient")
_ALWAYS: Final = {"resourceType", "id", "extension"}

Json = dict[str, Any]

NO_RECORD: Final = (AttributeError, csv.Error, IndexError, KeyError, TypeError, ValueError)
"""What reading a line that is built otherwise than a record ends in."""


class BundleBeyondConsent(BundleRefused):
    """It holds something that the donor did not agree to, or that was not asked for.

    Facts: ``file``, the name of the file that it stands in.
    """

    code = "BUNDLE_BEYOND_CONSENT"


class BundleRecordUnreadable(BundleRefused):
    """A line in it is no record (fact: ``file``, the name of the file)."""

    code = "BUNDLE_RECORD_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


def require_consented(folder: Path, verified: Verified) -> Consented:
    """Check an opened bundle against the project's request and the consent in it.

    Args:
        folder: Holds the bag.
        verified: What was verified of it.

    Returns:
        The consent.

    Raises:
        BundleConsentUnreadable, BundleConsentOther, BundleConsentWider: Of the consent.
        BundleBeyondConsent, BundleRecordUnreadable: Of what came by it.
    """
    if CONSENT not in {listed.path for listed in verified.manifest.files}:
        raise BundleConsentUnreadable
    try:
        with paths.disk_errors(), (folder / CONSENT).open("rb") as file:
            consented = parse_consented(file.read(PART_BYTES))
    except ConsentedUnreadable:
        raise BundleConsentUnreadable from None
    require_own_consent(consented, verified.manifest)
    require_within_request(consented, verified.request)
    check = _Check(consented, verified.request.request)
    for listed in verified.manifest.files:
        part = part_number(listed.path)
        if part is None:
            continue
        name = part[0].rpartition("/")[2]
        is_fhir = listed.path.startswith("data/fhir/")
        with paths.disk_errors():
            content = (folder / listed.path).read_bytes()
        try:
            may_be_here = check.lines(name, content) if is_fhir else check.rows(name, content)
        except NO_RECORD:
            raise BundleRecordUnreadable(file=listed.path) from None
        if not may_be_here:
            raise BundleBeyondConsent(file=listed.path)
    return consented


class _Check:
    """Looks at the files of one bundle, one after the other."""

    def __init__(self, consented: Consented, request: ProjectRequest) -> None:
        self._consented = consented
        self._spans = DaySpans(request)

    def lines(self, kind: str, content: bytes) -> bool:
        """Say whether all resources of a file may be in the bundle.

        Raises:
            ValueError, KeyError, TypeError, AttributeError: A line is no resource.
        """
        for line in content.splitlines():
            resource = orjson.loads(line)
            if resource["resourceType"] != kind:
                return False
            if kind == "Patient":
                said = self._consented
                if not is_patient_granted(resource, said.pseudonym, said.demographics):
                    return False
            elif not (
                self._is_donors(kind, resource)
                and self._is_permitted(kind, resource, line.decode())
            ):
                return False
        return True

    def rows(self, table: str, content: bytes) -> bool:
        """Say whether all rows of a file may be in the bundle.

        Raises:
            ValueError, KeyError, IndexError, csv.Error: It is no table.
        """
        text = io.StringIO(content.decode("utf-8"), newline="")
        header, *rows = csv.reader(text, strict=True)
        if table == person_check.TABLE:
            said = self._consented
            return header == list(person_check.COLUMNS) and all(
                is_row_granted(
                    dict(zip(header, row, strict=True)), said.pseudonym, said.demographics
                )
                for row in rows
            )
        if table in _SERIES_TABLES:
            if header != [column.name for column in COLUMNS[table]]:
                return False
            return all(self._is_row_permitted(dict(zip(header, row, strict=True))) for row in rows)
        known = tables().get(table)
        if known is None or header != [column.name for column in known.columns]:
            return False
        kinds = {kind for kind, sent in allow_list().sent.items() if sent.table == table}
        at = header.index("kind") if "kind" in header else None
        told = kinds if at is None else {row[at] for row in rows}
        permitted = all if at is not None else any
        return told <= kinds and permitted(any(self._of_document(each)) for each in told)

    def _is_donors(self, kind: str, resource: Json) -> bool:
        """Say whether a resource is about the donor, and has no element that is never sent."""
        sent = allow_list().sent.get(kind)
        if sent is None:
            return False
        named = {*sent.whole_part.elements, *sent.fixed, *_ALWAYS, sent.about}
        about = [resource[name]["reference"] for name in _ABOUT if name in resource]
        subject = f"Patient/{self._consented.pseudonym}"
        return {name.removeprefix("_") for name in resource} <= named and set(about) <= {subject}

    def _is_permitted(self, kind: str, resource: Json, line: str) -> bool:
        told_category = None
        if kind == "Observation":
            told_category = _coded(resource.get("category") or [], (_CATEGORY,))
        if told_category is None:
            return any(tells_no_more(item, line) for item in self._of_document(kind))
        name = _coded([resource["code"]], _NAMES)
        is_summary = any(
            coding.get("system") == STATISTICS
            for component in resource.get("component") or []
            for coding in component["code"]["coding"]
        )
        items = [
            item
            for item in self._of_series(name, told_category)
            if (item.resolution is not Resolution.RAW) == is_summary and tells_no_more(item, line)
        ]
        return self._spans.fit(items, _effective(resource))

    def _is_row_permitted(self, row: dict[str, str]) -> bool:
        name = row.get("type") or row.get("kind") or None
        known = sample_type(name or "") or episode_kind(name or "")
        found = None if known is None else known.category
        finest = Resolution(row.get("resolution") or "raw")
        written = f'"{row["start"]}","{row["end"]}"'
        items = [
            item
            for item in self._of_series(name, found)
            if item.resolution.rank <= finest.rank
            and (item.resolution is Resolution.RAW) == (finest is Resolution.RAW)
            and tells_no_more(item, written)
        ]
        return self._spans.fit(items, [each for each in (row["start"], row["end"]) if each])

    def _of_series(self, name: str | None, told_category: str | None) -> Iterator[ConsentedItem]:
        """Yield the items that permit samples or episodes of a type in a category."""
        known = sample_type(name or "") or episode_kind(name or "")
        if known is not None and known.category != told_category:
            return
        for item in self._consented.items:
            is_category = told_category in (None, item.category)
            if is_category and (item.types is None or name in item.types):
                yield item

    def _of_document(self, kind: str) -> Iterator[ConsentedItem]:
        """Yield the items that permit documents of a kind."""
        if kind not in allow_list().sent:
            return
        for item in self._consented.items:
            known = category(item.category)
            is_whole = item.resolution is Resolution.RAW
            is_whole = is_whole or (known is not None and known.kind is Kind.RECORDS)
            if is_whole and (item.types is None or kind in item.types):
                yield item


def _coded(concepts: Iterable[Json], systems: tuple[str, ...]) -> str | None:
    """Return the code of one of some systems of ours, if there is one."""
    for concept in concepts:
        for coding in concept.get("coding", ()):
            if coding.get("system") in systems:
                code = coding["code"]
                return code if isinstance(code, str) else None
    return None


def _effective(resource: Json) -> list[str]:
    """Return the dates of an Observation as they are written."""
    period = resource.get("effectivePeriod") or {}
    said = (resource.get("effectiveDateTime"), period.get("start"), period.get("end"))
    return [each for each in said if isinstance(each, str)]
