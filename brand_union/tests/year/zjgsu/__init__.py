"""The year 2024 of a school whose faculties must file and whose clubs may: from its preset, through REST."""
