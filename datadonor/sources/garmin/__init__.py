"""The parts of the importer of Garmin's account export, ``datadonor.sources.formats.garmin``.

``days`` reads what Connect says of days, nights and weights, ``workouts`` its list of
activities, ``activity_files`` which of those lie in FIT files beside it, and ``person``
what in the export points at somebody.
"""
