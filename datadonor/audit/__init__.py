"""What happened: the vocabulary of events, the Merkle log over them, and its signed heads.

Promises that a record once appended can be changed, moved or left out only in
a way that shows: every head is signed, every record can be proven to lie under
a head, and every head to extend the one before it. The formats are those of
RFC 6962 and C2SP, so a stranger's tools can check them. Must not know: Qt, the
network, or how the vault keeps its rows.
"""
