"""Who wrote a FIT file: a name for the source and its class, and what points at a person.

Serial numbers and the names of profiles are identifiers and never part of a name.
"""

from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import DeviceClass, IdentifierKind, KnownIdentifier, Source
from datadonor.sources.fit.messages import Message

_MOST_NAME: Final = 100
_UNKNOWN: Final = "FIT"

_LEAST_SERIAL: Final = 100_000
"""Shorter numbers point at nobody, and would be found in every bundle by chance."""

_NO_SERIAL: Final = 0x7FFF_FFFF
"""What software writes that has none."""

_BY_FILE: Final = {
    "weight": DeviceClass.SCALE,
    "blood_pressure": DeviceClass.METER,
    "monitoring_a": DeviceClass.WATCH,
    "monitoring_b": DeviceClass.WATCH,
    "monitoring_daily": DeviceClass.WATCH,
}
_BY_PRODUCT: Final = (
    (("edge", "elemnt", "rally", "tacx", "fr_x"), DeviceClass.MACHINE),
    (("hrm", "heart"), DeviceClass.SENSOR),
    (("index_smart_scale", "index"), DeviceClass.SCALE),
    (
        (
            *("fr", "fenix", "vivo", "venu", "epix", "instinct", "marq", "enduro", "descent"),
            *("forerunner", "swim", "tactix", "d2", "quatix", "lily"),
        ),
        DeviceClass.WATCH,
    ),
)
_BY_MAKER: Final = {
    "zwift": DeviceClass.APP,
    "strava": DeviceClass.APP,
    "the_sufferfest": DeviceClass.APP,
    "trainer_road": DeviceClass.APP,
    "stryd": DeviceClass.SENSOR,
    "wahoo_fitness": DeviceClass.MACHINE,
    "suunto": DeviceClass.WATCH,
    "polar_electro": DeviceClass.WATCH,
    "coros": DeviceClass.WATCH,
}


def source_of(file_id: Message) -> Source:
    """Return the source that a ``file_id`` message names.

    The name is the maker's word and the product's name, its word in the public profile,
    or its number; all of them are the same in every file of one device.
    """
    maker = file_id.word_of("manufacturer") or _text(file_id.number_of("manufacturer"))
    product = (
        file_id.word_of("product_name")
        or file_id.word_of("garmin_product")
        or file_id.word_of("favero_product")
        or _text(file_id.number_of("garmin_product", "favero_product", "product"))
    )
    name = " ".join(word for word in (maker, product) if word)[:_MOST_NAME]
    return Source(name or _UNKNOWN, _device(file_id.word_of("type"), maker, product))


def _device(file_type: str | None, maker: str, product: str) -> DeviceClass:
    if file_type in _BY_FILE:
        return _BY_FILE[file_type]
    word = product.lower()
    for beginnings, device in _BY_PRODUCT:
        if word.startswith(beginnings):
            return device
    return _BY_MAKER.get(maker, DeviceClass.UNKNOWN)


def identifiers(message: Message, source: Source) -> Iterator[KnownIdentifier]:
    """Yield what points at a person or a device in a message.

    Args:
        message: Any message.
        source: Of the file: a profile that nobody named bears the name of the device.
    """
    serial = message.seconds_of("serial_number")
    if serial is not None and serial >= _LEAST_SERIAL and serial != _NO_SERIAL:
        yield KnownIdentifier(IdentifierKind.SERIAL, str(serial), is_subject=False)
    name = (message.word_of("friendly_name") or "").strip()[:_MOST_NAME]
    if name and _letters(name) not in _letters(source.name):
        # Several people step on one scale, so a profile's name need not be the subject's.
        yield KnownIdentifier(IdentifierKind.NAME, name, is_subject=False)


def _letters(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())


def _text(number: float | None) -> str:
    return str(int(number)) if number else ""
