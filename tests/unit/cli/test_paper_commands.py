"""``datadonor paper``: the form is printed, the filled one is entered, the page comes back."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from datadonor.audit.events import AttestationAdded, PaperAttached
from tests.commands import Answer, AtTheTerminal
from tests.mandates import HOLDER_PASSPHRASE, decider, parents
from tests.papers import JPEG, PDF, PNG
from tests.releases import PROJECT

DAY = "2026-09-01"


def scan(donor: AtTheTerminal, content: bytes = PNG) -> str:
    file = donor.home / "scan"
    file.write_bytes(content)
    return str(file)


def printed(donor: AtTheTerminal, lang: str = "en") -> Path:
    out = donor.home / f"form-{lang}.pdf"
    answer = donor.run("paper", "form", PROJECT, "--out", str(out), lang=lang)
    assert answer.code == 0, answer.err
    return out


def enter(donor: AtTheTerminal, *words: str, page: str = "", day: str = DAY) -> Answer:
    common = ("--signed-on", day, "--page", page or scan(donor))
    return donor.run("paper", "enter", PROJECT, *common, *words)


def entered(donor: AtTheTerminal, *words: str) -> Answer:
    return enter(donor, "--choices", str(donor.choices()), *words)


def pages(donor: AtTheTerminal) -> int:
    with donor.opened() as opened:
        return len([*opened.log.events_of(PaperAttached)])


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_form_is_saved_in_the_persons_language(donor: AtTheTerminal, lang: str) -> None:
    out = donor.home / "form.pdf"
    answer = donor.run("paper", "form", PROJECT, "--out", str(out), "--json", lang=lang)
    document = answer.document
    assert (document["language"], document["version"]) == (lang, 1)
    assert document["form_sha256"].upper().startswith(document["code"].replace("-", ""))
    assert [box["number"] for box in document["boxes"]] == [*range(1, len(document["boxes"]) + 1)]
    shown = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert shown.count(document["code"]) > len(PdfReader(out).pages)
    assert not out.stat().st_mode & 0o077


def test_printing_a_form_changes_nothing(donor: AtTheTerminal) -> None:
    before = donor.tables()
    printed(donor)
    assert donor.tables() == before


@pytest.mark.parametrize("words", [("form",), ("page",)])
def test_nothing_is_overwritten(donor: AtTheTerminal, words: tuple[str, ...]) -> None:
    out = donor.home / "letter"
    out.write_text("mine")
    answer = donor.run("paper", *words, PROJECT, "--out", str(out))
    assert (answer.code, answer.error) == (2, "FILE_EXISTS")
    assert out.read_text() == "mine"


def test_a_yes_is_entered_and_shown(donor: AtTheTerminal) -> None:
    answer = entered(donor)
    assert answer.code == 0, answer.err
    assert "Your yes from the paper is written down" in answer.out
    document = donor.document("show", PROJECT)
    assert document["state"] == "given"
    history = donor.consent("history", PROJECT).out
    assert "decided on paper" in " ".join(history.split())


def test_a_no_is_entered(donor: AtTheTerminal) -> None:
    answer = enter(donor, "--no")
    assert answer.code == 0, answer.err
    assert "Your no from the paper" in answer.out
    assert donor.document("show", PROJECT, code=1)["state"] == "refused"
    assert pages(donor) == 1


def test_a_code_says_which_language_was_read(donor: AtTheTerminal) -> None:
    out = donor.home / "danish.pdf"
    form = donor.run("paper", "form", PROJECT, "--out", str(out), "--json", lang="da").document
    assert entered(donor, "--form", form["code"]).code == 0
    document = donor.document("show", PROJECT)
    assert document["choices"]["language"] == "da"
    assert document["agreed_text_sha256"] == form["text_sha256"]


def test_without_a_code_the_choices_say_the_language(donor: AtTheTerminal) -> None:
    choices = str(donor.choices(language="da"))
    assert enter(donor, "--choices", choices).code == 0
    assert donor.document("show", PROJECT)["choices"]["language"] == "da"


def test_a_wrong_code_changes_nothing(donor: AtTheTerminal) -> None:
    before = donor.tables()
    answer = entered(donor, "--form", "0000-0000-0000")
    assert (answer.code, answer.error) == (3, "PAPER_FORM_UNKNOWN")
    assert donor.tables() == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "PAPER_PAGE_UNFIT"),
        (b"no picture", "PAPER_PAGE_UNFIT"),
        (JPEG[:20] + PDF + JPEG[20:], "PAPER_PAGE_UNFIT"),
        (PDF + bytes(20 * 1024 * 1024), "PAPER_PAGE_TOO_LARGE"),
    ],
)
def test_a_hostile_scan_changes_nothing(donor: AtTheTerminal, content: bytes, error: str) -> None:
    before = donor.tables()
    answer = enter(donor, "--no", page=scan(donor, content))
    assert (answer.code, answer.error) == (3, error)
    assert donor.tables() == before


@pytest.mark.parametrize(
    ("day", "code", "error"),
    [
        ("2026-08-31", 1, "PAPER_TOO_EARLY"),
        ("2026-09-02", 2, "PAPER_DAY_AHEAD"),
        ("yesterday", 2, "USAGE"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    donor: AtTheTerminal, day: str, code: int, error: str
) -> None:
    answer = enter(donor, "--no", day=day)
    assert (answer.code, answer.error) == (code, error)
    assert pages(donor) == 0


@pytest.mark.parametrize("words", [(), ("--no", "--choices", "choices.json")])
def test_it_is_either_choices_or_a_no(donor: AtTheTerminal, words: tuple[str, ...]) -> None:
    assert enter(donor, *words).error == "USAGE"


@pytest.mark.parametrize("missing", ["choices", "page"])
def test_a_file_that_is_not_there_is_said(donor: AtTheTerminal, missing: str) -> None:
    nowhere = str(donor.home / "nowhere")
    answer = (
        enter(donor, "--choices", nowhere)
        if missing == "choices"
        else enter(donor, "--no", page=nowhere)
    )
    assert answer.error == "FILE_MISSING"


def test_an_older_paper_does_not_bring_back_what_was_refused_since(donor: AtTheTerminal) -> None:
    donor.consent("refuse", PROJECT)
    answer = entered(donor)
    assert (answer.code, answer.error) == (1, "PAPER_OVERTAKEN")
    assert donor.document("show", PROJECT, code=1)["state"] == "refused"


def test_the_page_comes_back_as_it_was(donor: AtTheTerminal) -> None:
    enter(donor, "--no", page=scan(donor, JPEG))
    out = donor.home / "page.jpg"
    answer = donor.run("paper", "page", PROJECT, "--out", str(out), "--json")
    assert answer.document["media_type"] == "image/jpeg"
    assert out.read_bytes() == JPEG
    assert not out.stat().st_mode & 0o077


def test_the_page_is_not_handed_out_while_somebody_helps(donor: AtTheTerminal) -> None:
    enter(donor, "--no")
    begun = donor.run("assist", "start", "--name=Karen Opdigtet", "--role=nurse")
    assert begun.code == 0, begun.err
    out = donor.home / "page"
    answer = donor.run("paper", "page", PROJECT, "--out", str(out))
    assert (answer.code, answer.error) == (1, "HELPER_PRESENT")
    assert not out.exists()


def test_those_who_decide_for_somebody_sign_with_their_own_passphrase(donor: AtTheTerminal) -> None:
    with donor.opened() as opened:
        mandate = decider(opened).standing.digest
    secret = donor.home / "holder"
    secret.write_text(f"{HOLDER_PASSPHRASE}\n", encoding="utf-8")
    holder = ("--as", mandate[:16], "--holder-passphrase-file", str(secret))
    answer = entered(donor, *holder)
    assert answer.code == 0, answer.err
    assert donor.document("show", PROJECT)["choices"]["given_by"] == "proxy"


def test_both_parents_sign_what_was_said_on_paper_or_nothing_is_written(
    donor: AtTheTerminal,
) -> None:
    with donor.opened() as opened:
        both = [each.standing.digest for each in parents(opened)]
    secret = donor.home / "holder"
    secret.write_text(f"{HOLDER_PASSPHRASE}\n", encoding="utf-8")
    one, two = (("--as", each[:16], "--holder-passphrase-file", str(secret)) for each in both)
    for holders, error in (((), "UNDER_AGE"), (one, "JOINT_HOLDER_MISSING")):
        assert entered(donor, *holders).error == error
        assert pages(donor) == 0
        assert donor.document("show", PROJECT, code=1)["state"] == "requested"
    answer = entered(donor, *one, *two)
    assert answer.code == 0, answer.err
    assert pages(donor) == 1
    assert donor.document("show", PROJECT)["choices"]["given_by"] == "guardian"
    with donor.opened() as opened:
        assert len([*opened.log.events_of(AttestationAdded)]) == 2


def test_without_a_paper_there_is_no_page(donor: AtTheTerminal) -> None:
    donor.give()
    out = donor.home / "page"
    answer = donor.run("paper", "page", PROJECT, "--out", str(out))
    assert (answer.code, answer.error) == (1, "PAPER_PAGE_MISSING")
    assert not out.exists()


def test_the_page_is_in_no_auditors_package(donor: AtTheTerminal) -> None:
    """It names the person. Its digest stands in the events, and nothing else of it."""
    entered(donor)
    out = donor.home / "log.ddaudit"
    answer = donor.run("log", "package", "--out", str(out))
    assert answer.code == 0, answer.err
    assert PNG not in out.read_bytes()
    assert b"paper.attached" in out.read_bytes()
