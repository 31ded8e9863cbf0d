"""What is for the person alone is refused while somebody helps, and done when they are gone."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from consent.case import Which, case_of
from consent.receipt.record import Copy
from consent.receipt.writing import Form, write_receipt
from datadonor.audit import custody
from datadonor.audit.assistance import (
    HelperPresent,
    end_assistance,
    start_assistance,
    the_helper,
)
from datadonor.audit.events import SELF
from datadonor.records.own_copy import export_own_copy
from datadonor.texts import Language
from export.audit_package.making import Wanted, save_package
from tests.releases import PROJECT, Citizen, citizen, new_template
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault, no_wait

HELPER: Final = the_helper("Karen Opdigtet", "nurse")


@pytest.fixture(scope="module")
def template_at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture
def donor(template_at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Citizen]:
    with citizen(template_at_noon, tmp_path) as someone:
        someone.give()
        yield someone


def copy_everything(donor: Citizen, out: Path) -> None:
    export_own_copy(donor.opened, out, SELF, Language.DANISH)


def change_passphrase(donor: Citizen, out: Path) -> None:
    custody.change_passphrase(donor.opened, "en ny grøn hest", SELF, WEAK)
    out.touch()


def issue_words(donor: Citizen, out: Path) -> None:
    custody.issue_recovery_words(donor.opened, SELF)
    out.touch()


def rotate(donor: Citizen, out: Path) -> None:
    custody.rotate_keys(donor.opened, PASSPHRASE, SELF, WEAK)
    out.touch()


def back_up(donor: Citizen, out: Path) -> None:
    custody.back_up(donor.opened, out, SELF)


def write_a_receipt(donor: Citizen, out: Path) -> None:
    case = case_of(donor.opened, PROJECT, Language.DANISH, Which.AGREED)
    write_receipt(case, Form.HTML, Copy.DONOR, Language.DANISH, out, SELF)


def package_the_log(donor: Citizen, out: Path) -> None:
    save_package(donor.opened, Wanted(), out, SELF)


def delete(donor: Citizen, out: Path) -> None:
    custody.delete_vault(donor.opened)
    out.touch()


ACTS: Final[Mapping[str, Callable[[Citizen, Path], None]]] = {
    each.__name__: each
    for each in (
        copy_everything,
        change_passphrase,
        issue_words,
        rotate,
        back_up,
        write_a_receipt,
        package_the_log,
        delete,
    )
}


@pytest.mark.parametrize("name", ACTS)
def test_it_is_refused_while_somebody_helps_and_done_afterwards(
    donor: Citizen, tmp_path: Path, name: str
) -> None:
    act, out = ACTS[name], tmp_path / "written"
    start_assistance(donor.opened, HELPER, 30)
    size, root = donor.opened.log.size, donor.opened.log.root()
    with pytest.raises(HelperPresent):
        act(donor, out)
    assert not out.exists()
    assert (donor.opened.log.size, donor.opened.log.root()) == (size, root)
    end_assistance(donor.opened)
    act(donor, out)
    assert out.exists()


@pytest.mark.parametrize("name", ACTS)
def test_it_is_done_as_well_when_the_time_of_the_help_has_passed(
    donor: Citizen, tmp_path: Path, name: str
) -> None:
    start_assistance(donor.opened, HELPER, 5)
    donor.clock.forward(minutes=5)
    ACTS[name](donor, tmp_path / "written")
    assert (tmp_path / "written").exists()


def test_a_vault_is_not_replaced_under_a_helpers_hands(donor: Citizen, tmp_path: Path) -> None:
    backup, folder, words = tmp_path / "a.ddbackup", donor.closed.folder, donor.closed.words

    def restore() -> None:
        custody.restore(folder, backup, words, SELF, system_clock=donor.clock, wait=no_wait)

    custody.back_up(donor.opened, backup, SELF)
    start_assistance(donor.opened, HELPER, 30)
    donor.opened.close()
    with pytest.raises(HelperPresent):
        restore()
    donor.reopen()
    assert donor.opened.log.assistance is not None
    end_assistance(donor.opened)
    donor.opened.close()
    restore()
    donor.reopen()


def test_the_person_still_decides_while_somebody_helps(donor: Citizen) -> None:
    start_assistance(donor.opened, HELPER, 30)
    assert donor.opened.log.assistance is not None
    changed = donor.change("heart")
    assert changed.decision.choices.assisted_by is not None
    assert changed.decision.choices.assisted_by.name == HELPER.name
    taken_back = donor.book.withdraw(donor.published[1].request)
    assert taken_back.decision.choices.assisted_by == changed.decision.choices.assisted_by
