"""How ``datadonor donation send`` asks the person and shows how far it has come."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from datadonor.cli.asking import is_confirmed
from datadonor.cli.common import Common
from datadonor.cli.donation_lines import preview_lines, said
from datadonor.cli.progress import Report, drawn_progress, heard_stop
from export.delivery import Course, DeliveryCancelled, Progress
from export.preview import Preview
from export.sending import Confirm


def confirmed_by(common: Common, digest: str | None, *, is_yes: bool) -> Confirm:
    """Return what asks the person, or answers with what they said beforehand.

    Args:
        common: Where to show and ask.
        digest: Of a preview that the person has seen.
        is_yes: They said yes to whatever it is.
    """

    def confirm(shown: Preview) -> str | None:
        if digest is not None or is_yes:
            return digest or shown.digest
        for line in preview_lines(shown, common):
            common.say(line)
        return shown.digest if is_confirmed(common, said(common, "ask")) else None

    return confirm


@contextmanager
def drawn_course(common: Common) -> Iterator[Course]:
    """Return a course that draws a bar once something moves, and that Ctrl+C ends."""
    with ExitStack() as bar, heard_stop() as stop:
        drawn: list[Report] = []

        def report_progress(now: Progress) -> None:
            if stop.is_asked:
                raise DeliveryCancelled
            if not drawn:  # not before the person has answered
                drawn.append(bar.enter_context(drawn_progress(said(common, "progress"))))
            drawn[0](now.done_bytes, now.all_bytes)

        yield Course(time.sleep, random.random, report_progress)
