"""The year 2025 of the demo data, step by step, as the people of the story take it.

Each module is a part of the year, each function a step. Steps act through `Year.people` only, so the same ones
run through REST in the tests and through the document API in the demo.
"""
