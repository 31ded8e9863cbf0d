"""The numbers by which Health Connect says words, and what they mean here.

Source: Android's ``android.health.connect.datatypes`` (Apache-2.0). Trap: the library
for apps (androidx) numbers exercises differently; the database holds the platform's.
"""

from typing import Final

from datadonor.records.sample import DeviceClass

DEVICES: Final = {
    1: DeviceClass.WATCH,
    2: DeviceClass.PHONE,
    3: DeviceClass.SCALE,
    4: DeviceClass.SENSOR,  # a ring
    5: DeviceClass.SENSOR,  # worn on the head
    6: DeviceClass.WATCH,  # a band
    7: DeviceClass.SENSOR,  # a chest strap
    9: DeviceClass.METER,
    10: DeviceClass.SENSOR,  # glasses
    11: DeviceClass.SENSOR,  # in the ear
    12: DeviceClass.MACHINE,
    13: DeviceClass.MACHINE,
    14: DeviceClass.MACHINE,
    15: DeviceClass.MACHINE,  # a meter on a pedal
}

BY_HAND: Final = 3
"""``recording_method`` of what a person typed."""

SLEEP_STAGES: Final = {
    1: "awake",
    2: "asleep",
    3: "out_of_bed",
    4: "light",
    5: "deep",
    6: "rem",
    7: "awake",  # in bed
}

SPECIMENS: Final = {
    1: "interstitial_fluid",
    2: "capillary_blood",
    3: "plasma",
    4: "serum",
    5: "tears",
    6: "whole_blood",
}
INTERSTITIAL: Final = 1
"""What a glucose sensor measures in."""

RELATIONS_TO_MEAL: Final = {1: "general", 2: "fasting", 3: "before_meal", 4: "after_meal"}
MEALS: Final = {1: "breakfast", 2: "lunch", 3: "dinner", 4: "snack"}
BODY_POSITIONS: Final = {1: "standing", 2: "sitting", 3: "lying_down", 4: "reclining"}
PRESSURE_PLACES: Final = {1: "left_wrist", 2: "right_wrist", 3: "left_arm", 4: "right_arm"}

EXERCISES: Final = {
    1: "badminton",
    2: "baseball",
    3: "basketball",
    4: "cycling",
    5: "cycling",  # stationary
    6: "mixed_cardio",  # boot camp
    7: "boxing",
    8: "functional_strength_training",  # calisthenics
    9: "cricket",
    10: "dance",
    12: "fencing",
    13: "american_football",
    14: "australian_football",
    15: "disc_sports",
    16: "golf",
    17: "mind_and_body",  # guided breathing
    18: "gymnastics",
    19: "handball",
    20: "high_intensity_interval_training",
    21: "hiking",
    22: "hockey",
    23: "skating_sports",
    24: "martial_arts",
    25: "paddle_sports",
    27: "pilates",
    28: "racquetball",
    29: "climbing",
    30: "hockey",
    31: "rowing",
    32: "rugby",
    33: "running",
    34: "running",  # on a treadmill
    35: "sailing",
    36: "underwater_diving",
    37: "skating_sports",
    38: "downhill_skiing",
    39: "snowboarding",
    40: "snow_sports",
    41: "soccer",
    42: "softball",
    43: "squash",
    44: "stairs",
    45: "traditional_strength_training",
    46: "flexibility",
    47: "surfing_sports",
    48: "swimming",
    49: "swimming",
    50: "table_tennis",
    51: "tennis",
    52: "volleyball",
    53: "walking",
    54: "water_polo",
    55: "traditional_strength_training",
    56: "wheelchair_walk_pace",
    57: "yoga",
    59: "stair_climbing",
    60: "elliptical",
    61: "rowing",
}
"""``exercise_type`` → our word for a workout; all else is ``other``."""
