"""The other chairs: more people on one computer, a helper, a paper form, a child, an auditor."""

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from consent.case import ConsentCase, case_to_answer
from consent.choices import Choices
from consent.informing import new_informing_key, open_informing_key, sign_as_informing
from consent.ledger import ConsentState
from consent.mandate import CUSTODY, Terms
from consent.mandate_rules import DecidedThemselves
from consent.mandate_signing import JointHolderMissing
from consent.mandates import Signer, hand_over, mandates, open_signer, record_mandate
from consent.paper_entry import FilledForm, enter_paper, form_of
from consent.paper_form import NO, PART, YES, PaperForm, choices_on
from consent.paper_form_pdf import form_pdf
from consent.paper_page import is_on_paper, read_page
from consent.periods import local_day
from consent.request import open_request
from consent.shelf import RequestShelf
from datadonor import paths
from datadonor.audit import custody
from datadonor.audit.assistance import HelperPresent, end_assistance, start_assistance, the_helper
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.audit.package_file import read_package, write_package
from datadonor.audit.package_log import EVENTS
from datadonor.demo.registry import SLEEP
from datadonor.demo.stage import PASSPHRASE, Stage, Step
from datadonor.errors import DatadonorError
from datadonor.people import People
from datadonor.registry.client import RegistryClient
from datadonor.texts import text
from datadonor.vault.errors import WrongPassphrase
from export.audit_package.judging import Report, judge_package
from export.audit_package.making import Wanted, save_package

_INDENT: Final = "    "
_HELPER: Final = the_helper("Nina Nyborg", "nurse", "Vestklinikken (opdigtet)")
_PARENTS: Final = {"Anne Testesen": "anne henter smør", "Bo Testesen": "bo bager rugbrød"}
"""Made up; and the passphrase of each."""

_OWN: Final = "emil er nu voksen 18"
_BIRTHDAY_IN: Final = timedelta(days=30)
_AFTER_BIRTHDAY: Final = timedelta(days=31)


def _people(stage: Stage) -> bool:
    """Two more vaults on the same computer: Karen's is not touched by what they do."""
    before = _digests(stage.vault)
    people = _people_of(stage)
    for label in ("Børge", "Emil"):
        person = people.add(label)
        custody.create_vault(person.vault, PASSPHRASE, kdf=stage.cost)
        with _open(person.vault, stage.now) as opened:
            _take_in(stage, opened)
    return _digests(stage.vault) == before and len(people.persons()) == 1 + len(("Børge", "Emil"))


def _helped(stage: Stage) -> bool:
    """A nurse helps Børge for half an hour: she gets no copy of anything, and it is logged."""
    with _open(_vault(stage, "Børge"), stage.now) as opened:
        start_assistance(opened, _HELPER, 30)
        copy = stage.folder / "boerge.ddbackup"
        try:
            custody.back_up(opened, copy, SELF)
        except HelperPresent as error:
            said = error.user_message(stage.language).message
            stage.say(_INDENT + text("demo.seen", stage.language, finding=said.rstrip(".")))
            return not copy.exists() and opened.log.assistance is not None
    return False


def _paper(stage: Stage) -> bool:
    """The form is printed, ticked and signed by hand; the nurse enters it and signs as well."""
    with _open(_vault(stage, "Børge"), stage.now) as opened:
        case = _case(stage, opened)
        form = form_of(case, stage.language)
        printed = form_pdf(form, local_day(stage.now()))
        paths.atomic_write(stage.folder / "form.pdf", printed)
        stage.say(_INDENT + _text(stage, "form", code=form.code, kb=len(printed) // 1000))
        page = read_page(printed)  # stands in for the scan of the signed sheet
        filled = FilledForm(form, _ticked(form), local_day(stage.now()), page)
        decided = enter_paper(case, filled)
        key = open_informing_key(new_informing_key(PASSPHRASE, stage.cost).content, PASSPHRASE)
        signed = sign_as_informing(opened, case.signed.request.id, key)
        end_assistance(opened)
        helper = decided.decision.choices.assisted_by
        return (
            _state(stage, opened) is ConsentState.GIVEN
            and is_on_paper(opened, case.signed.request.id, decided.digest)
            and signed.attestation.decision_sha256 == decided.digest
            and helper is not None
            and helper.name == _HELPER.name
        )


def _child(stage: Stage) -> bool:
    """Both parents must sign for Emil, who is 17; one alone is not enough."""
    with _open(_vault(stage, "Emil"), stage.now) as opened:
        birthday = local_day(stage.now()) + _BIRTHDAY_IN
        signers = [_parent(stage, opened, name, birthday) for name in _PARENTS]
        case = _case(stage, opened)
        choices = _ticked(form_of(case, stage.language))
        try:
            case.book.give(case.signed, choices, case.approval, signers=signers[:1])
        except JointHolderMissing as error:
            said = error.user_message(stage.language).message
            stage.say(_INDENT + text("demo.seen", stage.language, finding=said.rstrip(".")))
        else:
            return False
        given = case.book.give(case.signed, choices, case.approval, signers=signers)
        expires = given.decision.choices.expires
        return expires is not None and expires < birthday


def _own_no(stage: Stage) -> bool:
    """Emil himself says no to the same: that stands, whatever his parents sign."""
    folder = stage.folder / "emil-says-no"
    shutil.copytree(_vault(stage, "Emil"), folder)
    with _open(folder, stage.now) as opened:
        case = _case(stage, opened)
        case.book.withdraw(case.signed.request)
        signers = [_signer(opened, name) for name in _PARENTS]
        choices = _ticked(form_of(case, stage.language))
        try:
            case.book.give(case.signed, choices, case.approval, signers=signers)
        except DecidedThemselves:
            return _state(stage, opened) is ConsentState.WITHDRAWN
    return False


def _of_age(stage: Stage) -> bool:
    """At 18 the parents' yes has run out by itself, and the vault is handed over to Emil."""
    folder = stage.folder / "emil-at-18"
    shutil.copytree(_vault(stage, "Emil"), folder)

    def later() -> datetime:
        return stage.now() + _AFTER_BIRTHDAY

    with _open(folder, later) as opened:
        has_run_out = _state(stage, opened) is ConsentState.EXPIRED
        hand_over(opened, _OWN, kdf=stage.cost)
    try:
        _open(folder, later).close()
    except WrongPassphrase:
        with custody.open_vault(folder, _OWN, system_clock=later) as opened:
            return has_run_out and not opened.vault.is_read_only
    return False


def _package(stage: Stage) -> bool:
    """An auditor, without the vault, sees that every release was covered by a consent."""
    file = _package_file(stage)
    with stage.open() as opened:
        save_package(opened, Wanted(SLEEP), file, SELF)
    report = judge_package(file.read_bytes())
    covered = [release for release in report.releases if release.is_covered]
    stage.say(_INDENT + _text(stage, "package", size=_size(report), releases=len(covered)))
    return report.exit_code == 0 and 0 < len(covered) == len(report.releases)


def _package_cut(stage: Stage) -> bool:
    """One event is taken out of the package: the auditor is told which."""
    files = read_package(_package_file(stage).read_bytes())
    lines = files[EVENTS].splitlines(keepends=True)
    kept = [line for line in lines if b'"kind":"consent.withdrawn"' not in line]
    forged = write_package({**files, EVENTS: b"".join(kept)})
    report = judge_package(forged)
    if len(kept) == len(lines) or report.exit_code == 0:
        stage.say(_INDENT + text("demo.unseen", stage.language))
        return False
    said = report.findings[0].sentence(stage.language).rstrip(".")
    stage.say(_INDENT + text("demo.seen", stage.language, finding=said))
    return True


# -- within ---------------------------------------------------------------------------


def _people_of(stage: Stage) -> People:
    return People(stage.folder / "config", stage.folder)


def _vault(stage: Stage, label: str) -> Path:
    return _people_of(stage).find(label).vault


def _open(folder: Path, clock: Callable[[], datetime]) -> OpenVault:
    return custody.open_vault(folder, PASSPHRASE, system_clock=clock)


def _take_in(stage: Stage, opened: OpenVault) -> None:
    client = RegistryClient(opened)
    client.use(str(stage.public), (stage.public / "root.json").read_bytes())
    client.refresh()
    signed = open_request((stage.folder / "glucose.ddrequest").read_bytes())
    RequestShelf(opened).add(signed, SELF, datetime.now(UTC))


def _case(stage: Stage, opened: OpenVault) -> ConsentCase:
    (signed,) = RequestShelf(opened).all()
    return case_to_answer(opened, signed.request.id, stage.language, None)


def _state(stage: Stage, opened: OpenVault) -> ConsentState:
    return _case(stage, opened).consent.state


def _ticked(form: PaperForm) -> Choices:
    """Tick yes to every kind of data, no to every option, and the right answers."""
    ticks = {ask.field: NO for ask in form.asks}
    ticks |= {PART: YES} | {f"items.{item.id}": YES for item in form.request.items}
    for number, question in enumerate(form.request.comprehension):
        ticks[f"questions.{number}"] = str(question.correct)
    choices = choices_on(form, ticks)
    if choices is None:
        raise DatadonorError
    return choices


def _parent(stage: Stage, opened: OpenVault, name: str, birthday: date) -> Signer:
    terms = Terms(
        basis=CUSTODY,
        holder=name,
        relation="parent",
        since=local_day(stage.now()),
        is_joint=True,
        of_age_on=birthday,
    )
    record_mandate(opened, terms, _PARENTS[name], kdf=stage.cost)
    return _signer(opened, name)


def _signer(opened: OpenVault, name: str) -> Signer:
    (found,) = (each for each in mandates(opened) if each.mandate.holder == name)
    return open_signer(opened, found.digest, _PARENTS[name])


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _package_file(stage: Stage) -> Path:
    return stage.folder / "karen.ddaudit"


def _size(report: Report) -> int:
    return report.package.manifest.log.size


def _text(stage: Stage, key: str, **facts: int | str) -> str:
    return text(f"demo.chairs.{key}", stage.language, **facts)


STEPS: Final[Mapping[str, Step]] = {
    "people": _people,
    "helped": _helped,
    "paper": _paper,
    "child": _child,
    "own_no": _own_no,
    "of_age": _of_age,
}

LAST: Final[Mapping[str, Step]] = {"package": _package}

ATTACKS: Final[Mapping[str, Step]] = {"package_cut": _package_cut}
"""On the package that the step before has made."""
