"""Every role, played with commands alone: asking, approving, deciding, helping, checking.

A researcher and an operator; on one computer Ib, whom a nurse helps, Emil, who is a child
with two parents, and Kaj, who answers on paper; an auditor who has nothing but a file.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from pypdf import PdfReader

from consent.periods import local_day
from datadonor.cli.app import run
from datadonor.people import People
from datadonor.vault import kdf
from tests.audit_altered_packages import TAMPERED, rewritten
from tests.commands import Answer
from tests.papers import PNG
from tests.synthetic_apple import export, pack, quantity, record
from tests.timestamping import Authority, Desk, listening
from tests.unit.conftest import WEAK
from tests.unit.loopback import only_this_computer

ROOT: Final = Path(__file__).parents[2]
SAMPLE: Final = ROOT / "resources" / "samples" / "request-sleep.yaml"
VERIFIER: Final = ROOT / "docs" / "verify_audit.py"
PROJECT: Final = "nordkysten-soevn-hjerterytme"
RECIPIENT: Final = "nordkysten-hospital"
NURSE: Final = ("--name=Nina Nyborg", "--role=nurse", "--organisation=Vestklinikken (opdigtet)")
PARENTS: Final = {"Anne Testesen": "anne henter smør", "Bo Testesen": "bo bager rugbrød"}
OWN: Final = {"Ib": "ib har en blå båd", "Emil": "emil og uglen", "Kaj": "kaj maler køkkenet"}
DAYS: Final = 60


@dataclass
class Town:
    """A computer with several persons on it, and what lies on everybody's desks."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    _secrets: int = field(default=0)

    def secret(self, passphrase: str) -> str:
        """Write a passphrase where a command reads it."""
        self._secrets += 1
        file = self.home / f"secret-{self._secrets}"
        file.write_text(f"{passphrase}\n", encoding="utf-8")
        return str(file)

    def run(self, *words: str, passphrase: str = "skrivebord og lampe") -> Answer:
        """Run one command as a person types it."""
        self.capsys.readouterr()
        common = ("--lang=en", f"--passphrase-file={self.secret(passphrase)}")
        code = run([*words, *common], lambda *_, **__: {})
        return Answer(code, *self.capsys.readouterr())

    def must(self, *words: str, passphrase: str = "skrivebord og lampe", code: int = 0) -> Any:  # noqa: ANN401 - whatever was answered
        """Run a command that ends so, and return its one document."""
        answer = self.run(*words, "--json", passphrase=passphrase)
        assert answer.code == code, (words, answer.err, answer.out)
        return answer.document

    def person(self, label: str) -> "Someone":
        return Someone(self, label, OWN[label])

    # -- what lies where ----------------------------------------------------------

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def request(self) -> Path:
        return self.home / "study.ddrequest"

    @property
    def registry(self) -> Path:
        return self.home / "registry"

    def receives(self) -> Any:  # noqa: ANN401
        """Have the researcher empty the inbox."""
        places = (f"--{name}={self.home / name}" for name in ("inbox", "store", "answers"))
        return self.must("researcher", "collect", *places, f"--keys={self.keys}")


@dataclass(frozen=True)
class Someone:
    """A person with a vault of their own, who names it with ``--person``."""

    town: Town
    label: str
    passphrase: str

    def run(self, *words: str) -> Answer:
        return self.town.run(*words, f"--person={self.label}", passphrase=self.passphrase)

    def must(self, *words: str, code: int = 0) -> Any:  # noqa: ANN401
        whose = f"--person={self.label}"
        return self.town.must(*words, whose, passphrase=self.passphrase, code=code)

    def refused(self, error: str, *words: str) -> None:
        """Run a command that is refused with the answer no."""
        answer = self.run(*words)
        assert (answer.code, answer.error) == (1, error), answer.err

    def choices(self, language: str = "da") -> Path:
        """Fill in the draft of an answer: yes to what the project cannot do without."""
        file = self.town.home / f"choices-{self.label}.json"
        self.must("consent", "draft", PROJECT, f"--out={file}")
        document = json.loads(file.read_text("utf-8"))
        assert not any(each["granted"] for each in document["items"].values())
        document["items"] = {"sleep": {"granted": True}}  # as it is asked, and no less
        document |= {"language": language, "comprehension": [0, 1]}
        file.write_text(json.dumps(document), encoding="utf-8")
        return file

    def package(self) -> Path:
        file = self.town.home / f"{self.label}.ddaudit"
        self.must("log", "package", f"--out={file}", f"--project={PROJECT}")
        return file


@pytest.fixture
def town(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Town:
    monkeypatch.setattr(kdf, "calibrate", lambda: WEAK)
    monkeypatch.setattr(kdf, "FLOOR", WEAK)
    monkeypatch.setattr("datadonor.audit.custody.FLOOR", WEAK)
    monkeypatch.setattr(kdf.KdfParameters, "is_below_floor", False)
    for folder in ("inbox", "answers"):
        (tmp_path / folder).mkdir()
    return Town(tmp_path, capsys)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office that stamps times, on this computer."""
    with listening(Authority(tmp_path_factory.mktemp("authority"))) as there:
        yield there


def test_every_role_is_played_with_commands_alone(town: Town, authority: Desk) -> None:
    a_researcher_asks(town)
    an_operator_approves(town)
    people_share_a_computer(town)
    a_nurse_helps(town.person("Ib"))
    ib_donates(town.person("Ib"), authority)
    both_parents_sign(town.person("Emil"))
    kaj_answers_on_paper(town.person("Kaj"))
    ib_withdraws(town.person("Ib"))
    an_auditor_checks(town)


def a_researcher_asks(town: Town) -> None:
    """Keys, a draft that is not ready, a draft that is, and a signature."""
    town.must(
        *("researcher", "keys", f"--out={town.keys}", f"--id={RECIPIENT}", "--kind=hospital"),
        *("--name=Nordkysten (opdigtet)", "--valid-until=2099-12-31"),
    )
    empty, draft = town.home / "empty.yaml", town.home / "study.yaml"
    town.must("researcher", "request", "draft", f"--out={empty}")
    assert town.run("researcher", "request", "check", str(empty)).code == 3
    town.must("researcher", "request", "draft", f"--out={draft}", f"--from={SAMPLE}")
    whole = draft.read_text("utf-8")
    values = yaml.safe_load(whole)
    values["retention"]["until"] = "2029-12-31"  # before the last day on which data come
    draft.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    checked = town.must("researcher", "request", "check", str(draft), code=1)
    assert not checked["ok"]
    draft.write_text(whole, encoding="utf-8")
    assert town.must("researcher", "request", "check", str(draft))["ok"]
    signing = (f"--keys={town.keys}", f"--out={town.request}")
    signed = town.must("researcher", "request", "sign", str(draft), *signing)
    assert (signed["project"], signed["version"]) == (PROJECT, 1)


def an_operator_approves(town: Town) -> None:
    """A registry in which nothing but this recipient and these bytes stand."""
    town.must("registry", "init", str(town.registry), "--name=Nævnet (opdigtet)")
    where = f"--registry={town.registry}"
    town.must("registry", "approve", str(town.request), where, code=1)  # from whom?
    town.must("registry", "add-recipient", str(town.keys / "recipient.json"), where)
    assert town.must("registry", "approve", str(town.request), where)["approved"]
    assert town.must("registry", "status", where)["unpublished"]["added"]
    assert town.must("registry", "publish", where)["added"]
    status = town.must("registry", "status", where)
    assert status["live"]
    assert not any(status["unpublished"].values())


def people_share_a_computer(town: Town) -> None:
    """Three vaults, each with a passphrase that opens no other, and one request in each."""
    for label, passphrase in OWN.items():
        town.must("vault", "people", "add", label)
        town.person(label).must("vault", "create", f"--recovery-out={town.home / label}")
        assert len((town.home / label).read_text().split()) == 24
        assert passphrase not in town.run("vault", "people", "list").out
    listed = town.must("vault", "people", "list")["people"]
    assert [each["label"] for each in listed] == ["", *OWN]
    stranger = Someone(town, "Kaj", OWN["Ib"]).run("vault", "info")
    assert (stranger.code, stranger.error) == (4, "WRONG_PASSPHRASE")
    public = town.registry / "public"
    for label in OWN:
        person = town.person(label)
        person.must("approvals", "use", str(public), f"--root={public / 'root.json'}")
        assert person.must("request", "add", str(town.request))["approved"]


def a_nurse_helps(ib: Someone) -> None:
    """She is named in everything that happens meanwhile, gets no copy, and signs."""
    secret, key = ib.town.secret("ni gule heste"), ib.town.home / "nina.key"
    hers = (f"--key={key}", f"--key-passphrase-file={secret}")
    ib.town.must("assist", "keys", f"--out={key}", f"--key-passphrase-file={secret}")
    assert ib.must("assist", "start", *NURSE, "--minutes=20")["assistance"]["helper"]["role"] == (
        "nurse"
    )
    assert "Nina Nyborg" in ib.run("vault", "info").err
    ib.refused("HELPER_PRESENT", "vault", "backup", str(ib.town.home / "copy"))
    ib.refused("HELPER_PRESENT", "log", "package", f"--out={ib.town.home / 'early.ddaudit'}")
    assert not (ib.town.home / "copy").exists()
    ib.refused("DECISION_MISSING", "assist", "sign", PROJECT, *hers)
    given = ib.must("consent", "give", PROJECT, f"--choices={ib.choices()}")
    assert given["choices"]["assisted_by"]["name"] == "Nina Nyborg"
    signed = ib.must("assist", "sign", PROJECT, *hers)
    assert signed["decision_sha256"] == given["decision_sha256"]
    assert ib.must("assist", "end")["assistance"] is None
    ib.must("vault", "backup", str(ib.town.home / "copy"))


def ib_donates(ib: Someone, authority: Desk) -> None:
    """What was seen is what is sent; a time is stamped on it, and the answer comes back."""
    town = ib.town
    (brought,) = ib.must("import", str(_nights(town.home / "watch.zip")))["files"]
    assert brought["added"] > DAYS
    assert ib.must("log", "timestamps")["on"] is False
    root = f"--root={authority.authority.root_file}"
    assert ib.must("log", "timestamps", f"--on={authority.url}", root)["on"] is True
    inbox = f"--to={town.home / 'inbox'}"
    shown = ib.must("donation", "preview", PROJECT)
    assert set(shown["by_category"]) == {"sleep"}
    ib.refused("BUNDLE_NOT_CONFIRMED", "donation", "send", PROJECT, inbox, f"--digest={'0' * 64}")
    sent = ib.must("donation", "send", PROJECT, inbox, f"--digest={shown['digest']}")["sent"]
    assert (sent["state"], sent["timestamped"]) == ("sent", True)
    stamps = ib.must("log", "timestamps")
    assert (stamps["timestamps"], stamps["waiting"]) == (1, 0)
    assert len(authority.queries) == 1
    assert ib.must("log", "timestamps", "--off")["on"] is False
    assert town.receives()["received"] == 1
    (answer,) = ib.must("donation", "answers", f"--from={town.home / 'answers'}")["answers"]
    assert (answer["state"], answer["error"]) == ("received", None)


def both_parents_sign(emil: Someone) -> None:
    """One of two is not enough, and a child's own no is stronger than both."""
    birthday = _today() + timedelta(days=400)
    ids, files = [], []
    for name, passphrase in PARENTS.items():
        files.append(emil.town.secret(passphrase))
        added = emil.must(
            *("mandate", "add", f"--holder={name}", "--basis=parental_custody"),
            *("--relation=parent", f"--of-age-on={birthday}", "--joint"),
            f"--holder-passphrase-file={files[-1]}",
        )
        ids.append(added["mandate"]["id"])
    one, two = (
        (f"--as={mandate}", f"--holder-passphrase-file={file}")
        for mandate, file in zip(ids, files, strict=True)
    )
    give = ("consent", "give", PROJECT, f"--choices={emil.choices()}")
    emil.refused("UNDER_AGE", *give)
    emil.refused("JOINT_HOLDER_MISSING", *give, *one)
    given = emil.must(*give, *one, *two)
    assert given["choices"]["given_by"] == "guardian"
    assert date.fromisoformat(given["last_day"]) < birthday
    assert emil.must("consent", "withdraw", PROJECT, "--yes")["state"] == "withdrawn"
    emil.refused("DECIDED_THEMSELVES", *give, *one, *two)


def kaj_answers_on_paper(kaj: Someone) -> None:
    """The form is printed, ticked by hand, and entered with a picture of the signed page."""
    form_file, page = kaj.town.home / "form.pdf", kaj.town.home / "page.png"
    form = kaj.must("paper", "form", PROJECT, f"--out={form_file}")
    printed = "".join(each.extract_text() for each in PdfReader(form_file).pages)
    assert form["code"] in printed
    page.write_bytes(PNG)
    common = (f"--signed-on={_today()}", f"--page={page}", f"--choices={kaj.choices('en')}")
    wrong = kaj.run("paper", "enter", PROJECT, *common, "--form=0000-0000-0000")
    assert (wrong.code, wrong.error) == (3, "PAPER_FORM_UNKNOWN")
    entered = kaj.must("paper", "enter", PROJECT, *common, f"--form={form['code']}")
    assert entered["state"] == "given"
    assert entered["agreed_text_sha256"] == form["text_sha256"]
    back = kaj.town.home / "back.png"
    kaj.must("paper", "page", PROJECT, f"--out={back}")
    assert back.read_bytes() == PNG


def ib_withdraws(ib: Someone) -> None:
    """What was withdrawn is told, and answered with a signature."""
    town = ib.town
    assert ib.must("consent", "withdraw", PROJECT, "--yes")["state"] == "withdrawn"
    ib.refused("RELEASE_REFUSED", "donation", "preview", PROJECT)
    ib.must("donation", "notify", PROJECT, f"--to={town.home / 'inbox'}")
    assert town.receives()["notices"] == 1
    answers = ib.must("donation", "answers", f"--from={town.home / 'answers'}")["answers"]
    assert all(each["error"] is None for each in answers)


def an_auditor_checks(town: Town) -> None:
    """Whole packages are called whole by both verifiers, and a changed one by its fault."""
    for label in OWN:
        package = town.person(label).package()
        assert town.must("auditor", "verify", str(package))["ok"], label
        assert _by_the_other(package) == (0, set())
    file = town.home / "Ib.ddaudit"
    _is_shown(town, file)
    for name in ("event removed", "events re-ordered", "checkpoint from another log"):
        code, change = TAMPERED[name]
        changed = town.home / "changed.ddaudit"
        changed.write_bytes(rewritten(file.read_bytes(), change))
        found = town.must("auditor", "verify", str(changed), code=5)
        assert code in {each["code"] for each in found["findings"]}
        exit_code, theirs = _by_the_other(changed)
        assert exit_code == 5
        assert code in theirs
    nothing = town.home / "nothing.ddaudit"
    nothing.write_bytes(b"PK\x03\x04 something else")
    assert town.run("auditor", "verify", str(nothing)).code == 3
    _is_told_in_words(town, file)


def _is_shown(town: Town, file: Path) -> None:
    """As a document, a table, AuditEvents and on paper: who decided, who helped, what left."""
    shown = town.must("auditor", "show", str(file))
    assert [each["kind"] for each in shown["decisions"]][:1] == ["consent.given"]
    assert shown["decisions"][0]["who"]["assisted_by"]["name"] == "Nina Nyborg"
    assert [each["covered"] for each in shown["released"]] == [True, True]
    assert [each["kind"] for each in shown["answers"]][:1] == ["received"]
    assert len(shown["withdrawals"]) == 1
    assert shown["decisions"][0]["signatures"][0]["name"] == "Nina Nyborg"
    table = town.run("auditor", "show", str(file), "--format=csv").out
    assert table.startswith("position,recorded,kind,project")
    bundle = json.loads(town.run("auditor", "show", str(file), "--format=fhir").out)
    assert {each["resource"]["resourceType"] for each in bundle["entry"]} == {"AuditEvent"}
    report = town.home / "report.pdf"
    told = town.must("auditor", "show", str(file), "--format=pdf", f"--out={report}")
    assert told["sha256"] == sha256(report.read_bytes()).hexdigest()
    paper = " ".join(each.extract_text() for each in PdfReader(report).pages)
    assert "Nina Nyborg" in paper


def _is_told_in_words(town: Town, file: Path) -> None:
    told = town.run("auditor", "show", str(file))
    assert "Nina Nyborg" in told.out
    assert "covered by the consent" in told.out
    assert "Stamped by 127.0.0.1" in told.out


def _by_the_other(package: Path) -> tuple[int, set[str]]:
    """Return what the verifier says that shares no code with the program."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(VERIFIER), str(package)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, {line.partition(" ")[0] for line in done.stdout.splitlines()}


def _today() -> date:
    return local_day(datetime.now(UTC))


def _nights(place: Path) -> Path:
    """Write a watch's export: a night's sleep and a walk for each of the last days."""
    sleep, written = "HKCategoryTypeIdentifierSleepAnalysis", []
    for ago in range(1, DAYS + 1):
        day = _today() - timedelta(days=ago)
        night = (f"{day} 00:10:00 +0100", f"{day} 06:50:00 +0100")
        written.append(record(sleep, *night, "HKCategoryValueSleepAnalysisAsleepCore"))
        noon = f"{day} 12:00:00 +0100"
        written.append(quantity("StepCount", noon, str(3000 + ago), "count", end=noon))
    return pack(export(*written), place)


def test_nobody_is_reached_with_another_persons_name(town: Town) -> None:
    """The negative control: what a command says depends on whose vault it names."""
    for label in ("Ib", "Kaj"):
        town.must("vault", "people", "add", label)
        town.person(label).must("vault", "create", f"--recovery-out={town.home / label}")
    town.person("Ib").must("assist", "start", *NURSE)
    assert town.person("Kaj").must("assist", "status")["assistance"] is None
    assert town.person("Ib").must("assist", "status")["assistance"] is not None
    assert len(People.here().persons()) == 3
