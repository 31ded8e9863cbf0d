"""What FHIR R4 resources are, piece by piece; ``formats.fhir`` puts the pieces together."""
