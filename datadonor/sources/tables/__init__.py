"""What tables have in common: local dates in any order, clocks, and what columns mean."""
