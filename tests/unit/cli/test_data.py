"""Bringing data in, seeing them and deleting them, as a person and a script see it."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from datadonor import paths
from datadonor.audit import custody
from datadonor.cli import citizen_import
from datadonor.cli.app import run
from datadonor.cli.progress import drawn_progress, heard_stop
from datadonor.errors import DiskFull
from datadonor.sources import pipeline
from datadonor.sources.errors import ImportCancelled, SomeoneElse
from datadonor.vault import kdf
from datadonor.vault.errors import VaultReadOnly
from tests.unit.cli.test_commands import Answer, no_play, read_until
from tests.unit.conftest import SyntheticVault

MARK = "maerke-0xE5"
GLUCOSE = [
    {
        "type": "sgv",
        "sgv": 100 + number,
        "date": 1_767_225_600_000 + number * 300_000,
        "dateString": f"2026-01-01T{number // 12:02d}:{number * 5 % 60:02d}:00.000Z",
        "device": "opdigtet",
    }
    for number in range(20)
]
TABLE = "Dato;Puls\n2026-01-01 08:00;61\n2026-01-02 08:00;63\n"

Citizen = Callable[..., Answer]


@pytest.fixture
def citizen(
    template: SyntheticVault,
    closed: SyntheticVault,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Citizen:
    """Run commands on a vault that is there, with the cheapest passphrase."""
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(kdf.KdfParameters, "is_below_floor", False)
    (tmp_path / "passphrase").write_text(closed.passphrase, "utf-8")
    (tmp_path / "glucose.json").write_text(json.dumps(GLUCOSE), "utf-8")
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(tmp_path)

    def call(*words: str, language: str = "en") -> Answer:
        common = [f"--vault={closed.folder}", f"--lang={language}", "--passphrase-file=passphrase"]
        code = run([*words, *common], no_play)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


def records(citizen: Citizen, category: str = "glucose") -> list[Any]:
    document = citizen("data", "list", "--category", category, "--json").document
    found: list[Any] = document["records"]
    return found


class TestImport:
    def test_the_answer_is_that_of_the_contract(self, citizen: Citizen) -> None:
        answer = citizen("import", "glucose.json", "--json")
        assert answer.code == 0
        assert answer.err == ""
        (told,) = answer.document["files"]
        assert set(told) >= {
            *("file", "format", "digest", "added", "duplicates", "unreadable"),
            *("by_category", "seconds", "unreadable_count", "notices"),
        }
        assert (told["file"], told["format"]) == ("glucose.json", "nightscout")
        assert (told["added"], told["duplicates"]) == (20, 0)
        assert told["by_category"] == {"glucose": 20}
        assert len(told["digest"]) == 64

    def test_the_same_file_again_adds_nothing(self, citizen: Citizen) -> None:
        citizen("import", "glucose.json")
        (told,) = citizen("import", "glucose.json", "--json").document["files"]
        assert (told["added"], told["duplicates"]) == (0, 20)

    def test_one_refused_file_keeps_no_other_out(self, citizen: Citizen, tmp_path: Path) -> None:
        (tmp_path / "letter.pdf").write_text(f"%PDF {MARK}")
        (tmp_path / "empty").touch()
        answer = citizen("import", "letter.pdf", "gone", "empty", "glucose.json", "--json")
        assert answer.code == 3
        codes = [each.get("error", {}).get("code") for each in answer.document["files"]]
        assert codes == ["FORMAT_UNKNOWN", "FILE_MISSING", "FILE_EMPTY", None]
        assert set(answer.document["files"][0]["error"]) == {"code", "message", "remedy"}
        assert len(records(citizen)) == 20
        assert MARK not in answer.out + answer.err

    def test_the_first_refusal_gives_the_exit_code(
        self, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusals = iter([SomeoneElse, DiskFull])

        def refuse(*_: object, **__: object) -> None:
            raise next(refusals)

        monkeypatch.setattr(citizen_import, "import_parcel", refuse)
        answer = citizen("import", "glucose.json", "table.csv")
        assert answer.code == 1
        assert "--mine only if the file is your own" in answer.err
        assert "DISK_FULL" in answer.err

    def test_a_vault_that_takes_nothing_ends_it(
        self, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise VaultReadOnly

        monkeypatch.setattr(citizen_import, "import_parcel", refuse)
        assert citizen("import", "glucose.json", "table.csv").code == 5

    def test_what_cannot_be_read_is_said_with_place_and_code(
        self, citizen: Citizen, tmp_path: Path
    ) -> None:
        rows = [*GLUCOSE, {**GLUCOSE[0], "date": f"{MARK}", "dateString": f"{MARK}"}]
        (tmp_path / "rows.json").write_text(json.dumps(rows), "utf-8")
        answer = citizen("import", "rows.json", "--json")
        (told,) = answer.document["files"]
        assert told["unreadable_count"] == len(told["unreadable"]) == 1
        assert set(told["unreadable"][0]) == {"where", "code"}
        words = citizen("import", "rows.json")
        assert "Could not be read: 1" in words.out
        assert MARK not in answer.out + answer.err + words.out + words.err

    def test_a_folder_and_a_zip_are_taken_apart(self, citizen: Citizen, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            archive.writestr("a/glucose.json", json.dumps(GLUCOSE))
        assert citizen("import", "all.zip").code == 0
        assert len(records(citizen)) == 20

    @pytest.mark.parametrize("zone", ["Nowhere/Here", "", "../etc/passwd", "Europe"])
    def test_a_zone_that_is_none_gives_2(self, citizen: Citizen, zone: str) -> None:
        assert citizen("import", "glucose.json", "--zone", zone).code == 2

    def test_no_file_gives_2(self, citizen: Citizen) -> None:
        assert citizen("import").code == 2

    def test_it_speaks_danish(self, citizen: Citizen) -> None:
        assert "20 nye, 0 kendte i forvejen" in citizen("import", "glucose.json", language="da").out

    def test_a_person_reads_what_a_format_is_called_and_where_a_fault_stands(
        self, citizen: Citizen, tmp_path: Path
    ) -> None:
        """A script still gets the codes."""
        (tmp_path / "mapping.json").write_text(citizen("import", "table.csv").out, "utf-8")
        more = "".join(f"2026-02-{day:02d} 08:00;{50 + day}\n" for day in range(1, 29))
        rows = TABLE + more + "2026-03-01 08:00;mange\n"
        (tmp_path / "table.csv").write_text(rows, "utf-8")
        words = ["import", "table.csv", "--mapping", "mapping.json"]
        danish = citizen(*words, language="da").out
        assert danish.startswith("table.csv (tabel): 30 nye")
        assert "    linje 32: Tallet kan ikke læses." in danish
        (told,) = citizen(*words, "--json").document["files"]
        assert told["format"] == "table"
        assert told["unreadable"][0]["where"] == "line 32"


class TestTables:
    def test_a_table_is_proposed_confirmed_and_remembered(
        self, citizen: Citizen, tmp_path: Path
    ) -> None:
        first = citizen("import", "table.csv")
        assert first.code == 3
        assert first.err.startswith("MAPPING_NEEDED: table.csv: ")
        (tmp_path / "mapping.json").write_text(first.out, "utf-8")  # exactly what was printed
        with_mapping = citizen("import", "table.csv", "--mapping", "mapping.json", "--json")
        assert with_mapping.code == 0
        assert with_mapping.document["files"][0]["added"] == 2
        (tmp_path / "next.csv").write_text(TABLE.replace("61", "71"), "utf-8")
        assert citizen("import", "next.csv").code == 0
        assert {each["number"] for each in records(citizen, "heart")} == {61, 63, 71}

    def test_a_script_gets_the_proposal_in_the_one_document(self, citizen: Citizen) -> None:
        answer = citizen("import", "table.csv", "--json")
        (told,) = answer.document["files"]
        assert told["error"]["code"] == "MAPPING_NEEDED"
        (proposal,) = told["proposals"]
        assert proposal["headings"] == ["Dato", "Puls"]
        assert proposal["mapping"]["values"][0]["type"] == "HeartRate"

    @pytest.mark.parametrize("content", ["", "{}", "[]", '{"fingerprint": "x"}', "\udce6"])
    def test_a_mapping_that_is_none_gives_3(
        self, citizen: Citizen, tmp_path: Path, content: str
    ) -> None:
        (tmp_path / "mapping.json").write_bytes(content.encode("utf-8", "surrogateescape"))
        answer = citizen("import", "table.csv", "--mapping", "mapping.json")
        assert answer.code == 3
        assert answer.err.startswith("MAPPING_UNREADABLE: ")

    def test_a_mapping_that_was_not_used_is_not_remembered(
        self, citizen: Citizen, tmp_path: Path
    ) -> None:
        first = citizen("import", "table.csv")
        (tmp_path / "mapping.json").write_text(first.out, "utf-8")
        assert citizen("import", "glucose.json", "--mapping", "mapping.json").code == 0
        assert citizen("import", "table.csv").code == 3


@pytest.fixture
def a_terminal_behind() -> Iterator[None]:
    """What a program that is run from a terminal finds; in the background Ctrl+C is ignored."""
    found = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, found)


@pytest.mark.usefixtures("a_terminal_behind")
class TestStopping:
    def test_ctrl_c_cancels_and_leaves_no_trace(
        self, citizen: Citizen, closed: SyntheticVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The signal comes while the file is read; the import hears it at its next step."""
        real = pipeline._Course.check

        def press(self: Any, bytes_read: int) -> None:  # noqa: ANN401 - whatever stands there
            if bytes_read:
                signal.raise_signal(signal.SIGINT)
            real(self, bytes_read)

        with monkeypatch.context() as patch:
            patch.setattr(pipeline._Course, "check", press)
            answer = citizen("import", "glucose.json", "table.csv", "--json")
        assert answer.code == 130
        assert answer.out == ""
        assert "Nothing from glucose.json was brought in" in answer.err
        with closed.open() as opened:
            assert opened.log.verdict.condition.is_sound
            kinds = {stored.event.kind for stored in opened.log.events() if stored.event}
        assert "import.finished" not in kinds
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_a_second_ctrl_c_interrupts_at_once(self) -> None:
        with heard_stop() as stop:
            signal.raise_signal(signal.SIGINT)
            assert stop.is_asked
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_being_cancelled_otherwise_is_a_refusal(
        self, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise ImportCancelled

        monkeypatch.setattr(citizen_import, "import_parcel", refuse)
        assert citizen("import", "glucose.json").code == 1


class TestProgress:
    def test_nothing_is_drawn_where_there_is_no_terminal(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with drawn_progress("file") as draw:
            draw(1, 2)
        assert capsys.readouterr() == ("", "")

    def test_a_bar_is_drawn_on_a_terminal_and_taken_away(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        with drawn_progress("[b]name") as draw:
            draw(1, 2)
        assert "[b]name" in terminal.getvalue()  # a file's name is no markup


class TestSeeing:
    @pytest.fixture
    def filled(self, citizen: Citizen) -> Citizen:
        assert citizen("import", "glucose.json").code == 0
        return citizen

    def test_the_summary(self, filled: Citizen) -> None:
        document = filled("data", "summary", "--json").document
        assert document["records"] == 20
        (found,) = document["categories"]
        assert (found["category"], found["name"], found["samples"]) == (
            "glucose",
            "Blood sugar",
            20,
        )
        (kind,) = found["types"]
        assert kind["latest"]["start"] == "2026-01-01T01:35:00Z"
        assert "Blood sugar: 20" in filled("data", "summary").out

    def test_people_read_rounded_numbers_and_scripts_every_digit(self, filled: Citizen) -> None:
        """100 mg/dL is 5.550745… mmol/L, and nobody measured that."""
        (latest, *_) = records(filled)
        assert len(str(latest["number"])) > 8
        assert latest["unit"] == "mmol/L"
        words = ["data", "list", "--category", "glucose", "--limit", "1"]
        number = round(latest["number"], 1)
        assert f": {number} mmol/L\n" in filled(*words).out
        danish = str(number).replace(".", ",")
        assert f": {danish} mmol/L\n" in filled(*words, language="da").out
        assert f"{danish} mmol/L (2026-01-01" in filled("data", "summary", language="da").out

    def test_times_are_danish_and_a_mark_is_explained_once(self, filled: Citizen) -> None:
        shown = filled("data", "list", "--category", "glucose").out
        assert "2026-01-01 02:35*" in shown  # 01:35 UTC
        assert shown.count("Shown in Danish time.") == 1
        assert filled("data", "summary").out.count("Shown in Danish time.") == 1

    def test_no_line_is_wider_than_a_screen(self, filled: Citizen) -> None:
        name = records(filled)[0]["id"]
        for words in (
            ["summary"],
            ["list", "--category", "glucose", "--limit", "5"],
            ["search", "sukker"],
            ["sources"],
        ):
            for language in ("da", "en"):
                for line in filled("data", *words, language=language).out.splitlines():
                    assert len(line) <= 80 or len(line.split()) == 1
        human, _, technical = filled("data", "show", name).out.partition("\n\n")
        assert "Brought in on" in human
        assert "Nightscout" in human
        assert json.loads(technical.partition("\n")[2])["id"] == name

    def test_an_empty_vault_says_so(self, citizen: Citizen) -> None:
        assert citizen("data", "summary").out == "There is nothing.\n"
        assert citizen("data", "list", "--category", "heart").out == "There is nothing.\n"
        assert citizen("data", "search", "puls").out == "There is nothing.\n"
        assert citizen("data", "sources").out == "There is nothing.\n"

    def test_pages_follow_each_other(self, filled: Citizen) -> None:
        found: list[str] = []
        words = ["data", "list", "--category", "glucose", "--limit", "7", "--json"]
        document = filled(*words).document
        while True:
            found += [each["id"] for each in document["records"]]
            if document["next"] is None:
                break
            document = filled(*words, "--after", document["next"]).document
        assert len(found) == len(set(found)) == 20

    def test_a_span_and_a_type(self, filled: Citizen) -> None:
        words = ["data", "list", "--category", "glucose", "--json"]
        span = ["--from", "2026-01-01T00:10:00Z", "--until", "2026-01-01T00:20:00+00:00"]
        assert len(filled(*words, *span).document["records"]) == 2
        assert len(filled(*words, "--from", "2026-01-02").document["records"]) in {0, 1}
        assert len(filled(*words, "--until", "2026-01-01").document["records"]) >= 19
        assert filled(*words, "--type", "HeartRate").document["records"] == []

    @pytest.mark.parametrize(
        "words",
        [
            ["--category", "nonsense"],
            ["--category", "heart", "--from", "yesterday"],
            ["--category", "heart", "--until", "3102991234"],
            ["--category", "heart", "--limit", "0"],
            ["--category", "heart", "--limit", "1001"],
            ["--category", "heart", "--after", "12"],
            [],
        ],
    )
    def test_words_that_are_off_give_2(self, filled: Citizen, words: list[str]) -> None:
        assert filled("data", "list", *words).code == 2

    def test_one_record_in_full(self, filled: Citizen) -> None:
        name = records(filled)[0]["id"]
        whole = filled("data", "show", name, "--json").document["record"]
        assert whole["id"] == name
        assert whole["import"]["format"] == "nightscout"
        assert filled("data", "show", name).code == 0
        assert filled("data", "show", "e99").code == 1
        assert filled("data", "show", "nonsense").code == 2

    def test_search(self, filled: Citizen) -> None:
        found = filled("data", "search", "blodsukker", "--json").document["found"]
        assert "glucose" in {each["name"] for each in found}
        assert filled("data", "search", "blodsukker").out

    def test_sources_are_shown_and_put_in_order(self, filled: Citizen) -> None:
        (source,) = filled("data", "sources", "--json").document["sources"]
        assert source["ranked"] is False
        ordered = filled("data", "sources", "--order", str(source["id"]), "--json").document
        assert ordered["sources"][0]["ranked"] is True
        assert filled("data", "sources", "--order", "99").code == 1
        assert filled("data", "sources", "--order", "a").code == 2
        assert filled("data", "sources", "--order", "").code == 0

    def test_everything_can_be_taken_out(self, filled: Citizen, tmp_path: Path) -> None:
        answer = filled("data", "export", "--out", str(tmp_path / "copy"), "--json")
        assert answer.code == 0
        assert answer.document["records"] == 20
        assert answer.document["files"] == len(list((tmp_path / "copy").iterdir()))
        events = filled("log", "show", "--kind", "data.exported", "--json").document["events"]
        assert len(events) == 1


class TestDeleting:
    @pytest.fixture
    def filled(self, citizen: Citizen) -> Citizen:
        assert citizen("import", "glucose.json").code == 0
        return citizen

    def test_one_then_a_category_then_all(self, filled: Citizen) -> None:
        name = records(filled)[0]["id"]
        one = filled("data", "delete", "--record", name, "--yes", "--json")
        assert (one.code, one.document) == (0, {"deleted": 1, "scope": "record"})
        assert len(records(filled)) == 19
        assert filled("data", "delete", "--record", name, "--yes").code == 1
        kind = filled("data", "delete", "--category", "glucose", "--yes")
        assert "Number of records: 19" in kind.out
        assert "Backups" in kind.out
        assert filled("data", "delete", "--category", "unsorted", "--yes").code == 0
        assert filled("data", "delete", "--everything", "--yes").code == 0
        assert filled("vault", "verify").code == 0

    def test_an_import(self, filled: Citizen) -> None:
        (name,) = {each["import"] for each in self.imports(filled)}
        gone = filled("data", "delete", "--import", name, "--yes", "--json")
        assert gone.document == {"deleted": 20, "scope": "import"}
        assert filled("data", "delete", "--import", name, "--yes").code == 1

    def imports(self, filled: Citizen) -> list[Any]:
        found = filled("log", "show", "--kind", "import.finished", "--json").document["events"]
        return [{"import": each["event"]["what"]["import_id"]} for each in found]

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["--everything", "--category", "heart"],
            ["--record", "e1", "--import", "x"],
            ["--category", "nonsense"],
            ["--record", "nonsense"],
        ],
    )
    def test_what_is_not_one_thing_gives_2(self, filled: Citizen, words: list[str]) -> None:
        assert filled("data", "delete", "--yes", *words).code == 2
        assert len(records(filled)) == 20

    def test_with_nobody_to_ask_nothing_goes(self, filled: Citizen) -> None:
        answer = filled("data", "delete", "--everything")
        assert answer.code == 2
        assert answer.err.startswith("CONFIRMATION_NEEDED: ")
        assert len(records(filled)) == 20


def test_a_person_is_asked_before_anything_goes(closed: SyntheticVault, tmp_path: Path) -> None:
    """At a terminal: the question comes in words, and no means no."""
    (tmp_path / "words").write_text(closed.passphrase, "utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "datadonor", "data", "delete", "--everything", "--lang=en"),
            *(f"--vault={closed.folder}", f"--passphrase-file={tmp_path / 'words'}"),
        ],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "HOME": str(tmp_path)},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        read_until(ours, b"Write yes or no: ")
        os.write(ours, b"no\n")
        out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 1
    assert out == b"Nothing was deleted.\n"
    with custody.open_vault(closed.folder, closed.words) as opened:
        kinds = {stored.event.kind for stored in opened.log.events() if stored.event}
    assert "data.deleted" not in kinds
