"""The commands: every capability for scripts, for tests and for those without a screen.

Each module adds the commands of one reader. Answers go to stdout, everything else
to stderr; exits and texts are those of ``docs/formats/command-line.md``.
"""
