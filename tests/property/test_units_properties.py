"""Units for any text and any pair: never an exception, and there and back is where one was."""

import math
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from datadonor.records import units as module
from datadonor.records.types import sample_types
from datadonor.records.units import Conversion, Dialect, canonical_unit, conversion, fold_unit

TYPES = tuple(sample_types().values())
TABLE = module._load().units
KINDS: dict[str, list[str]] = defaultdict(list)
for _code, _unit in TABLE.items():
    KINDS[_unit.kind].append(_code)

MOLES = ("mmol/L", "umol/L", "pmol/L", "mol/L")
MASSES = ("mg/dL", "g/L", "ng/mL", "ug/L")

# What occurs in units, so that texts come close to them.
LIKELY = st.text(alphabet="mgkLlµμ%/·{}[]<>0123456789.*^ °CFIUu-²\u00a0", max_size=30)
VALUES = st.floats(-1e6, 1e6, allow_nan=False)


def rule(raw: str, own: str, molar_mass: float | None = None) -> Conversion:
    """Return the conversion between two units of the table."""
    number = next(each for each in TYPES if each.unit == "kg")
    changed = {"unit": own, "molar_mass": molar_mass}
    found = conversion(number.model_copy(update=changed), raw)
    assert found is not None
    return found


@given(text=st.text() | LIKELY, dialect=st.sampled_from(Dialect), each=st.sampled_from(TYPES))
def test_no_text_raises_and_what_is_known_is_in_the_table(
    text: str, dialect: Dialect, each: object
) -> None:
    """A unit comes from a hostile file: it is understood or it is nothing."""
    code = canonical_unit(text, dialect)
    assert code is None or code in TABLE
    found = conversion(each, text, dialect)  # type: ignore[arg-type]  # one of TYPES
    assert found is None or (math.isfinite(found.factor) and found.factor > 0)


@given(text=st.text() | LIKELY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_unit(fold_unit(text)) == fold_unit(text)


@given(text=st.text(min_size=1))
def test_an_unknown_text_gives_nothing(text: str) -> None:
    assert canonical_unit("§" + text) is None


@given(data=st.data(), value=VALUES)
def test_there_and_back_is_the_same_value(data: st.DataObject, value: float) -> None:
    codes = data.draw(st.sampled_from(list(KINDS.values())))
    raw, own = data.draw(st.sampled_from(codes)), data.draw(st.sampled_from(codes))
    there, back = rule(raw, own), rule(own, raw)
    # What an offset adds takes its digits from the value.
    added = abs(there.offset * back.factor)
    assert math.isclose(
        back.apply(there.apply(value)), value, rel_tol=1e-12, abs_tol=1e-12 * added + 1e-290
    )


@given(
    moles=st.sampled_from(MOLES),
    mass=st.sampled_from(MASSES),
    molar_mass=st.floats(1, 20000),
    value=VALUES,
)
def test_moles_and_mass_there_and_back(
    moles: str, mass: str, molar_mass: float, value: float
) -> None:
    over = rule(moles, mass, molar_mass).apply(value)
    back = rule(mass, moles, molar_mass).apply(over)
    # The smallest numbers there are lose digits in any product.
    assert math.isclose(back, value, rel_tol=1e-12, abs_tol=1e-290)


@given(data=st.data())
def test_two_kinds_do_not_mix(data: st.DataObject) -> None:
    """Without a molar mass nothing leads from one kind to another."""
    one, other = data.draw(
        st.lists(st.sampled_from(list(KINDS)), min_size=2, max_size=2, unique=True)
    )
    number = next(each for each in TYPES if each.unit == "kg")
    changed = number.model_copy(update={"unit": KINDS[other][0]})
    assert conversion(changed, KINDS[one][0]) is None
