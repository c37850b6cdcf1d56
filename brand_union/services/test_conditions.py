"""Conditions: what they see, what they may not do, and how a wrong one is refused when it is saved."""

import tracemalloc
from html import unescape

import frappe

from brand_union.services import conditions, cycles, evaluation, try_it
from brand_union.services.errors import BrandError, ConditionProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase
from brand_union.tests.queries import QueryCount

QUOTAS = "Quotas and Duties"
# Each would read or do something that is none of a condition's business, or keep a worker busy.
ATTACKS = (
	"unit.__class__.__mro__",
	"().__class__.__base__.__subclasses__()",
	"unit['_values']",
	"len.__self__",
	"'{0.__class__}'.format(unit)",
	"f'{unit.__class__}'",
	"[one for one in ().__class__.__bases__]",
	"__import__('os').system('id')",
	"open('/etc/passwd')",
	"frappe.db.sql('delete from tabUser')",
	"frappe.db.set_value('User', 'Administrator', 'enabled', 0)",
	"frappe.db.get_value('User', 'Administrator', 'name', for_update=True)",
	"frappe.db.get_value('User', 'Administrator', 'sleep(9)')",
	"frappe.db.get_list('User', {'sleep(9)': 1})",
	"frappe.db.get_list('User', fields=['(select 1)'])",
	"frappe.get_doc('User', 'Administrator')",
	"frappe.session.user",
	"frappe.utils.now_datetime.__globals__",
	"unit.update({'head_count': 1})",
	"setattr(unit, 'head_count', 1)",
	"9**9**9**9",
	"1 << 9999999",
	"'x' * 9999999",
	"[1 for a in unit.name for b in unit.name for c in unit.name]",
	"(lambda f: f(f))(lambda f: f(f))",
	"(x := 1)",
	"True)(",
	"True) or (lambda: 1",
	"max(9999999 for one in 9999999)",
	"len(unit.unit_name * 9999999) > 1",
	"len(9999999 * unit.unit_name) > 1",
	"len((unit.unit_name + 'x') * 9000 * 9000) > 1",
	"len('x'.lower() * 9999 * 9999) > 1",
	"len(('%9' + '999999999d') % 1) > 1",
	"len(unit.name.split() * 99999) > 1",
	"(" * 300 + ")" * 300,
	"sorted(['User'], key=frappe.db.get_value)",
	"sorted(['User'], key=frappe['db']['get_value'])",
	"[len('User', 'x') for len in [frappe.db.get_value]]",
	"[len(9999999) for len in [unit.unit_name.ljust]]",
	"frappe.db.get_value('Us' + 'er', 'Administrator', 'email')",
	"frappe.db.get_value('User', 'Administrator', **{'fieldname': 'email'})",
)


class ConditionCase(UnionCase):
	begins_as = "begins"
	begins = "Administrator"

	def programme(self, *texts, **rules):
		return make.make_programme(
			self.union.name, quotas=[{"cap": 1, "condition": text} for text in texts] or [{"cap": 1}], **rules
		)

	def holds(self, condition: str, unit=None) -> bool:
		rules = self.programme(condition)
		unit = (unit or self.unit).name
		return conditions.holds(condition, conditions.facts_of_units(rules, [unit])[unit], QUOTAS, 1)


class TestSaving(ConditionCase):
	def test_what_is_wrong_is_named_with_its_row(self):
		cases = {
			"unit.hed_count > 5": "the condition unit.hed_count > 5 cannot be used: there is no fact unit.hed_count.",
			"unit.head_count > 0 or unti.x": "there is no unti; the facts are: earlier, last_year, unit, year.",
			"unit.head_count >": "it cannot be read: invalid syntax",
			"unit.head_count > 'five'": "'>' not supported between instances of 'int' and 'str'",
			"result.year": "there is no result",
		}
		for text, words in cases.items():
			with self.subTest(condition=text):
				message = self.refusal(BrandError, self.programme, "unit.head_count > 5", text)
				self.assertIn(f"{QUOTAS}, row 2: the condition ", message)
				self.assertIn(words, unescape(message))

	def test_each_table_is_tried(self):
		tables = {
			"consequences": {"outcome": "Passed", "effect": "Barred"},
			"co_organisers": {"organiser": make.make_unit(unit_type="University Union").name},
			"awards": {"award_title": "Model Project"},
		}
		for table, row in tables.items():
			with self.subTest(table=table):
				message = self.refusal(
					BrandError, self.programme, **{table: [{**row, "condition": "unit.x"}]}
				)
				self.assertIn("row 1: the condition unit.x cannot be used: there is no fact unit.x", message)

	def test_what_fails_for_one_unit_only_is_found(self):
		one = make.make_unit(head_count=987653)
		message = self.refusal(BrandError, self.programme, "100 / (unit.head_count - 987653) > 1")
		self.assertIn(f"for {one.unit_name}: it divides by zero", message)

	def test_no_condition_reaches_beyond_its_facts(self):
		before = frappe.get_all("User", fields=["name", "enabled"], order_by="name")
		for text in ATTACKS:
			with self.subTest(condition=text):
				self.assertRaises(BrandError, self.programme, text)
				facts = conditions.facts_of_units(self.programme(), [self.unit.name])[self.unit.name]
				self.assertRaises(ConditionProblem, conditions.holds, text, facts, QUOTAS, 1)
		self.assertEqual(frappe.get_all("User", fields=["name", "enabled"], order_by="name"), before)

	def test_a_text_that_would_grow_huge_is_named_with_its_row_before_it_does(self):
		cases = {
			"len(unit.unit_name * 9999999) > 1": "is repeated until it is longer than 10000",
			"len((unit.unit_name + 'x').lower() * 9000 * 9000) > 1": "is repeated until it is longer than 10000",
			"len(('%9' + '999999999d') % 1) > 1": "% is for numbers",
		}
		for text, words in cases.items():
			with self.subTest(condition=text):
				tracemalloc.start()
				try:
					message = self.refusal(BrandError, self.programme, "unit.head_count > 5", text)
					_now, peak = tracemalloc.get_traced_memory()
				finally:
					tracemalloc.stop()
				self.assertIn(f"{QUOTAS}, row 2: the condition ", message)
				self.assertIn(words, message)
				self.assertLess(peak, 50_000_000)

	def test_numbers_are_multiplied_and_short_texts_repeated(self):
		for text in (
			"unit.head_count * 2 % 7 == 4",
			"unit.head_count * 1.5 == 150",
			"unit.unit_name * 2 == unit.unit_name + unit.unit_name",
			"9999999 * 9999999 * 9999999 > year",
		):
			with self.subTest(condition=text):
				self.assertTrue(self.holds(text))

	def test_only_the_administrator_types_conditions(self):
		cycle = make.make_cycle(programme=self.programme("unit.head_count > 5"))
		frappe.set_user(self.office)
		office = frappe.get_doc("Brand Cycle", cycle.name)
		self.assertEqual(list(conditions.problems(office)), [])
		office.quotas[0].condition = "unit.head_count > 6"
		self.assertEqual(
			list(conditions.problems(office)),
			[f"{QUOTAS}, row 1: conditions are entered by the administrator only. Ask them to."],
		)


class TestLookUps(ConditionCase):
	"""What a condition gives, and its errors, tell whoever types or tries it about the records that it looks up."""

	CLOSED = (
		"int(frappe.db.get_value('User', 'Administrator', 'email')) > 1",
		"frappe.db.get_list('Error Log', {'method': ('like', '%a%')}) == []",
		"len(frappe.db.get_list('Has Role', {'parent': 'Administrator'})) > 3",
		"frappe.db.get_list('Brand Paper Sheet', {}, ['keyed_by']) == []",
		"frappe.db.get_list('Brand Paper Sheet Score', {'score': '40'}) == []",
		"frappe.db.get_value('No Such DocType', 'x') is None",
	)
	OPEN = (
		"frappe.db.get_value('Union Unit', unit.parent_union_unit, 'unit_name') != 'x'",
		"len(frappe.db.get_list('Union Unit Member', {'parent': unit.name})) < 99",
		"frappe.db.get_list('Brand Project', {'unit': unit.name, 'stage': 'Closed'}) == []",
		"frappe.db.get_value('Brand Union Settings', None, 'seeded') != 1",
	)

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.admin = make.make_user("Brand Administrator")

	def test_nobody_looks_up_what_one_may_not_read(self):
		frappe.set_user(self.admin)
		for text in self.CLOSED:
			with self.subTest(condition=text):
				message = unescape(self.refusal(BrandError, self.programme, "unit.head_count > 5", text))
				self.assertIn(f"{QUOTAS}, row 2: the condition {text} cannot be used: ", message)
				self.assertNotIn("admin@", message)
				rules = {"doctype": "Brand Programme", "quotas": [{"cap": 1, "condition": text}]}
				self.refusal(ConditionProblem, try_it.try_row, rules, "quotas", 1)
				self.refusal(ConditionProblem, try_it.try_all, rules)

	def test_what_one_may_read_is_looked_up(self):
		frappe.set_user(self.admin)
		self.assertEqual(len(self.programme(*self.OPEN).quotas), len(self.OPEN))

	def test_a_field_of_a_closed_level_is_not_looked_up(self):
		frappe.set_user(self.admin)
		field = frappe.get_meta("Union Unit").get_field("head_count")
		self.addCleanup(setattr, field, "permlevel", field.permlevel)
		field.permlevel = 7
		for text in (
			"frappe.db.get_value('Union Unit', unit.name, 'head_count') > 9",
			"frappe.db.get_list('Union Unit', {'head_count': 9}) == []",
		):
			with self.subTest(condition=text):
				message = self.refusal(BrandError, self.programme, text)
				self.assertIn("it looks up head_count of Union Unit, which you may not read", message)

	def test_what_another_administrator_has_typed_may_be_saved(self):
		programme = self.programme(self.CLOSED[1])
		frappe.set_user(self.admin)
		programme = frappe.get_doc("Brand Programme", programme.name)
		programme.min_valid_sheets = 2
		programme.save()
		programme.quotas[0].condition = self.CLOSED[1].replace("%a%", "%b%")
		self.refusal(BrandError, programme.save)


class TestFacts(ConditionCase):
	def test_what_a_condition_sees_of_a_unit(self):
		tag = frappe.get_doc({"doctype": "Union Tag", "tag_name": f"Teaching {make.RUN}"}).insert().name
		unit = make.make_unit(
			head_count=80,
			party_organisation="Branch 1",
			parent_union_unit=self.union.name,
			unit_tags=[{"tag": tag}],
		)
		for condition in (
			f"unit.name == '{unit.name}' and unit.unit_name == '{unit.unit_name}'",
			"unit.head_count == 80 and unit.unit_type == 'Second-level Union'",
			f"'{tag}' in unit.tags and len(unit.tags) == 1",
			f"unit.parent_union_unit == '{self.union.name}' and unit.parent_name == '{self.union.unit_name}'",
			"unit.party_organisation.startswith('Branch') and unit['status'] == 'Active'",
			"last_year.outcome == '' and last_year.score == 0 and not earlier",
			f"year == {frappe.utils.getdate().year}",
			"unit.founded_on is None or unit.founded_on.year < year",
		):
			with self.subTest(condition=condition):
				self.assertTrue(self.holds(condition, unit))

	def test_look_ups_of_workflow_conditions_are_there_and_see_the_same_for_all(self):
		text = (
			f"frappe.db.get_value('Union Unit', '{self.union.name}', 'is_group') == 1 "
			f"and len(frappe.db.get_list('Union Unit', {{'parent_union_unit': '{self.union.name}'}})) == 1 "
			"and frappe.utils.now_datetime().year >= year"
		)
		rules = self.programme(text)
		for user in ("Administrator", self.officer, "Guest"):
			with self.subTest(user=user):
				frappe.set_user(user)
				facts = conditions.facts_of_units(rules, [self.unit.name])[self.unit.name]
				self.assertTrue(conditions.holds(text, facts, QUOTAS, 1))

	def test_facts_cannot_be_changed(self):
		facts = conditions.facts_of_units(self.programme(), [self.unit.name])[self.unit.name]
		with self.assertRaises(AttributeError):
			facts["unit"].head_count = 1
		self.assertEqual(facts["unit"].head_count, 100)

	def test_a_field_added_to_the_unit_is_a_fact(self):
		self.assertIn("unit_name", conditions.known("quotas")["unit"])
		meta = frappe.get_meta("Union Unit")
		field = frappe._dict(fieldname="campus", fieldtype="Data", label="Campus", options=None)
		meta.fields.append(field)
		self.addCleanup(meta.fields.remove, field)
		self.assertIn("campus", conditions.known("quotas")["unit"])
		self.assertIsNone(evaluation.problem("unit.campus == 'East'", conditions.known("quotas")))

	def test_an_award_sees_the_project(self):
		cycle = make.make_cycle()
		project = make.make_project(cycle, self.unit)
		facts = conditions.facts_of_projects(cycles.rules_of(cycle.name), [project.name])[project.name]
		text = "project.amount_requested == 9000 and project.score == 0 and unit.head_count == 100"
		self.assertTrue(conditions.holds(text, facts, "Award Titles", 1))

	def test_a_failing_condition_says_whom_it_was_asked_for(self):
		facts = conditions.facts_of_units(self.programme(), [self.unit.name])[self.unit.name]
		message = self.refusal(ConditionProblem, conditions.holds, "unit.head_count + 'x'", facts, QUOTAS, 4)
		self.assertIn(f"{QUOTAS}, row 4: the condition", message)
		self.assertIn(self.unit.unit_name, message)

	def test_thirty_conditions_cost_as_many_queries_as_two(self):
		counts = []
		for size in (2, 30):
			programme = self.programme(*[f"unit.head_count > {number}" for number in range(size)])
			list(conditions.problems(programme))
			with QueryCount() as asked:
				self.assertEqual(list(conditions.problems(programme)), [])
			counts.append(asked.count)
		self.assertEqual(counts[0], counts[1])
