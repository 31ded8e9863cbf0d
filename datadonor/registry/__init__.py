"""Who is approved: recipients and projects, as an operator publishes them (TUF).

Promises: what the citizen's program believes is what the operator signed, whoever
carries the files, also offline and years later. Only this package knows ``tuf``.
Must not know: what a request says (``consent``), Qt.
"""
