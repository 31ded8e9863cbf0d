"""The parts of the FIT importer, ``datadonor.sources.formats.fit``.

``container`` checks a file's frame, ``messages`` decodes it (the only module that knows
the library), ``clock`` reads its times, ``device`` says who wrote it; ``activity``,
``monitoring`` and ``measurements`` make records of what it says.
"""
