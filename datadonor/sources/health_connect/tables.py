"""Which tables of Health Connect hold what, and in which unit.

The database has no published schema; names and units are those of Android's source
(packages/modules/HealthFitness, ``storage/datatypehelpers``; Apache-2.0). A table or a
column that a version lacks is simply absent. Must not know the database.
"""

from typing import Final, NamedTuple

from datadonor.records.types import TypeId


class RecordTable(NamedTuple):
    """A table whose rows are one number each.

    ``unit`` is UCUM. Rows lie at an instant (``time``) or over an interval.
    """

    table: str
    column: str
    type: TypeId
    unit: str
    is_interval: bool = False


class SeriesTable(NamedTuple):
    """Numbers of which many belong to one row of a parent table, that says whose they are."""

    parent: str
    table: str
    column: str
    type: TypeId
    unit: str


class CodeTable(NamedTuple):
    """A table whose rows are one word each.

    ``words`` is the number in the file → our word; without a column every row is
    ``always``. A number that is not there means nothing that can be said.
    """

    table: str
    type: TypeId
    column: str | None
    words: dict[int, str]
    always: str | None = None
    is_interval: bool = False


def _type(name: str) -> TypeId:
    return TypeId(name)


NUMBERS: Final = (
    *(
        RecordTable(table, column, _type(name), unit, is_interval=True)
        for table, column, name, unit in (
            ("steps_record_table", "count", "StepCount", "{steps}"),
            ("distance_record_table", "distance", "Distance", "m"),
            # Small calories, although every screen of the phone says kilocalories.
            ("active_calories_burned_record_table", "energy", "ActiveEnergyBurned", "cal"),
            ("total_calories_burned_record_table", "energy", "TotalEnergyBurned", "cal"),
            ("floors_climbed_record_table", "floors", "FlightsClimbed", "{flights}"),
            ("elevation_gained_record_table", "elevation", "ElevationGained", "m"),
            ("wheelchair_pushes_record_table", "count", "PushCount", "{pushes}"),
            ("hydration_record_table", "volume", "DietaryWater", "L"),
        )
    ),
    *(
        RecordTable(table, column, _type(name), unit)
        for table, column, name, unit in (
            ("weight_record_table", "weight", "BodyMass", "g"),
            ("height_record_table", "height", "Height", "m"),
            ("body_fat_record_table", "percentage", "BodyFatPercentage", "%"),
            ("lean_body_mass_record_table", "mass", "LeanBodyMass", "g"),
            ("bone_mass_record_table", "mass", "BoneMass", "g"),
            ("body_water_mass_record_table", "body_water_mass", "BodyWaterMass", "g"),
            (
                "basal_metabolic_rate_record_table",
                "basal_metabolic_rate",
                "BasalMetabolicRate",
                "W",
            ),
            ("resting_heart_rate_record_table", "beats_per_minute", "RestingHeartRate", "/min"),
            (
                "heart_rate_variability_rmssd_record_table",
                "heart_rate_variability_millis",
                "HeartRateVariabilityRMSSD",
                "ms",
            ),
            ("respiratory_rate_record_table", "rate", "RespiratoryRate", "/min"),
            ("oxygen_saturation_record_table", "percentage", "OxygenSaturation", "%"),
            (
                "vo2_max_record_table",
                "vo2_milliliters_per_minute_kilogram",
                "VO2Max",
                "mL/kg/min",
            ),
            ("body_temperature_record_table", "temperature", "BodyTemperature", "Cel"),
            ("basal_body_temperature_record_table", "temperature", "BasalBodyTemperature", "Cel"),
        )
    ),
)
"""Tables of one number a row."""

# A trap of names: the parent of speeds is called SpeedRecordTable, and the table called
# speed_record_table holds the series. Heart rates are named the other way round.
SERIES: Final = (
    SeriesTable(
        "heart_rate_record_table",
        "heart_rate_record_series_table",
        "beats_per_minute",
        _type("HeartRate"),
        "/min",
    ),
    SeriesTable("SpeedRecordTable", "speed_record_table", "speed", _type("Speed"), "m/s"),
    SeriesTable("PowerRecordTable", "power_record_table", "power", _type("Power"), "W"),
    SeriesTable(
        "StepsCadenceRecordTable",
        "steps_cadence_record_table",
        "rate",
        _type("StepCadence"),
        "/min",
    ),
    SeriesTable(
        "CyclingPedalingCadenceRecordTable",
        "cycling_pedaling_cadence_record_table",
        "revolutions_per_minute",
        _type("CyclingCadence"),
        "/min",
    ),
    SeriesTable(
        "skin_temperature_record_table",
        "skin_temperature_delta_table",
        "delta",
        _type("SkinTemperatureDeviation"),
        "Cel",
    ),
)
"""Tables of series; each row has a time of its own, ``epoch_millis``."""

CODES: Final = (
    CodeTable(
        "menstruation_flow_record_table",
        _type("MenstrualFlow"),
        "flow",
        {0: "unspecified", 1: "light", 2: "medium", 3: "heavy"},
    ),
    CodeTable(
        "menstruation_period_record_table",
        _type("MenstrualFlow"),
        None,
        {},
        always="unspecified",
        is_interval=True,
    ),
    CodeTable(
        "intermenstrual_bleeding_record_table",
        _type("IntermenstrualBleeding"),
        None,
        {},
        always="noted",
    ),
    CodeTable("sexual_activity_record_table", _type("SexualActivity"), None, {}, always="noted"),
    CodeTable(
        "cervical_mucus_record_table",
        _type("CervicalMucusQuality"),
        "appearance",
        {1: "dry", 2: "sticky", 3: "creamy", 4: "watery", 5: "egg_white"},
    ),
    CodeTable(
        "ovulation_test_record_table",
        _type("OvulationTestResult"),
        "result",
        {0: "indeterminate", 1: "luteinizing_surge", 2: "estrogen_surge", 3: "negative"},
    ),
    CodeTable(
        "mindfulness_session_record_table",
        _type("MindfulSession"),
        None,
        {},
        is_interval=True,
    ),
)
"""Tables of one word a row; a mindful session matters by its length alone."""

NUTRIENTS: Final = {
    "energy": (_type("DietaryEnergyConsumed"), "cal"),
    "protein": (_type("DietaryProtein"), "g"),
    "total_carbohydrate": (_type("DietaryCarbohydrates"), "g"),
    "dietary_fiber": (_type("DietaryFiber"), "g"),
    "sugar": (_type("DietarySugar"), "g"),
    "total_fat": (_type("DietaryFatTotal"), "g"),
    "saturated_fat": (_type("DietaryFatSaturated"), "g"),
    "monounsaturated_fat": (_type("DietaryFatMonounsaturated"), "g"),
    "polyunsaturated_fat": (_type("DietaryFatPolyunsaturated"), "g"),
    "cholesterol": (_type("DietaryCholesterol"), "g"),
    "sodium": (_type("DietarySodium"), "g"),
    "potassium": (_type("DietaryPotassium"), "g"),
    "calcium": (_type("DietaryCalcium"), "g"),
    "iron": (_type("DietaryIron"), "g"),
    "magnesium": (_type("DietaryMagnesium"), "g"),
    "phosphorus": (_type("DietaryPhosphorus"), "g"),
    "zinc": (_type("DietaryZinc"), "g"),
    "chloride": (_type("DietaryChloride"), "g"),
    "manganese": (_type("DietaryManganese"), "g"),
    "chromium": (_type("DietaryChromium"), "g"),
    "copper": (_type("DietaryCopper"), "g"),
    "iodine": (_type("DietaryIodine"), "g"),
    "molybdenum": (_type("DietaryMolybdenum"), "g"),
    "selenium": (_type("DietarySelenium"), "g"),
    "biotin": (_type("DietaryBiotin"), "g"),
    "folate": (_type("DietaryFolate"), "g"),
    "vitamin_a": (_type("DietaryVitaminA"), "g"),
    "vitamin_b12": (_type("DietaryVitaminB12"), "g"),
    "vitamin_b6": (_type("DietaryVitaminB6"), "g"),
    "vitamin_c": (_type("DietaryVitaminC"), "g"),
    "vitamin_d": (_type("DietaryVitaminD"), "g"),
    "vitamin_e": (_type("DietaryVitaminE"), "g"),
    "vitamin_k": (_type("DietaryVitaminK"), "g"),
    "thiamin": (_type("DietaryThiamin"), "g"),
    "riboflavin": (_type("DietaryRiboflavin"), "g"),
    "niacin": (_type("DietaryNiacin"), "g"),
    "pantothenic_acid": (_type("DietaryPantothenicAcid"), "g"),
    "caffeine": (_type("DietaryCaffeine"), "g"),
}
"""Columns of ``nutrition_record_table``. Four have no type of their own and are left out:
unsaturated fat, trans fat, energy from fat, and folic acid, which folate holds too."""

NUTRITION: Final = "nutrition_record_table"
PRESSURE: Final = "blood_pressure_record_table"
GLUCOSE: Final = "blood_glucose_record_table"
SLEEP: Final = "sleep_session_record_table"
SLEEP_STAGES: Final = "sleep_stages_table"
EXERCISE: Final = "exercise_session_record_table"
LAPS: Final = "exercise_laps_table"
SEGMENTS: Final = "exercise_segments_table"
ROUTE: Final = "exercise_route_table"
APPS: Final = "application_info_table"
DEVICES: Final = "device_info_table"

OWN_READERS: Final = (NUTRITION, PRESSURE, GLUCOSE, SLEEP, EXERCISE)
"""Record tables that are more than one number or word a row."""

ENDING: Final = "_record_table"
"""How the name of a record table ends; series and newer kinds share it."""


def known_record_tables() -> frozenset[str]:
    """Return the tables ending in ``ENDING`` that are read, parents and series alike."""
    names = {each.table for each in NUMBERS} | {each.table for each in CODES} | set(OWN_READERS)
    for each in SERIES:
        names |= {each.parent, each.table}
    return frozenset(names)
