"""Whatever is decided in whatever order: nobody undoes the person's own word, or signs alone."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.attestation import attestations_of
from consent.book import ConsentBook
from consent.ledger import ConsentState
from consent.mandates import Signer
from datadonor.audit import custody
from datadonor.errors import DatadonorError
from tests.consents import APPROVED, Clock, fitting_choices, signed_request
from tests.mandates import decider, parents
from tests.releases import new_template
from tests.unit.conftest import SyntheticVault, no_wait

SLEEP: Final = signed_request("sleep")
NOES: Final = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["give", "change", "refuse", "withdraw", "item"]),
        st.sampled_from(["self", "one", "other", "both"]),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture(scope="module")
def with_proxy(
    template: SyntheticVault, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Signer]:
    folder = tmp_path_factory.mktemp("proxy") / "vault"
    shutil.copytree(template.folder, folder)
    clock = Clock(datetime(2027, 1, 5, 12, tzinfo=UTC))
    with custody.open_vault(folder, template.words, system_clock=clock, wait=no_wait) as opened:
        return folder, decider(opened)


@pytest.fixture(scope="module")
def with_parents(
    template: SyntheticVault, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Signer, Signer]]:
    folder = tmp_path_factory.mktemp("parents") / "vault"
    shutil.copytree(template.folder, folder)
    clock = Clock(datetime(2027, 1, 5, 12, tzinfo=UTC))
    with custody.open_vault(folder, template.words, system_clock=clock, wait=no_wait) as opened:
        return folder, parents(opened)


def attempt(book: ConsentBook, act: str, signers: Sequence[Signer]) -> bool:
    """Try something; whether it was written."""
    optional = next(item.id for item in SLEEP.request.items if not item.required)
    try:
        match act:
            case "give":
                book.give(SLEEP, fitting_choices(), APPROVED, signers=signers)
            case "change":
                book.change(SLEEP, fitting_choices(), APPROVED, signers=signers)
            case "refuse":
                book.refuse(SLEEP, signers=signers)
            case "withdraw":
                book.withdraw(SLEEP.request, signers=signers)
            case _:
                book.withdraw(SLEEP.request, optional, signers=signers)
    except DatadonorError:
        return False
    return True


def walk(
    folder: Path, template: SyntheticVault, acts: Sequence[tuple[str, str]], both: Sequence[Signer]
) -> list[tuple[str, str, bool, ConsentState | None]]:
    """Let everybody try, and return who did what, whether it was written, and how it stood."""
    who = {"self": [], "one": both[:1], "other": both[-1:], "both": list(both)}
    clock = Clock(datetime(2027, 1, 6, 12, tzinfo=UTC))
    done = []
    with tempfile.TemporaryDirectory() as scratch:
        mine = Path(scratch) / "vault"
        shutil.copytree(folder, mine)
        with custody.open_vault(mine, template.words, system_clock=clock, wait=no_wait) as opened:
            book = ConsentBook(opened)
            for act, name in acts:
                clock.forward(minutes=1)
                is_written = attempt(book, act, who[name])
                consent = book.consent(SLEEP.request.id)
                state = None if consent is None else consent.state
                done.append((act, name, is_written, state))
                given = None if consent is None else consent.given
                if given is not None and is_written and act in {"give", "change"}:
                    digest = given.event.decision_sha256 or ""
                    assert len(attestations_of(opened, digest)) == len(who[name])
    return done


@settings(max_examples=25)
@given(acts=ACTS)
def test_no_order_of_decisions_lets_a_proxy_undo_the_persons_own(
    template: SyntheticVault, with_proxy: tuple[Path, Signer], acts: list[tuple[str, str]]
) -> None:
    folder, proxy = with_proxy
    has_spoken = False
    for _, name, is_written, _ in walk(folder, template, acts, [proxy]):
        assert not (has_spoken and is_written and name != "self")
        has_spoken |= is_written and name == "self"


@settings(max_examples=25)
@given(acts=ACTS)
def test_parents_never_decide_with_one_signature_and_never_undo_a_no(
    template: SyntheticVault,
    with_parents: tuple[Path, tuple[Signer, Signer]],
    acts: list[tuple[str, str]],
) -> None:
    folder, both = with_parents
    has_said_no = False
    for act, name, is_written, state in walk(folder, template, acts, both):
        if name in {"one", "other"}:
            assert not is_written
        if name == "self" and act in {"give", "change"}:
            assert not is_written
        has_said_no |= is_written and name == "self" and state in NOES
        assert not has_said_no or state in NOES
