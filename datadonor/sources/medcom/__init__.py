"""Danish clinical documents in HL7 CDA R2: home monitoring (PHMR) and answers (QRD)."""
