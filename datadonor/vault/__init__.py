"""The encrypted vault: key slots, database, backup and the hardening of the process.

Promises: nothing of a person's lies on the disk in the clear; a passphrase can
be changed without touching the data; after a crash the vault opens with exactly
the old or exactly the new state. Only this package knows SQLCipher. Must not
know: what the records mean, what the log says, Qt, the network.
"""
