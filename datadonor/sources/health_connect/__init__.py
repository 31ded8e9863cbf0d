"""The parts of the importer for Health Connect: its database, its tables, its words."""
