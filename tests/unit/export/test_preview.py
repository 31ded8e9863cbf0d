"""The preview reads the very stream that is sealed, a page at a time."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from datadonor.texts import Language
from export.outgoing import Outgoing
from export.preview import EXAMPLES_OF_EACH, Preview, rule_sentence
from export.preview_estimate import contents_of, estimate_of
from export.stream import Stream
from tests.donations import DAYS, NAMED, Donor, donor
from tests.releases import new_template
from tests.unit.conftest import SyntheticVault


@pytest.fixture(scope="module")
def noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("noon") / "vault")


@pytest.fixture
def giver(noon: SyntheticVault, tmp_path: Path) -> Iterator[Donor]:
    with donor(noon, tmp_path) as someone:
        yield someone


def test_pages_one_after_the_other_are_exactly_what_is_sealed(giver: Donor) -> None:
    preview = Preview(giver.prepare())
    shown = []
    after: int | None = 0
    while after is not None:
        page = preview.page(after, 97)
        shown += [each.outgoing.line for each in page.records]
        after = page.after
    entry = giver.seal()
    sent = b"".join(
        content for name, content in giver.files(entry).items() if name.startswith("data/fhir/")
    ).splitlines()
    assert sorted(shown) == sorted(sent)
    assert len(shown) == preview.records + 1  # and the person


def test_a_page_from_the_middle_is_the_same_as_on_the_way(giver: Donor) -> None:
    preview = Preview(giver.prepare())
    whole = preview.page(0, 60).records
    assert preview.page(40, 20).records == whole[40:]
    assert preview.page(0, 5).records == whole[:5]
    assert preview.page(10**6, 5) == ((), None)


def test_the_first_page_reads_no_more_than_it_shows(
    giver: Donor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview of a million records starts at once."""
    walked = 0
    outgoing = Stream.outgoing

    def counted(self: Stream) -> Iterator[Outgoing]:
        nonlocal walked
        for each in outgoing(self):
            walked += 1
            yield each

    monkeypatch.setattr(Stream, "outgoing", counted)
    preview = Preview(giver.prepare())
    assert len(preview.page(0, 10).records) == 10
    assert walked <= 10
    assert preview.page(10, 10).after == 20
    assert walked <= 20


def test_pages_between_change_no_totals(giver: Donor) -> None:
    preview = Preview(giver.prepare())
    digest = preview.digest
    preview.page(0, 3)
    alone = Preview(giver.prepare())
    assert (preview.staying, preview.records) == (alone.staying, alone.records)
    assert preview.digest == digest == alone.digest


def test_what_is_after_is_what_stands_in_the_line(giver: Donor) -> None:
    for shown in Preview(giver.prepare()).examples():
        line = shown.outgoing.line.decode()
        document = json.loads(line)
        for change in shown.changes:
            element = change.field.partition(".")[2].partition("[")[0].partition(".")[0]
            if change.after is None:
                assert element not in document
            else:
                assert element in document, change.field


def test_what_names_the_person_is_shown_as_not_sent(giver: Donor) -> None:
    changes = [change for each in Preview(giver.prepare()).examples() for change in each.changes]
    named = [change for change in changes if NAMED.name in (change.before or "")]
    assert named
    assert all(change.after is None for change in named)
    assert {change.rule for change in named} == {"source_dropped"}


def test_there_is_one_example_of_each_type(giver: Donor) -> None:
    examples = [each.outgoing for each in Preview(giver.prepare()).examples()]
    kinds = [(each.item, each.rows[0].cells[1]) for each in examples if each.item != "demographics"]
    assert len(kinds) == len(set(kinds)) * EXAMPLES_OF_EACH
    assert {item for item, _ in kinds} == {"sleep", "heart", "activity"}


def test_what_was_sent_before_is_counted_and_not_shown(giver: Donor) -> None:
    entry = giver.seal()
    giver.outbox.sent(entry, giver.outbox.confirmed(entry))
    preview = Preview(giver.prepare())
    assert preview.records == 0
    assert list(preview.all_records()) == []
    assert list(preview.examples()) == []
    reasons = {each.reason for each in preview.staying}
    assert "sent_before" in reasons


@pytest.mark.parametrize("language", Language)
def test_all_that_stays_and_every_rule_has_words(giver: Donor, language: Language) -> None:
    preview = Preview(giver.prepare())
    for staying in preview.staying:
        assert len(staying.sentence(language)) > 20
    for shown in preview.examples():
        for change in shown.changes:
            assert rule_sentence(change.rule, language) != change.rule


def test_how_recognisable_is_said_on_the_cautious_side(giver: Donor) -> None:
    preview = Preview(giver.prepare())
    contents = contents_of(preview)
    assert max(contents.fine_days, contents.daily_days) >= DAYS - 30
    assert not contents.has_codes
    assert estimate_of(preview)[0].caveats
