"""What is said of the timestamp of a donation that has just been sent."""

from datadonor.texts import Language, text
from export.timestamps.stamping import Stamping


def stamping_sentence(stamping: Stamping | None, language: Language) -> str:
    """Return a sentence for the donor; nothing while timestamps are switched off."""
    if stamping is None:
        return ""
    came = "done" if stamping.error is None else "failed"
    return text(f"donation.stamping.{came}", language)
