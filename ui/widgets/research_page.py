"""What the pages of a researcher share: their folders, and questions that need no vault."""

from collections.abc import Callable
from typing import TypeVar

from datadonor.errors import DatadonorError
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.page import Page
from ui.workplace import Workplace

_T = TypeVar("_T")


class ResearchPage(Page):
    """A page without a vault. Its work is done beside the screen all the same."""

    characters = 110

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.workplace = Workplace.of(session)
        self._visit = 0

    def read_anew(self) -> None:
        """Refresh, and drop the answers to what was asked before."""
        self._visit += 1
        super().read_anew()

    def look(self, question: Callable[[], _T], then: Callable[[_T], None]) -> None:
        """Read something of the researcher's own; an answer that comes too late is dropped."""
        visit = self._visit

        def answered(answer: _T) -> None:
            if visit == self._visit:
                then(answer)

        def failed(error: DatadonorError) -> None:
            if visit == self._visit:
                self.show_error(error)

        self.session.tasks.run_query(question, answered, failed)

    def do(
        self,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Callable[[DatadonorError], None] | None = None,
    ) -> None:
        """Change something of the researcher's own; an error is shown on the page."""
        self.session.tasks.run_command(work, Changes(), then, failed or self.show_error)
