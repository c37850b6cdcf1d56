"""The whole of HIT's year 2025 as one test, through REST, against figures that were worked out by hand."""
