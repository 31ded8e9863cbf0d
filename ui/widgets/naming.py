"""Names that a screen reader reads, made of what is shown and what it is about. No Qt."""

_ENDS = (".", "?", ":", "…")


def named(shown: str, about: str) -> str:
    """Return what is shown and then what it is about, as two sentences.

    A name begins with the words that are seen (WCAG 2.2, 2.5.3), so a full stop is only
    put where they do not end in one.
    """
    if not about:
        return shown
    return f"{shown} {about}" if shown.endswith(_ENDS) else f"{shown}. {about}"
