"""Whose counter it is can be told by its name: everything is counted through services/numbering.py."""

import ast
import json

import pytest

from brand_union.tests.pure import architecture
from brand_union.tests.pure.syntax import Source, imported

NUMBERING = "brand_union/services/numbering.py"
COUNTING = {"make_autoname", "getseries", "set_name_by_naming_series", "parse_naming_series"}
DOCTYPES = sorted((architecture.ROOT / architecture.APP / "doctype").glob("*/*.json"))


def counts_by_itself(source):
	"""Names of Frappe's counting functions that this file imports."""
	names = {name.split(".")[-1] for node in ast.walk(source.tree) for name in imported(node, source.path)}
	return sorted(names & COUNTING) if source.path != NUMBERING else []


def has_counter(doctype):
	"""Whether Frappe would count the documents of this DocType (its JSON as a dict) under a name of its own."""
	autoname = doctype.get("autoname") or ""
	return "#" in autoname or autoname.startswith("naming_series:") or autoname == "autoincrement"


def test_code_counts_in_one_place():
	assert {file.path: found for file in architecture.sources() if (found := counts_by_itself(file))} == {}


def test_doctypes_leave_counting_to_code():
	assert len(DOCTYPES) > 20
	assert [file.stem for file in DOCTYPES if has_counter(json.loads(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
	("text", "found"),
	[
		("from frappe.model.naming import make_autoname", ["make_autoname"]),
		("def f():\n\tfrom frappe.model.naming import getseries as s", ["getseries"]),
		("from brand_union.services import numbering", []),
	],
)
def test_the_checker_sees_counting(text, found):
	assert counts_by_itself(Source("brand_union/services/sample.py", text)) == found
	assert counts_by_itself(Source(NUMBERING, text)) == []


@pytest.mark.parametrize(
	("autoname", "counts"),
	[
		("format:BA-{project}-{##}", True),
		("BP-.YYYY.-.####", True),
		("naming_series:", True),
		("autoincrement", True),
		("format:{programme}-{year}", False),
		("hash", False),
		("field:unit_code", False),
		(None, False),
	],
)
def test_the_checker_sees_counters(autoname, counts):
	assert has_counter({"autoname": autoname}) is counts
