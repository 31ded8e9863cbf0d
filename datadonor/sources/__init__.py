"""Importers: from files that people bring to records, never trusting a byte.

One module a format in ``formats``, found by itself; ``detection`` says what a file is
by its content; ``pipeline`` brings it into the vault, all or nothing.
"""
