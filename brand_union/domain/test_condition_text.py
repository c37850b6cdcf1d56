import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import condition_text as text
from brand_union.domain.condition_text import TextProblem, problem_of

FACTS = {
	"unit": {"head_count", "tags", "unit_name", "founded_on"},
	"earlier": frozenset(),
	"year": frozenset(),
	"any": frozenset(),
	"frappe": {"utils"},
	"frappe.utils": {"now_datetime"},
}


@pytest.mark.parametrize(
	"condition",
	[
		"unit.head_count >= 500",
		"'teaching' in unit.tags and not unit.head_count % 2",
		"unit.unit_name.startswith('机电') or unit['head_count'] > 3",
		"any(row.grade == 'A' for row in earlier)",
		"[row.year for row in earlier if row.year < year - 1] == []",
		"unit.founded_on.year < year",
		"frappe.utils.now_datetime().year == year",
		"1 if unit.head_count else 0",
		"（unit.head_count＞＝５００）",
		"unit.head_count > 3  # enough",
	],
)
def test_what_a_condition_may_say(condition):
	assert problem_of(condition, FACTS) is None


@pytest.mark.parametrize(
	("condition", "problem"),
	[
		("unit.hed_count > 3", TextProblem(text.UNKNOWN_FACT, "unit.hed_count")),
		("unit.head_count > 3 or unti.x", TextProblem(text.UNKNOWN_NAME, "unti")),
		("frappe.db.get_value('User', 'x')", TextProblem(text.UNKNOWN_METHOD, "frappe.db.get_value")),
		("[any('x') for any in [unit.unit_name.join]]", TextProblem(text.TAKEN_NAME, "any")),
		("[1 for unit in earlier]", TextProblem(text.TAKEN_NAME, "unit")),
		("[3 % 2 for remainder_of in earlier]", TextProblem(text.TAKEN_NAME, "remainder_of")),
		("any(earlier, key=frappe.utils.now_datetime)", TextProblem(text.NOT_ALLOWED, "frappe")),
		("frappe['utils']['now_datetime']", TextProblem(text.NOT_ALLOWED, "frappe")),
		("[one.now_datetime for one in [frappe.utils]]", TextProblem(text.NOT_ALLOWED, "frappe")),
		("frappe.utils.execute('x')", TextProblem(text.UNKNOWN_METHOD, "frappe.utils.execute")),
		("unit.tags.append('x')", TextProblem(text.UNKNOWN_METHOD, "unit.tags.append")),
		("unit.unit_name.ljust(9999999)", TextProblem(text.UNKNOWN_METHOD, "unit.unit_name.ljust")),
		("unit.head_count > 10**9", TextProblem(text.NOT_ALLOWED, "10 ** 9")),
		("1 << 99", TextProblem(text.NOT_ALLOWED, "1 << 99")),
		("'a' * 99999", TextProblem(text.NOT_ALLOWED, "'a' * 99999")),
		("'%9999999d' % 1", TextProblem(text.NOT_ALLOWED, "'%9999999d' % 1")),
		("(lambda f: f(f))(lambda f: f(f))", TextProblem(text.UNKNOWN_METHOD, "lambda f: f(f)")),
		("f'{unit}'", TextProblem(text.NOT_ALLOWED, "f'{unit}'")),
		("(x := 1)", TextProblem(text.NOT_ALLOWED, "(x := 1)")),
		("[1 for a in unit.tags for b in unit.tags]", None),
		("[[1 for b in unit.tags] for a in unit.tags]", None),
		("unit.head_count > 99999999", TextProblem(text.TOO_LARGE, "99999999")),
		("1e999 > unit.head_count", TextProblem(text.TOO_LARGE, "inf")),
		("x" * 1001, TextProblem(text.TOO_LONG, "1000")),
		("+".join(["year"] * 200), TextProblem(text.TOO_LONG, "1000")),
		("unit.head_count = 5", None),
		("import os", None),
		("", None),
		("unit.tags\x00", None),
	],
)
def test_what_it_may_not(condition, problem):
	found = problem_of(condition, FACTS)
	assert found is not None
	assert problem in (None, found)


@given(st.text(max_size=60))
def test_any_text_is_answered(condition):
	found = problem_of(condition, FACTS)
	assert found is None or found.kind


@pytest.mark.parametrize(
	("condition", "guarded"),
	[
		("unit.head_count > 3  # enough", "unit.head_count > 3  # enough"),
		("unit.head_count＊2 > 3", "product_of(unit.head_count, 2) > 3"),
		("year % 2 * 3 + 1", "product_of(remainder_of(year, 2), 3) + 1"),
		("any(one * 2 for one in earlier)", "any((product_of(one, 2) for one in earlier))"),
	],
)
def test_what_can_grow_is_guarded(condition, guarded):
	assert text.guarded(condition) == guarded


def test_the_names_of_a_condition():
	assert text.names_in("any(row.grade for row in earlier) and year") == {"any", "row", "earlier", "year"}
	assert text.names_in("earlier and") == frozenset()


def test_the_facts_that_a_condition_asks_for():
	condition = "unit.unit_name.strip() and unit.head_count > 3 or any(one.year for one in earlier) or unit.head_count"
	assert text.asked_for(condition, {"unit", "earlier", "year"}) == [
		"earlier",
		"unit.head_count",
		"unit.unit_name",
	]
	assert text.asked_for("unit.head_count >", {"unit"}) == []


LOOK_UPS = {**FACTS, "frappe": {"db"}, "frappe.db": {"get_value", "get_list"}}


@pytest.mark.parametrize(
	("condition", "expected"),
	[
		("frappe.db.get_value('A', 'x') == 1", [("A", set())]),
		("frappe.db.get_value('A', {'b': 1}, 'c')", [("A", {"b", "c"})]),
		(
			"frappe.db.get_list('A', fields=['b', 'c']) or frappe.db.get_list('D')",
			[("A", {"b", "c"}), ("D", set())],
		),
		("year", []),
		("year and", []),
	],
)
def test_what_a_condition_looks_up(condition, expected):
	assert [(one.doctype, one.fields) for one in text.look_ups(condition)] == expected


@pytest.mark.parametrize(
	"condition",
	[
		"frappe.db.get_value(unit.unit_name, 'x')",
		"frappe.db.get_value('A' + 'B', 'x')",
		"frappe.db.get_value(doctype='A')",
		"frappe.db.get_value('A', 'x', unit.unit_name)",
		"frappe.db.get_list('A', fields=['b', unit.unit_name])",
		"frappe.db.get_list('A', fields=[])",
		"frappe.db.get_list('A', {unit.unit_name: 1})",
		"frappe.db.get_list('A', {**unit})",
		"[frappe.db.get_list('A', one) for one in [{unit.unit_name: 1}]]",
		"frappe.db.get_list('A', **{'fields': ['b']})",
	],
)
def test_what_is_looked_up_is_written_out(condition):
	assert problem_of(condition, LOOK_UPS).kind == text.NOT_WRITTEN_OUT
