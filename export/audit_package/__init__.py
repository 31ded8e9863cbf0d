"""The auditor's package (``.ddaudit``): made from a vault, and checked without one.

What it holds and how it is checked: ``docs/formats/audit-package.md``.
"""
