"""Receipts: one consent, shown in the forms that others read.

``consent.receipt.record`` says once what a consent is; the faces (FHIR, ISO/IEC TS 27560,
paper) write that and nothing else, and tests compare what they say field by field. Must
not decide anything: what is in force is said by the ledger and the policy.
"""
