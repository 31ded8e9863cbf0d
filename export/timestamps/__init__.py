"""Timestamps of blinded commitments by an authority outside (RFC 3161): off until switched on."""
