"""The recipient's side: opening bundles that come from anyone, and believing none unproven."""
