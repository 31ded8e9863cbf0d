"""The formats that can be read: each module here declares one ``FORMAT``.

``datadonor.sources.detection`` finds them by looking into this folder; nothing else
needs to be told (``docs/adding-a-source.md``).
"""
