"""The parts of the importer for Fitbit and Google Health out of Google Takeout."""
