"""The year 2021 of a school with two organisers, a hearing, and recommendations upward: from its preset, through REST."""
