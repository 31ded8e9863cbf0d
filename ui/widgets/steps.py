"""Where one is on a way of several steps, in words."""

from ui.widgets.labels import QuietText


class StepLine(QuietText):
    """Stands above the content of a page: Step 3 of 9, and its name."""

    def set_step(self, number: int, of: int, name: str) -> None:
        """Say which step it is, counted from 1."""
        where = self.tr("Step %1 of %2").replace("%1", str(number)).replace("%2", str(of))
        self.setText(f"{where}: {name}" if name else where)
