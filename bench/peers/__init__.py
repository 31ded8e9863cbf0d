"""Other people's importers of Apple Health: installed apart from us, run, and counted.

What each keeps differs much, so ``Run.kept`` says it beside the seconds. Must not know:
how our own import works.
"""

from bench.peers.installed import PeersUnavailable, environment
from bench.peers.measured import Command, PeerFailed, Spent, run
from bench.peers.programs import (
    Run,
    atlas,
    atlas_command,
    healthkit_command,
    healthkit_to_sqlite,
    unpack,
)

__all__ = [
    "Command",
    "PeerFailed",
    "PeersUnavailable",
    "Run",
    "Spent",
    "atlas",
    "atlas_command",
    "environment",
    "healthkit_command",
    "healthkit_to_sqlite",
    "run",
    "unpack",
]
