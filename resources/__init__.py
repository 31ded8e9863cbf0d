"""Package data: texts, and later translations, icons, fonts, schemas and vocabularies.

Holds no code. Read it with ``importlib.resources``.
"""
