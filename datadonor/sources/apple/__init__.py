"""Apple Health's export: one XML of millions of records, and what lies beside it."""
