"""Every controller carries the types of its fields, as Frappe writes them, and they are up to date."""

import json
import re

import pytest

from brand_union.tests.pure.strings import RECORDS

WITHOUT_VALUE = {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading"}
BLOCK = re.compile(r"# begin: auto-generated types\n(.*?)# end: auto-generated types", re.DOTALL)
DOCTYPES = sorted((RECORDS / "doctype").glob("*/*.json"))


@pytest.mark.parametrize("path", DOCTYPES, ids=lambda path: path.stem)
def test_the_controller_names_every_field(path):
	fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
	block = BLOCK.search(path.with_suffix(".py").read_text(encoding="utf-8"))
	assert block, "save the DocType in developer mode, so that Frappe writes its types"
	typed = set(re.findall(r"^\t\t(\w+): DF\.", block.group(1), re.MULTILINE))
	expected = {field["fieldname"] for field in fields if field["fieldtype"] not in WITHOUT_VALUE}
	assert expected <= typed, sorted(expected - typed)


def test_the_doctypes_were_found():
	assert len(DOCTYPES) > 40
