"""The report on a package, on paper: it tells all that was found, and nothing of health."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from consent.gate import RefusalReason
from consent.receipt.paper_document import PaperDocument, Paragraph, Part, all_texts
from consent.receipt.paper_glyphs import STAND_IN
from datadonor.audit.package_findings import Rank, finding
from datadonor.texts import Language, catalogue
from export.audit_package import report_paper
from export.audit_package.account import Account
from export.audit_package.account_entries import MEANINGS, Verdict
from export.audit_package.judging import Report, judge_package
from export.audit_package.making import Wanted
from export.audit_package.report_paper import report_document, report_html, report_pdf
from export.audit_package.telling import full_document
from tests.audit_altered_packages import TAMPERED, rewritten
from tests.audit_lies import LIES, Liar
from tests.audit_others import write_of_others
from tests.audit_packages import answered, give_something, package_of
from tests.donations import Donor, donor
from tests.receipt_papers import MADE, Sheets, tight
from tests.releases import signed_version
from tests.unit.conftest import SyntheticVault

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
LANGUAGES = pytest.mark.parametrize("language", Language)


@pytest.fixture(scope="module")
def good(at_noon: SyntheticVault, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the package of someone who gave, took it back, and was refused since."""
    with donor(at_noon, tmp_path_factory.mktemp("good")) as someone:
        entry = give_something(someone)
        answered(someone, entry, "received")
        someone.citizen.clock.forward(days=6)
        someone.citizen.republish()
        someone.citizen.refresh()  # so the newest registry is not the one of the release
        someone.citizen.book.withdraw(signed_version(1).request, reason="Karen har sukkersyge")
        someone.citizen.ask()
        answered(someone, entry, "deleted")
        return package_of(someone, Wanted(hide=frozenset({1})))


def told(content: bytes, language: Language = ENGLISH) -> str:
    """Return what the report on a package says, without layout."""
    document = report_document(judge_package(content), content, language, MADE)
    return " ".join(all_texts(document))


# -- the form ----------------------------------------------------------------------------


@LANGUAGES
def test_the_report_is_tagged_and_says_its_title_and_language(
    good: bytes, language: Language
) -> None:
    """PDF/UA-1 (ISO 14289-1) §7.1 and §7.2."""
    read = Sheets(report_pdf(judge_package(good), good, language, MADE))
    assert read.root["/MarkInfo"]["/Marked"]
    assert read.root["/Lang"] == language
    assert b"pdfuaid:part" in read.root["/Metadata"].get_data()
    levels = [int(tag[1:]) for _, tag, _ in read.tags() if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    number = "Side 1 af" if language is DANISH else "Page 1 of"
    assert number in read.reader.pages[0].extract_text()


def test_the_same_package_makes_the_same_paper(good: bytes) -> None:
    report = judge_package(good)
    assert report_pdf(report, good, DANISH, MADE) == report_pdf(report, good, DANISH, MADE)
    assert report_pdf(report, good, DANISH, MADE) != report_pdf(report, good, ENGLISH, MADE)
    other = date(2026, 11, 22)
    assert report_pdf(report, good, DANISH, MADE) != report_pdf(report, good, DANISH, other)


def test_paper_and_web_page_say_the_same(good: bytes) -> None:
    report = judge_package(good)
    document = report_document(report, good, DANISH, MADE)
    page = report_html(report, good, DANISH, MADE).decode()
    sheets = tight(Sheets(report_pdf(report, good, DANISH, MADE)).text)
    for part in document.parts:
        assert part.heading in page
        assert tight(part.heading) in sheets


# -- what it says ------------------------------------------------------------------------


def facts(document: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield what must stand in a report, from the document that programs read."""
    yield document["key"]
    yield from (each["message"] for each in document["findings"])
    for each in document["decisions"]:
        yield from filter(None, (each["text_sha256"], each["decision_sha256"]))
        yield from (line for line in (each["text"] or "").split("\n") if line[:1].isalpha())
    for each in document["released"]:
        yield from (each["bundle_sha256"], each["log_commitment"] or "")
    for each in document["withdrawals"]:
        yield from (bundle["bundle_sha256"] for bundle in each["bundles"])
    yield from (each["statement"][language] for each in document["answers"])


@LANGUAGES
def test_everything_that_programs_read_stands_in_it(good: bytes, language: Language) -> None:
    said = told(good, language)
    wanted = list(facts(full_document(judge_package(good), language), language))
    assert len(wanted) > 20
    assert [each for each in wanted if each not in said] == []
    # Negative control: of another package something would be missed.
    assert "0" * 64 not in said


def test_it_says_how_to_do_without_it(good: bytes) -> None:
    said = told(good)
    assert "docs/verify_audit.py" in said
    assert sha256(good).hexdigest() in said.replace(" ", "")
    assert (Path(__file__).resolve().parents[3] / "docs" / "verify_audit.py").is_file()


def test_what_is_hidden_is_counted_in_words(good: bytes) -> None:
    assert "1 event is hidden by the citizen" in told(good)
    assert "1 hændelse er skjult af borgeren" in told(good, DANISH)


@pytest.mark.parametrize("name", TAMPERED)
def test_each_tampering_is_named_for_what_it_is(good: bytes, name: str) -> None:
    code, change = TAMPERED[name]
    content = rewritten(good, change)
    report = judge_package(content)
    account = Account(report, ENGLISH)
    (found,) = [each for each in account.findings if each.code == code][:1]
    said = told(content)
    assert found.sentence in said
    assert found.meaning in said
    assert account.verdict is not Verdict.WHOLE
    assert found.sentence not in told(good)


@pytest.mark.parametrize("name", LIES)
def test_each_lie_in_a_log_is_named_for_what_it_is(giver: Donor, name: str) -> None:
    entry = give_something(giver)
    answered(giver, entry, "received")
    code, lie = LIES[name]
    lie(Liar(giver))
    content = package_of(giver)
    account = Account(judge_package(content), DANISH)
    sentences = [each.sentence for each in account.findings if each.code == code]
    assert sentences
    assert all(sentence in told(content, DANISH) for sentence in sentences)


def test_a_release_that_was_not_covered_says_so_beside_it(giver: Donor) -> None:
    give_something(giver)
    assert "Not covered" not in told(package_of(giver))
    Liar(giver).outside_consent()
    assert "Not covered: the consent had been withdrawn." in told(package_of(giver))


def test_no_health_data_and_no_own_words_of_the_person_are_in_it(good: bytes) -> None:
    for language in Language:
        said = told(good, language)
        assert [word for word in ("Karen", "sukkersyge", "3102451234") if word in said] == []
    # Negative control: names that may be told are found.
    assert "A hospital (made up)" in told(good)


def test_a_long_list_is_cut_and_the_rest_is_counted(
    good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "for which there is no room" not in told(good)
    monkeypatch.setattr(report_paper, "MOST", 1)
    assert "And 1 more, for which there is no room here." in told(good)


def test_a_character_that_cannot_be_drawn_is_said_in_words_of_a_report(good: bytes) -> None:
    document = report_document(judge_package(good), good, ENGLISH, MADE)
    assert report_paper._drawn(document) == document
    odd = Part("Odd", (Paragraph("\N{SNOWMAN}" * 2 + "x" * 80),))
    drawn = report_paper._drawn(replace(document, parts=(*document.parts, odd)))
    said = " ".join(all_texts(drawn))
    assert f"shown as {STAND_IN}: 2" in said
    assert "receipt" not in said.casefold().replace("receipts", "")
    assert isinstance(drawn, PaperDocument)


@LANGUAGES
def test_others_who_had_a_part_in_it_are_told_of(giver: Donor, language: Language) -> None:
    give_something(giver)
    before = told(package_of(giver), language)
    write_of_others(giver)
    content = package_of(giver)
    said = told(content, language)
    words = {
        ENGLISH: (
            "Whoever explained it",
            "Pages on paper",
            "tid.example: 1 September 2026 at 14:34",
            "Power of attorney",
            "Someone authorised",
            "31 January 2027",
            "Taken back",
            "Only together",
        ),
        DANISH: (
            "Den, der forklarede",
            "Sider på papir",
            "tid.example: 1. september 2026 kl. 14.34",
            "Fuldmagt",
            "En med fuldmagt",
            "31. januar 2027",
            "Taget tilbage",
            "Kun sammen",
        ),
    }[language]
    assert [each for each in words if each not in said] == []
    assert [each for each in words if each in before] == []
    assert report_pdf(judge_package(content), content, language, MADE).startswith(b"%PDF")


# -- the words ---------------------------------------------------------------------------


def test_every_finding_has_a_meaning_and_the_rest_is_said_by_rank(good: bytes) -> None:
    sentences = {key.removeprefix("audit_package.") for key in catalogue()}
    assert [code for code in MEANINGS if code not in sentences] == []
    report = judge_package(good)
    report.findings[:] = [finding("SOMETHING_NEW", 3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(report.findings[0]), "sentence", lambda *_: "Something new.")
        (found,) = Account(report, ENGLISH).findings
    assert found.rank is Rank.TAMPERED
    assert found.meaning.startswith("You cannot rely on this")
    assert found.positions == (3,)


def test_the_same_finding_is_said_once_with_all_its_places(good: bytes) -> None:
    report = judge_package(good)
    report.findings[:] = [finding("EVENT_UNREADABLE", at) for at in (2, 5)]
    (found,) = Account(report, ENGLISH).findings
    assert found.places == ("event 2", "event 5")


def test_every_reason_to_refuse_is_said_of_the_citizen_and_not_to_them() -> None:
    texts = catalogue()
    for reason in RefusalReason:
        said = texts[f"audit_report.refused.{reason}"]
        assert not re.search(r"\b(you|your)\b", said["en"], re.IGNORECASE)
        assert not re.search(r"\b(du|dig|din|dit|dine)\b", said["da"], re.IGNORECASE)


def test_events_are_told_of_the_citizen_and_not_to_them(good: bytes) -> None:
    account = Account(judge_package(good), ENGLISH)
    words = [account.words(event) for _, event in account.report.package.told()]
    assert [each for each in words if re.search(r"\byou\b", each, re.IGNORECASE)] == []
    own = [key for key in catalogue() if key.startswith("events.")]
    to_them = [key for key in own if re.search(r"\byou\b", catalogue()[key]["en"], re.IGNORECASE)]
    assert to_them
    instead = [key.replace("events.", "audit_report.event.") for key in to_them]
    assert [key for key in instead if key not in catalogue()] == []


def test_a_registry_that_is_not_there_leaves_ids(good: bytes) -> None:
    report: Report = judge_package(good)
    account = Account(report, ENGLISH)
    assert account.recipient("nobody-knows") == "nobody-knows"
    assert account.title("nothing-known") == "nothing-known"
    assert account.title(None) == ""
