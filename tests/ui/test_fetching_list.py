"""Fetching the approved list over a network, from a server on this computer."""

from pathlib import Path

import pytest

from datadonor.audit.events import RegistryRefused
from datadonor.texts import Language
from tests.attacks.mirrors import running
from tests.ui.listed_vaults import listed
from ui.approvals import fetch_list, read_list
from ui.jobs import Cancelled, Course


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Let these tests reach this computer, instead of what holds for all others."""


def test_a_fetch_that_is_given_up_changes_nothing(tmp_path: Path) -> None:
    """Over a network, between two files: the log tells who was asked, and of no refusal."""
    with listed(tmp_path, 1) as someone, running(tmp_path / "registry") as mirror:
        someone.client.use(mirror.url, someone.registry.root)
        before = read_list(someone.opened)
        someone.publish(2)
        reports: list[object] = []
        course = Course(reports.append, lambda: len(mirror.requested) > 2)
        with pytest.raises(Cancelled):
            fetch_list(someone.opened, course, Language.DANISH)
        assert 2 < len(mirror.requested) < 6
        assert read_list(someone.opened) == before
        assert list(someone.opened.log.events_of(RegistryRefused)) == []


def test_a_fetch_over_a_network_counts_its_parts(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone, running(tmp_path / "registry") as mirror:
        someone.client.use(mirror.url, someone.registry.root)
        someone.publish(2)
        reports: list[object] = []
        course = Course(reports.append, lambda: False)
        news = fetch_list(someone.opened, course, Language.DANISH)
        assert (news.recipients, news.projects) == (1, 1)
        assert reports
