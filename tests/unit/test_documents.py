"""The documents say what the program does. Each check also catches a planted fault.

A check is a function from texts to a list of faults, so that the same function that
passes our documents can be shown to find what it is for.
"""

import ast
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer

from datadonor import logs, settings, texts
from datadonor.audit import custody, events
from datadonor.audit.verdict import Condition
from datadonor.cli import app
from datadonor.errors import ExitCode
from datadonor.vault import database, kdf, keyfile, schema, slots
from datadonor.vault.kdf import KdfParameters

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FORMATS = DOCS / "formats"
ADR = DOCS / "adr"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("for-*.md"))]
"""What is read by those who try the commands out."""

WEAK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
PASSPHRASE = "blå hest ved åen"

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FIELD = re.compile(r"`(\w+)`(\??)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CITED = re.compile(r"\bdocs/[\w./-]+\.md\b")
_FORMAT = re.compile(r'"(datadonor\.[a-z-]+)/\d"')
_ANYWHERE = {"--vault", "--person", "--passphrase-file", "--json", "--lang"}
_ADR_HEADINGS = ("## Context", "## Choice", "## Consequence")


# -- what the checks are -----------------------------------------------------------


def missing(text: str, wanted: Iterable[str]) -> list[str]:
    """Return what does not stand in a document as code."""
    written = set(_CODE.findall(_FENCED.sub("", text)))
    return [each for each in wanted if each not in written]


def table_rows(text: str) -> dict[str, list[str]]:
    """Return the rows of all tables whose first cell is one piece of code: that → other cells."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return {first.strip("`"): others for first, *others in cells if first.count("`") == 2}


def kind_faults(text: str, kinds: Mapping[str, type[events.Details]]) -> list[str]:
    """Compare the table of kinds with the vocabulary, both ways."""
    rows = table_rows(text.partition("## Kinds")[2])
    faults = [f"not a kind: {kind}" for kind in rows.keys() - kinds.keys()]
    for kind, details in kinds.items():
        fields = {
            name: "" if field.is_required() else "?"
            for name, field in details.model_fields.items()
            if name != "v"
        }
        if kind not in rows:
            faults.append(f"missing: {kind}")
        elif dict(_FIELD.findall(rows[kind][0])) != fields:
            faults.append(f"fields: {kind}")
    return faults


def erasable_faults(text: str, kinds: Mapping[str, type[events.Details]]) -> list[str]:
    """Compare the line of erasable kinds with the vocabulary, both ways."""
    (line,) = re.findall(r"^Erasable: (.*)\.$", text, re.MULTILINE)
    return sorted(
        set(_CODE.findall(line)) ^ {name for name, kind in kinds.items() if kind.is_erasable}
    )


def command_faults(text: str, tree: Any) -> list[str]:  # noqa: ANN401 - typer names no type
    """Say which commands of a tree have no section, or a section without their options."""
    sections = {
        name: body.partition("\n### ")[0].partition("\n## ")[0]
        for name, body in re.findall(
            r"^### `([^`]+)`\n(.*?)(?=\Z|^### )", text, re.MULTILINE | re.DOTALL
        )
    }
    commands = dict(leaves(tree, "datadonor"))
    faults = [f"no such command: {name}" for name in sections.keys() - commands.keys()]
    for name, options in commands.items():
        body = sections.get(name)
        if body is None:
            faults.append(f"missing: {name}")
            continue
        faults += [f"{name}: {option}" for option in options if option not in body]
    return faults


def leaves(command: Any, name: str) -> Iterable[tuple[str, list[str]]]:  # noqa: ANN401
    """Yield each command that does something, with its options and arguments."""
    below = getattr(command, "commands", None)
    if below is None:
        words = [
            parameter.opts[-1]
            if parameter.opts[0].startswith("-")
            else parameter.metavar or parameter.name.upper()
            for parameter in command.params
        ]
        yield name, [word for word in words if word != "--help"]
    for word, each in (below or {}).items():
        yield from leaves(each, f"{name} {word}")


def shown_commands(page: str) -> list[list[str]]:
    """Return the commands of ours in a page's shell blocks, in order."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", page, re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [words for words in lines if words[:1] == ["datadonor"]]


def shown_command_faults(page: str, tree: Any) -> list[str]:  # noqa: ANN401 - typer names no type
    """Say which commands in a page are none, or are shown with an option that they lack."""
    known = dict(leaves(tree, "datadonor"))
    faults = []
    for words in shown_commands(page):
        named = {" ".join(words[:count]) for count in range(2, len(words) + 1)} & known.keys()
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        if not named:
            faults.append(" ".join(words))
            continue
        (name,) = named
        faults += [
            f"{name}: {option}"
            for option in options
            if option not in known[name] and option not in _ANYWHERE
        ]
    return faults


def unlisted(index: str, folder: Path) -> list[str]:
    """Return the documents of a folder that its index does not lead to."""
    linked = set(_LINK.findall(index))
    return sorted(
        file.name for file in folder.glob("*.md") if file.name not in {*linked, "README.md"}
    )


def formats_of(sources: Iterable[str]) -> set[str]:
    """Return the formats that code names: ``datadonor.…`` of some version."""
    return {name for source in sources for name in _FORMAT.findall(source)}


def names_used(sources: Iterable[str]) -> set[str]:
    """Return every name that code uses otherwise than to import it."""
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


def written_faults(
    text: str, kinds: Mapping[str, type[events.Details]], used: set[str]
) -> list[str]:
    """Say of which kinds the document is wrong in saying that something writes them, or nothing."""
    rows = table_rows(text.partition("## Kinds")[2])
    return sorted(
        kind
        for kind, details in kinds.items()
        if rows[kind][1] != ("yes" if details.__name__ in used else "no")
    )


def exit_faults(text: str) -> list[str]:
    """Compare the table of exit codes with the codes."""
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", text, re.MULTILINE)
    written = {name: int(number) for number, name in rows}
    return sorted(
        name
        for name in written.keys() | ExitCode.__members__.keys()
        if written.get(name) != ExitCode.__members__.get(name)
    )


def broken_links(file: Path) -> list[str]:
    """Return the links of a document that lead to no file of the repository."""
    text = _FENCED.sub("", file.read_text("utf-8"))
    targets = [link.partition("#")[0] for link in _LINK.findall(text)]
    relative = [target for target in targets if target and "://" not in target]
    return [target for target in relative if not (file.parent / target).resolve().exists()]


def adr_faults(folder: Path) -> list[str]:
    """Say which records are not in the index, or not in the form of the template."""
    index = set(_LINK.findall((folder / "README.md").read_text("utf-8")))
    faults = []
    for file in sorted(folder.glob("[0-9]*.md")):
        text = file.read_text("utf-8")
        if file.name not in index:
            faults.append(f"not in the index: {file.name}")
        if not text.startswith(f"# {file.name[:4]}. ") or "\nStatus: " not in text:
            faults.append(f"title: {file.name}")
        faults += [f"{heading}: {file.name}" for heading in _ADR_HEADINGS if heading not in text]
    return faults


def proofs(text: str) -> set[str]:
    """Return the files that a document names as showing something."""
    return {each for each in _CODE.findall(text) if each.startswith(("tests/", "datadonor/"))}


def cited_documents(source: str) -> set[str]:
    """Return the documents that code sends its reader to."""
    return set(_CITED.findall(source))


def absent(files: Iterable[str]) -> list[str]:
    """Return which files are not in the repository."""
    return sorted(file for file in files if not (ROOT / file).exists())


def plain(sql: str) -> str:
    """Return SQL without comments and with single spaces."""
    return " ".join(re.sub(r"--[^\n]*", "", sql).replace(";", "").split())


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def documents() -> list[Path]:
    """Return all documents of the repository; what tools made lies in hidden folders or build."""
    found = [file.relative_to(ROOT) for file in ROOT.rglob("*.md")]
    return sorted(
        ROOT / file
        for file in found
        if not any(part.startswith(".") or part == "build" for part in file.parts)
    )


def python_files(*packages: str) -> list[Path]:
    return [file for package in packages for file in (ROOT / package).rglob("*.py")]


def our_code() -> list[Path]:
    return python_files("datadonor", "consent", "export", "ui")


def tree() -> Any:  # noqa: ANN401 - typer names no type
    def play(*_: object, **__: object) -> dict[str, bool]:
        return {}

    return typer.main.get_command(app.build(play))


# -- the checks --------------------------------------------------------------------


def test_every_kind_of_event_stands_with_its_fields() -> None:
    assert kind_faults(read("formats/event.md"), events.KINDS) == []
    assert erasable_faults(read("formats/event.md"), events.KINDS) == []


def test_a_kind_or_field_that_is_missing_is_found() -> None:
    text = read("formats/event.md")

    class Planted(events.VaultCreated):
        kind = "vault.planted"

    more: dict[str, type[events.Details]] = {**events.KINDS, Planted.kind: Planted}
    assert kind_faults(text, more) == ["missing: vault.planted"]
    less = {kind: each for kind, each in events.KINDS.items() if kind != "vault.created"}
    assert kind_faults(text, less) == ["not a kind: vault.created"]
    renamed = text.replace("`file_sha256` Digest, `added` Count", "`file` Digest, `added` Count")
    assert kind_faults(renamed, events.KINDS) == ["fields: import.finished"]
    erased = text.replace("Erasable: ", "Erasable: `consent.given`, ")
    assert erasable_faults(erased, events.KINDS) == ["consent.given"]
    required = text.replace("`item`? Identifier", "`item` Identifier")
    assert kind_faults(required, events.KINDS) == ["fields: consent.withdrawn"]


def test_what_is_said_to_be_written_is_written() -> None:
    """Used anywhere but where kinds are described means: some part writes or reads it."""
    vocabulary = {"kinds.py", "events.py"}
    used = names_used(file.read_text("utf-8") for file in our_code() if file.name not in vocabulary)
    text = read("formats/event.md")
    assert written_faults(text, events.KINDS, used) == []
    assert written_faults(text, events.KINDS, used - {"PaperAttached"}) == ["paper.attached"]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_is_there_with_its_options(page: Path) -> None:
    text = page.read_text("utf-8")
    assert shown_commands(text)
    assert shown_command_faults(text, tree()) == []


def test_a_command_that_a_page_shows_and_that_is_not_there_is_found() -> None:
    block = (
        "```sh\ndatadonor log show\ndatadonor log tell --all\ndatadonor log show --al 3 # x\n```"
    )
    faults = ["datadonor log tell --all", "datadonor log show: --al"]
    assert shown_command_faults(block, tree()) == faults


def test_every_format_stands_in_the_index() -> None:
    index = read("formats/README.md")
    assert unlisted(index, FORMATS) == []
    assert "event.md" in unlisted(index.replace("(event.md)", ""), FORMATS)
    named = formats_of(file.read_text("utf-8") for file in our_code())
    assert missing(index, sorted(named)) == []
    assert missing(index, ["datadonor.planted"]) == ["datadonor.planted"]


def test_every_command_stands_with_its_options() -> None:
    assert command_faults(read("formats/command-line.md"), tree()) == []


def test_a_command_or_option_that_is_missing_is_found() -> None:
    text = read("formats/command-line.md")
    gone = text.replace("### `datadonor vault rotate`", "### `datadonor vault turn`")
    assert sorted(command_faults(gone, tree())) == [
        "missing: datadonor vault rotate",
        "no such command: datadonor vault turn",
    ]
    assert "datadonor log show: --since" in command_faults(text.replace("--since", ""), tree())


def test_every_exit_code_stands() -> None:
    text = read("formats/command-line.md")
    assert exit_faults(text) == []
    assert f"| {app.INTERRUPTED} |" in text


def test_an_exit_code_that_is_off_is_found() -> None:
    text = read("formats/command-line.md")
    assert exit_faults(text.replace("| 5 | `TAMPERED`", "| 6 | `TAMPERED`")) == ["TAMPERED"]
    assert exit_faults(text.replace("`DISK`", "`DISC`")) == ["DISC", "DISK"]


FINDINGS = [
    code for key in texts.catalogue() if (code := key.removeprefix("audit_package.")).isupper()
]
"""What a package can be found to be; other keys have small letters or a dot."""

VOCABULARIES: dict[str, tuple[str, list[str]]] = {
    "findings of a package, exactly": ("formats/audit-package.md", FINDINGS),
    "findings of a package, for auditors": ("for-auditors.md", FINDINGS),
    "conditions of the log": ("formats/log.md", [str(each) for each in Condition]),
    "findings": (
        "formats/command-line.md",
        [key.removeprefix("findings.") for key in texts.catalogue() if key.startswith("findings.")],
    ),
    "words of the program's log": ("formats/local-files.md", [str(each) for each in logs.Note]),
    "settings": ("formats/local-files.md", list(settings.Settings.model_fields)),
    "pragmas": ("formats/database.md", list(database.PRAGMAS)),
    "fields of the key file": (
        "formats/key-file.md",
        [
            name
            for model in (keyfile.KeyFile, keyfile.Head, slots.PassSlot, slots.RecoverySlot)
            for name in model.model_fields
        ],
    ),
    "derivations": (
        "formats/key-file.md",
        ["datadonor/head/v1", "datadonor/recovery/v1"],
    ),
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_of_a_vocabulary_stands(name: str) -> None:
    document, wanted = VOCABULARIES[name]
    assert wanted
    assert missing(read(document), wanted) == []
    assert missing(read(document), [*wanted, "planted"]) == ["planted"]


def test_the_bounds_of_the_kdf_stand() -> None:
    rows = table_rows(read("formats/key-file.md"))
    for name in ("memory_kib", "iterations", "lanes"):
        least, most = (int(cell.replace(" ", "")) for cell in rows[name])
        for bound, beyond in ((least, least - 1), (most, most + 1)):
            KdfParameters(**{**WEAK.model_dump(), name: bound})
            with pytest.raises(ValueError, match=name):
                KdfParameters(**{**WEAK.model_dump(), name: beyond})


def test_the_tables_stand_as_they_are() -> None:
    written = plain(read("formats/database.md"))
    made = [statement for step in schema.STEPS for statement in step]
    assert [each for each in made if plain(each) not in written] == []
    assert plain(made[0].replace("leaf_hash ", "leaf ")) not in written


def test_every_link_leads_somewhere() -> None:
    faults = {str(file.relative_to(ROOT)): broken_links(file) for file in documents()}
    assert {file: broken for file, broken in faults.items() if broken} == {}


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").touch()
    file = tmp_path / "README.md"
    file.write_text("[a](there.md#part) [b](gone.md) [c](https://c2sp.org) [d](#here)", "utf-8")
    assert broken_links(file) == ["gone.md"]


def test_every_decision_is_in_the_index() -> None:
    assert list(ADR.glob("[0-9]*.md"))
    assert adr_faults(ADR) == []


def test_a_decision_without_a_line_in_the_index_is_found(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text((ADR / "README.md").read_text("utf-8"), "utf-8")
    good = "# 0099. Planted\n\nStatus: accepted\n\n" + "\n\n".join(_ADR_HEADINGS)
    (tmp_path / "0099-planted.md").write_text(good, "utf-8")
    assert adr_faults(tmp_path) == ["not in the index: 0099-planted.md"]
    (tmp_path / "0099-planted.md").write_text(good.replace("## Choice", ""), "utf-8")
    assert "## Choice: 0099-planted.md" in adr_faults(tmp_path)


@pytest.mark.parametrize("name", ["threat-model.md", "for-auditors.md", "../README.md"])
def test_what_a_document_names_as_proof_exists(name: str) -> None:
    text = read(name)
    assert proofs(text)
    assert absent(proofs(text)) == []
    planted = text + "\n| Planted. | `tests/unit/test_planted.py` |"
    assert absent(proofs(planted)) == ["tests/unit/test_planted.py"]


def test_what_the_code_cites_exists() -> None:
    files = [*our_code(), *python_files("tests", "bench")]
    sources = [file.read_text("utf-8") for file in files if file != Path(__file__).resolve()]
    assert absent(set().union(*map(cited_documents, sources))) == []
    planted = "Measured (``docs/adr/9999-planted.md``)."
    assert absent(cited_documents(planted)) == ["docs/adr/9999-planted.md"]


# -- a stranger's reader -----------------------------------------------------------


def reader() -> str:
    """Return the program that the document on the key file ends with."""
    (program,) = re.findall(
        r"^```python\n(.*?)^```", read("formats/key-file.md"), re.MULTILINE | re.DOTALL
    )
    return str(program)


def run_reader(program: str, folder: Path, passphrase: str = PASSPHRASE) -> dict[str, Any] | None:
    """Run a reader in a process of its own; nothing if it refuses."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", program, str(folder)],
        input=f"{passphrase}\n".encode(),
        capture_output=True,
        check=False,
    )
    answer: dict[str, Any] | None = json.loads(done.stdout) if done.returncode == 0 else None
    return answer


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a vault with five events, and close it."""
    monkeypatch.setattr(kdf, "FLOOR", WEAK)
    custody.create_vault(tmp_path / "vault", PASSPHRASE, kdf=WEAK)
    with custody.open_vault(tmp_path / "vault", PASSPHRASE) as opened:
        for number in range(4):
            opened.log.record(events.ConsentWithdrawn(), events.SELF, project=f"p{number}")
    return tmp_path / "vault"


def test_the_documented_reader_reads_a_real_vault(vault: Path) -> None:
    """The document is enough: it shares no code with the program and gets the same root."""
    with custody.open_vault(vault, PASSPHRASE) as opened:
        root = opened.log.root().hex()
    assert "datadonor" not in re.findall(r"^(?:import|from) (\w+)", reader(), re.MULTILINE)
    assert run_reader(reader(), vault) == {
        "events": 5,
        "root": root,
        "head_is_ours": True,
        "head_agrees": True,
    }


def test_the_documented_reader_sees_an_edited_head(vault: Path) -> None:
    file = vault / "vault.key"
    key_file = json.loads(file.read_bytes())
    key_file["head"]["size"] -= 1
    file.write_text(json.dumps(key_file), "utf-8")
    answer = run_reader(reader(), vault)
    assert answer is not None
    assert not answer["head_is_ours"]
    assert not answer["head_agrees"]


def test_the_documented_reader_refuses_what_does_not_open(vault: Path) -> None:
    assert run_reader(reader(), vault, "another passphrase") is None
    file = vault / "vault.key"
    key_file = json.loads(file.read_bytes())
    key_file["slots"][0]["salt"] = "00" * 16
    file.write_text(json.dumps(key_file), "utf-8")
    assert run_reader(reader(), vault) is None


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("datadonor/head/v1", "datadonor/head/v2"),
        ('"slot": slot', '"slots": slot'),
        ('normalize("NFC"', 'normalize("NFD"'),
        (r'b"\x01" + root', r'b"\x00" + root'),
        ('key_file["vault_id"]}\n\nslot', '""}\n\nslot'),
    ],
)
def test_a_reader_from_a_wrong_document_fails(vault: Path, written: str, otherwise: str) -> None:
    """Negative control: each rule that the document gives is one the reader depends on."""
    right = run_reader(reader(), vault)
    wrong = reader().replace(written, otherwise)
    assert wrong != reader()
    assert run_reader(wrong, vault) != right
