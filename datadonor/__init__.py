"""The core of Datadonor: what the program knows.

Health data comes in here, is kept in an encrypted vault and is accounted for
in a log. Nothing in this package knows of Qt, and only ``datadonor.network``
may open a connection.
"""

__version__ = "0.1.0"
