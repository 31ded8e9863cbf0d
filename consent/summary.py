"""A request in plain lines, for the terminal and for whoever reads it aloud.

The consent conversation and the printed paper have their own forms; all of them
draw on the same request and the same names of categories.
"""

from consent.request import Item, ProjectRequest
from datadonor.records.categories import category
from datadonor.registry.targets import Recipient
from datadonor.texts import Language, text


def summarise_request(
    request: ProjectRequest, recipient: Recipient | None, language: Language
) -> list[str]:
    """Return a request as lines, top to bottom, an empty one between parts.

    Args:
        request: The request.
        recipient: The registry's record of who gets the data; its id stands alone
            where there is none.
        language: Of the lines.
    """

    def line(key: str, **facts: int | str) -> str:
        return text(f"request.{key}", language, **facts)

    name = request.recipient
    if recipient is not None:
        name = recipient.name.da if language is Language.DANISH else recipient.name.en
    lines = [
        request.title.in_language(language),
        line("version", id=request.id, version=request.version),
        "",
        *request.summary.in_language(language).splitlines(),
        "",
        line("controller", name=request.controller.name, contact=request.controller.contact),
        line("investigator", name=request.investigator.name),
        line("recipient", name=name),
    ]
    if request.ethics is not None:
        lines.append(
            line(
                "ethics",
                committee=request.ethics.committee,
                number=request.ethics.case_number,
                day=str(request.ethics.approved_on),
            )
        )
    lines += ["", line("items")]
    lines += [_item_line(item, language) for item in request.items]
    if request.demographics:
        asked = ", ".join(
            text(f"request_words.demographics.{which}", language) for which in request.demographics
        )
        lines.append("- " + line("demographics", asked=asked))
    lines += [
        "",
        line(f"frequency.{request.frequency}", day=str(request.until or request.valid_until)),
        _retention_line(request, language),
        line("storage", place=request.storage_location),
        line("withdrawal", text=request.withdrawal.text.in_language(language)),
    ]
    if request.options:
        lines += ["", line("options")]
        lines += [f"- {option.text.in_language(language)}" for option in request.options]
    if request.complaints is not None:
        who = request.complaints
        lines += ["", line("complaints", name=who.name, contact=who.contact)]
    return [*lines, line("valid_until", day=str(request.valid_until))]


def _item_line(item: Item, language: Language) -> str:
    known = category(item.category)
    name = item.category if known is None else known.name.in_language(language)
    what = text(
        "request.item",
        language,
        name=name,
        first=str(item.window.from_),
        last=str(item.window.until),
        resolution=text(f"request_words.resolutions.{item.finest_resolution}", language),
        dates=text(f"request_words.dates.{item.dates}", language),
        need=text(f"request.{'required' if item.required else 'optional'}", language),
    )
    return f"- {what}\n  {item.why.in_language(language)}"


def _retention_line(request: ProjectRequest, language: Language) -> str:
    kept = request.retention
    end = duration_in_words(kept.duration, language)
    if kept.until is not None:
        end = text("request.until", language, day=str(kept.until))
    return text(f"request.retention.{kept.then}", language, end=end)


def duration_in_words(duration: str | None, language: Language) -> str:
    """Return an ISO 8601 duration of days to years in words: ``P1Y6M`` as "1 year 6 months"."""
    words = []
    number = ""
    for sign in (duration or "").removeprefix("P"):
        if sign.isdigit():
            number += sign
            continue
        count = int(number)
        key = f"request.duration.{sign}{'1' if count == 1 else 'n'}"
        words.append(text(key, language, count=count))
        number = ""
    return " ".join(words)
