"""Statistics from aggregates: tables, rounds and the returns of institutions."""
