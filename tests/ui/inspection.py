"""Every rule for a page at once: what a test, or whoever takes its picture, asks for."""

from PySide6.QtWidgets import QWidget

from datadonor.texts import Language
from tests.ui import assisting, cells, painting, watching, wording


def faults(window: QWidget, language: Language) -> list[str]:
    """Return everything on a window's page that breaks a rule, each with the rule's name.

    Args:
        window: Shown, and come to rest (``watching.settle``).
        language: The one that the page should be in.
    """
    found = {
        "unnamed": [*watching.unnamed(window), *cells.unnamed_cells(window)],
        "misnamed": watching.misnamed(window),
        "deaf": assisting.deaf_choices(window),
        "risky": assisting.risky_scroll_areas(window),
        "astray": assisting.astray(window),
        "mnemonic": [*watching.doubled_mnemonics(window), *watching.lost_mnemonics(window)],
        "small": [
            *watching.small_targets(window),
            *cells.low_rows(window, watching.LEAST_TARGET),
        ],
        "clipped": [*watching.clipped(window), *cells.cut_cells(window)],
        "overlapping": watching.overlapping(window),
        "faint": [*painting.faint_text(window), *painting.faint_indicators(window)],
        "interpreted": wording.interpreted(window),
        "left over": wording.left_over(window),
        "in English": wording.in_english(window) if language is Language.DANISH else [],
    }
    return [f"{rule}: {what}" for rule, broken in found.items() for what in broken]
