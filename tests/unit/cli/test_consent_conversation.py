"""Deciding step by step at a terminal: yes, no, another day, and what is corrected on the way."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest

from consent.flow import load_conversation
from datadonor.audit.events import ConsentPutOff
from datadonor.cli.lines import WIDTH
from datadonor.texts import Language, catalogue
from tests.commands import Answer, AtTheTerminal, asked, parsed
from tests.consents import signed_request
from tests.mandates import HOLDER_PASSPHRASE, decider
from tests.releases import PROJECT, version_of

WHO = ["1"]
DATA = ["yes", "no", "yes", "yes", "no"]
OPTIONS = ["y", "n", "n"]
RIGHT = [str(question.correct + 1) for question in asked().comprehension]
YES = [*WHO, *DATA, "", "", *OPTIONS, "", *RIGHT, "yes", "", "yes"]
"""From the first step to the signature: nothing narrowed."""

SECONDS: Final = 60


def typed(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def give(donor: AtTheTerminal, *lines: str, lang: str = "en") -> Answer:
    return donor.consent("give", PROJECT, lang=lang, typed=typed(*lines))


class TestYes:
    @pytest.mark.parametrize("lang", ["da", "en"])
    def test_from_the_first_step_to_the_signature(self, donor: AtTheTerminal, lang: str) -> None:
        answer = give(donor, *YES, lang=lang)
        assert answer.code == 0, answer.out + answer.err
        kept = parsed(donor.document("show", PROJECT)["choices"])
        assert kept.granted == ("activity", "sleep")
        assert kept.demographics == ("age_band",)
        assert [kept.options[each.id] for each in asked().options] == [True, False, False]
        assert kept.language == lang
        assert kept.given_by == "self"
        assert [line for line in answer.out.splitlines() if len(line) > 80] == []

    def test_the_whole_text_is_read_out_before_it_can_be_signed(self, donor: AtTheTerminal) -> None:
        out = give(donor, *YES).out
        assert "SLEEP AND HEART RHYTHM" in out
        assert out.index("SLEEP AND HEART RHYTHM") < out.index("Your yes has been written down")

    def test_nothing_is_chosen_beforehand(self, donor: AtTheTerminal) -> None:
        """Whoever only presses Enter has said nothing, and is told what is missing."""
        answer = give(donor, *[""] * 30, "later")
        assert answer.code == 1
        assert "This is missing before you can sign:" in answer.out
        document = donor.document("show", PROJECT, code=1)
        assert document["choices"] is None
        assert {each["step"] for each in document["missing"]} == {
            "who_and_why",
            "which_data",
            "options",
            "questions",
            "check",
        }

    def test_less_can_be_given_than_is_asked(self, donor: AtTheTerminal) -> None:
        """Types by number, days as they are written in Denmark, coarser, fewer, earlier."""
        fine = ["yes", "1, 2", "3.2.2026", "19/8-2026", "2", "e71077345", *[""] * 5]
        often = ["yes", "1", "2027-03-01"]
        lines = [*WHO, *DATA, *fine, *often, *OPTIONS, "", *RIGHT, "yes", "", "yes"]
        answer = give(donor, *lines)
        assert answer.code == 0, answer.out[-3000:]
        kept = parsed(donor.document("show", PROJECT)["choices"])
        sleep = kept.items["sleep"]
        assert sleep.types is not None
        assert len(sleep.types) == 2
        assert (sleep.from_, sleep.until) == (date(2026, 2, 3), date(2026, 8, 19))
        assert sleep.excluded_records == ("e71077345",)
        assert (kept.frequency, kept.expires) == ("once", date(2027, 3, 1))
        assert kept.items["activity"].from_ is None

    def test_what_goes_beyond_the_request_is_refused_where_it_is_said(
        self, donor: AtTheTerminal
    ) -> None:
        lines = [*WHO, *DATA, "yes", "", "1.1.2020", "", "31.12.2026", "1.1.2026", "later"]
        answer = give(donor, *lines)
        said = " ".join(answer.out.split())
        assert "your choices go beyond the dates that the project has asked for" in said
        assert "The last day that you chose comes before the first one." in said

    @pytest.mark.parametrize("nonsense", ["maybe", "7", "ja nej", "\x1b[2J"])
    def test_what_is_no_answer_is_asked_again(self, donor: AtTheTerminal, nonsense: str) -> None:
        answer = give(donor, *WHO, nonsense, *YES[1:])
        assert answer.code == 0
        assert "The answer does not fit the question." in answer.out
        assert "\x1b" not in answer.out

    def test_a_wrong_answer_is_explained_and_asked_again(self, donor: AtTheTerminal) -> None:
        wrong = "2" if RIGHT[0] == "1" else "1"
        place = YES.index(RIGHT[0], len(WHO + DATA + OPTIONS) + 2)
        answer = give(donor, *YES[:place], wrong, *YES[place:])
        assert answer.code == 0, answer.out[-2000:]
        assert "That is not quite right." in answer.out

    def test_who_answers_for_someone_else_says_by_what_right(self, donor: AtTheTerminal) -> None:
        with donor.opened() as opened:
            parent = decider(opened, "parental_custody").standing.digest
        (donor.home / "parent").write_text(HOLDER_PASSPHRASE, encoding="utf-8")
        key = ("--as", parent, "--holder-passphrase-file", str(donor.home / "parent"))
        lines = typed("2", "1", *YES[1:])
        assert donor.consent("give", PROJECT, *key, typed=lines).code == 0
        kept = parsed(donor.document("show", PROJECT)["choices"])
        assert (kept.given_by, kept.basis) == ("guardian", "parental_custody")

    def test_who_answers_for_someone_else_without_a_key_is_refused(
        self, donor: AtTheTerminal
    ) -> None:
        answer = give(donor, "2", "1", *YES[1:])
        assert answer.code == 1
        assert "MANDATE_NEEDED" in answer.err
        assert donor.document("show", PROJECT, code=1)["state"] == "requested"

    def test_one_can_go_back_and_answer_otherwise(self, donor: AtTheTerminal) -> None:
        lines = [*WHO, "yes", "yes", "<", "no", *YES[3:]]
        assert give(donor, *lines).code == 0
        assert parsed(donor.document("show", PROJECT)["choices"]).granted == ("activity", "sleep")

    def test_one_can_go_back_a_page(self, donor: AtTheTerminal) -> None:
        answer = give(donor, *WHO, "<", "", *YES[1:])
        assert answer.code == 0
        assert answer.out.count("Step 1 of 9") == 2

    def test_no_can_be_said_to_the_rest_of_a_page(self, donor: AtTheTerminal) -> None:
        """There is no such yes."""
        answer = give(donor, *WHO, "yes", "rest", "", "", "rest", "", *RIGHT, "yes", "", "yes")
        kept = donor.document("show", PROJECT, code=answer.code)
        assert answer.code == 0, answer.out[-1500:]
        assert parsed(kept["choices"]).granted == ("sleep",)
        assert not any(parsed(kept["choices"]).options.values())

    def test_an_answer_can_be_corrected_from_the_list_of_them_all(
        self, donor: AtTheTerminal
    ) -> None:
        """And then one is back at the list."""
        correct = ["2", "", "yes", "", "", "", ""]
        answer = give(donor, *YES[:-2], *correct, "yes")
        assert answer.code == 0, answer.out[-1500:]
        assert parsed(donor.document("show", PROJECT)["choices"]).is_granted("heart")
        assert answer.out.count("Step 8 of 9") == 2

    def test_an_answer_can_be_taken_away(self, donor: AtTheTerminal) -> None:
        give(donor, *WHO, "yes", "<", "-", "later")
        missing = donor.document("show", PROJECT, code=1)["missing"]
        assert "items.sleep.granted" in [each["field"] for each in missing]

    def test_help_and_the_text_can_be_had_at_any_prompt(self, donor: AtTheTerminal) -> None:
        answer = give(donor, "?", "text", *YES)
        assert answer.code == 0
        assert "no to the rest on this page" in answer.out
        assert answer.out.count("SLEEP AND HEART RHYTHM") == 2

    def test_what_is_not_signed_is_no_yes(self, donor: AtTheTerminal) -> None:
        answer = give(donor, *YES[:-1], "no", "<", "", "", "later")
        assert answer.code == 1
        assert donor.document("show", PROJECT, code=1)["state"] == "put_off"

    def test_one_who_has_said_yes_already_is_sent_to_change_it(self, donor: AtTheTerminal) -> None:
        donor.give()
        assert give(donor, *YES).error == "CONSENT_IN_FORCE"

    def test_what_is_not_approved_is_not_even_begun(self, donor: AtTheTerminal) -> None:
        donor.publish(revoked=(PROJECT,))
        answer = give(donor, *YES)
        assert (answer.code, answer.error, answer.out) == (1, "REQUEST_REVOKED", "")


class TestNoAndLater:
    @pytest.mark.parametrize(("words", "lang"), [("no thanks", "en"), ("nej tak", "da")])
    def test_no_to_all_of_it_is_said_at_any_prompt(
        self, donor: AtTheTerminal, words: str, lang: str
    ) -> None:
        answer = give(donor, words, "yes", lang=lang)
        assert answer.code == 1
        assert donor.document("show", PROJECT, code=1)["state"] == "refused"

    def test_a_no_that_was_meant_for_one_thing_is_not_one_to_all(
        self, donor: AtTheTerminal
    ) -> None:
        answer = give(donor, *WHO, "yes", "no thanks", "no", *YES[2:])
        assert answer.code == 0
        assert "Do you want to say no to the whole project?" in answer.err

    @pytest.mark.parametrize("word", ["q", "later", "senere", None])
    def test_one_can_leave_at_any_prompt_and_is_told_how_to_go_on(
        self, donor: AtTheTerminal, word: str | None
    ) -> None:
        """A terminal that is closed is left, too. It is noted once that it was put off."""
        leave = [] if word is None else [word]
        answer = give(donor, *WHO, "yes", *leave)
        assert answer.code == 1
        assert f"datadonor consent give {PROJECT}" in answer.out
        give(donor, *leave)
        with donor.opened() as opened:
            assert len(list(opened.log.events_of(ConsentPutOff))) == 1

    @pytest.mark.parametrize("place", range(1, len(YES)))
    def test_left_anywhere_and_gone_on_with_it_ends_in_the_same(
        self, donor: AtTheTerminal, place: int
    ) -> None:
        give(donor, *YES[:place], "later")
        donor.clock.forward(days=1)
        with donor.opened() as opened:
            kept = load_conversation(opened.vault.connection, PROJECT)
        assert kept is not None
        answer = give(donor, *rest_of(place))
        assert answer.code == 0, (place, answer.out[-1500:])
        assert "Welcome back." in answer.out
        choices = parsed(donor.document("show", PROJECT)["choices"])
        assert choices.granted == ("activity", "sleep")
        assert choices.demographics == ("age_band",)

    def test_what_is_missing_is_shown_until_it_is_finished(self, donor: AtTheTerminal) -> None:
        give(donor, *WHO, "yes", "later")
        out = donor.consent("show", PROJECT).out
        assert "You have begun to answer. This is missing:" in out
        assert "Say yes or no to data: Heart." in out
        assert donor.give().code == 0
        assert "begun to answer" not in donor.consent("show", PROJECT).out

    def test_a_conversation_about_another_version_says_what_changed(
        self, donor: AtTheTerminal
    ) -> None:
        give(donor, *WHO, *DATA, "later")
        donor.publish(signed_request(version_of(6, items=("sleep", "heart"), frequency="once")))
        answer = give(donor, "later")
        assert "The project has changed something since you were last here." in (
            " ".join(answer.out.split())
        )

    def test_a_conversation_that_was_altered_is_begun_anew(self, donor: AtTheTerminal) -> None:
        give(donor, *WHO, "yes", "later")
        with donor.opened() as opened:
            opened.vault.connection.execute("UPDATE conversation SET content = x'7b7d'")
        assert "Welcome back." not in give(donor, "later").out

    def test_in_another_language_the_answers_stay(self, donor: AtTheTerminal) -> None:
        give(donor, *WHO, "yes", "later")
        answer = give(donor, "", "senere", lang="da")
        assert "Velkommen tilbage." in answer.out
        assert "Dit svar nu: ja" in answer.out


class TestChange:
    def change(self, donor: AtTheTerminal, *lines: str) -> Answer:
        return donor.consent("change", PROJECT, typed=typed(*lines))

    def test_it_begins_from_what_is_in_force(self, donor: AtTheTerminal) -> None:
        """Enter leaves everything as it is; only the one answer is another."""
        donor.give(options={each.id.value: False for each in asked().options})
        answer = self.change(
            donor, *WHO, "", "no", *[""] * 3, "", "", *[""] * 3, "", *[""] * 2, "", "yes"
        )
        assert answer.code == 0, answer.out[-2500:]
        assert "Your new choices have been written down" in answer.out
        assert parsed(donor.document("show", PROJECT)["choices"]).granted == ("activity", "sleep")

    def test_it_can_be_kept_as_it_is(self, donor: AtTheTerminal) -> None:
        donor.give()
        answer = self.change(donor, *WHO, "", "no", "keep")
        assert (answer.code, "All stands as it stood." in answer.out) == (1, True)
        document = donor.document("show", PROJECT)
        assert parsed(document["choices"]).is_granted("heart")
        assert document["missing"] == []

    def test_it_can_be_taken_back_and_what_that_means_is_said(self, donor: AtTheTerminal) -> None:
        donor.give()
        answer = self.change(donor, "no thanks", "yes")
        assert answer.code == 1
        assert "This cannot be undone" in " ".join(answer.out.split())
        assert donor.document("show", PROJECT, code=1)["state"] == "withdrawn"

    def test_a_no_to_a_newer_version_leaves_the_old_yes(self, donor: AtTheTerminal) -> None:
        donor.give()
        donor.publish(3)
        assert give(donor, "no thanks", "yes").code == 1
        document = donor.document("show", PROJECT)
        assert (document["state"], document["version"]) == ("given", 1)


def rest_of(place: int) -> Sequence[str]:
    """Return what is typed on another day by one who left after so many answers."""
    pages = [len(WHO), len(DATA), 1, 1, len(OPTIONS), 1, len(RIGHT), 2, 1]
    begun = 0
    for length in pages:
        if place < begun + length:
            # What was answered on this page already stays as it is.
            return [*[""] * (place - begun), *YES[place:]]
        begun += length
    return YES[place:]


@pytest.mark.parametrize("language", Language)
def test_what_is_asked_leaves_room_for_an_answer_on_its_line(language: Language) -> None:
    starts = ("commands.talk.prompt.", "commands.ask.")
    prompts = {key: texts[language] for key, texts in catalogue().items() if key.startswith(starts)}
    assert {key for key, said in prompts.items() if len(said) > WIDTH - len(" 31.12.2026")} <= {
        key for key in prompts if key.startswith("commands.ask.delete")
    }


# -- at a real terminal ------------------------------------------------------------------


class Terminal:
    """A program run at a terminal of its own, and someone who reads and types."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.shown = ""

    def type(self, prompt: str, line: str) -> None:
        """Wait for a prompt, and type a line."""
        end = time.monotonic() + SECONDS
        while not re.search(prompt + r" $", self.shown):
            assert time.monotonic() < end, self.shown[-2000:]
            self._read(end)
        self.shown += "\n"
        os.write(self._descriptor, line.encode() + b"\n")

    def read_all(self) -> None:
        """Read until the program has ended."""
        end = time.monotonic() + SECONDS
        while self._read(end):
            pass

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, end - time.monotonic()))
        try:
            read = os.read(self._descriptor, 4096) if ready else b""
        except OSError:  # the other end is closed (EIO)
            read = b""
        self.shown += read.decode("utf-8", "replace")
        return bool(read)


@contextmanager
def at_a_terminal(donor: AtTheTerminal, *words: str) -> Iterator[tuple[Terminal, list[int]]]:
    """Run a command about consent in a process of its own, at a pseudo-terminal."""
    ours, theirs = pty.openpty()
    command = [
        *(sys.executable, "-m", "datadonor", "consent", *words, "--lang", "en"),
        *("--vault", str(donor.citizen.closed.folder)),
        *("--passphrase-file", str(donor.home / "passphrase")),
    ]
    codes: list[int] = []
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "HOME": str(donor.home)},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        terminal = Terminal(ours)
        yield terminal, codes
        terminal.read_all()
        codes.append(process.wait(SECONDS))
    os.close(ours)


def test_at_a_real_terminal_it_is_left_gone_on_with_and_signed(donor: AtTheTerminal) -> None:
    """In a process of its own, as a person meets it; the vault's clock is then the true one."""
    donor.clock.now = max(donor.clock.now, datetime.now(UTC))
    with donor.opened():
        donor.citizen.republish()
        donor.citizen.refresh()
    with at_a_terminal(donor, "give", PROJECT) as (terminal, codes):
        terminal.type("Write the number of your answer:", "1")
        terminal.type(r"Yes or no\?", "yes")
        terminal.type(r"Yes or no\?", "later")
    assert codes == [1]
    assert "Your answers are kept." in terminal.shown
    with at_a_terminal(donor, "give", PROJECT) as (terminal, codes):
        terminal.type(r"Yes or no \(Enter to leave it as it is\)\?", "")
        for line in DATA[1:]:
            terminal.type(r"Yes or no\?", line)
        terminal.type("press Enter to go on:", "")
        terminal.type("press Enter to go on:", "")
        for line in OPTIONS:
            terminal.type(r"Yes or no\?", line)
        terminal.type("Press Enter to go on:", "")
        for line in RIGHT:
            terminal.type("Write the number of your answer:", line)
        terminal.type(r"Yes or no\?", "yes")
        terminal.type("write a number to correct:", "")
        terminal.type("Write yes to sign:", "yes")
    assert codes == [0], terminal.shown[-2000:]
    assert "Welcome back." in terminal.shown
    assert "Your yes has been written down and signed." in terminal.shown
    assert Path(donor.citizen.closed.folder).is_dir()
