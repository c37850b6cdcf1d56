"""The office's own people are held to the same rules: as jurors, and as those who handle a panel."""

import frappe

from brand_union.services.errors import NotAllowedNow, PanelProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase


class TestOfficers(OfficeCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.home = make.make_unit()
		cls.own, cls.other = (
			make.make_project(cls.cycle, unit, stage="Checked") for unit in (cls.home, make.make_unit())
		)
		cls.admin = make.make_user("Brand Administrator", "Brand Juror")
		cls.judging = make.make_user("Brand Officer", "Brand Juror")
		cls.neighbour = make.make_user("Brand Officer", "Brand Juror")
		cls.union.reload()
		for user in (cls.judging, cls.neighbour):
			cls.union.append("members", {"user": user, "post": "Officer", "is_active": 1})
		cls.union.save()
		cls.home.reload()
		cls.home.append("members", {"user": cls.neighbour, "post": "Member", "is_active": 0})
		cls.home.save()

	def panel(self, jurors):
		with make.acting("Administrator"):
			return make.make_panel([self.own, self.other], [*jurors, *make.make_jurors(2)], opened=True)

	def seen(self, doctype: str, panel) -> int:
		"""How many sheets or assignments of the panel a list shows, and as many documents open."""
		rows = frappe.get_all("Panel Assignment", {"panel": panel.name}, ["name", "review"])
		names = [row.review if doctype == "Brand Review" else row.name for row in rows]
		names = [name for name in names if name]
		listed = frappe.get_list(doctype, {"name": ("in", names)}, pluck="name", limit_page_length=0)
		opened = [name for name in names if frappe.has_permission(doctype, "read", name)]
		self.assertEqual(sorted(listed), sorted(opened))
		return len(listed)

	def test_whoever_belongs_to_the_unit_gets_no_sheet_for_it(self):
		panel = self.panel([self.neighbour])
		row = {"panel": panel.name, "juror": self.neighbour, "project": self.own.name}
		self.assertEqual(
			frappe.db.get_value("Panel Assignment", row, ["status", "conflict"]), ("Recused", "Same Unit")
		)

	def test_the_office_is_above_the_units_below_it(self):
		with make.acting("Administrator"):
			below = make.make_project(self.cycle, self.unit, stage="Checked")
			panel = make.make_panel([below], [self.judging, *make.make_jurors(1)])
		(recusal,) = panel.preview_assignment()["recusals"]
		self.assertIn("is in one line with", recusal["reason"])

	def test_a_juror_does_not_handle_the_panel(self):
		for user in (self.judging, self.admin):
			panel = self.panel([user])
			juror = panel.jurors[1].juror
			acts = {
				"seal": (),
				"add_juror": (self.officer,),
				"recuse": (juror, self.other.name, "I know better"),
				"let_juror_go": (juror, "I know better"),
				"check_conflicts": (),
				"let_juror_stay": (juror, self.other.name, "I know better"),
			}
			with make.acting(user):
				for act, values in acts.items():
					with self.subTest(user=user, act=act):
						doc = frappe.get_doc("Review Panel", panel.name)
						said = self.refusal(NotAllowedNow, getattr(doc, act), *values)
						self.assertIn("You are a juror of", said)
			frappe.get_doc("Review Panel", panel.name).seal()
			with make.acting(user):
				self.assertRaises(NotAllowedNow, frappe.get_doc("Review Panel", panel.name).reopen, "Again")
			self.end_case()
			self.setUp()

	def test_a_juror_of_the_office_sees_the_own_sheets_alone_until_the_panel_is_sealed(self):
		for user in (self.judging, self.admin):
			panel = self.panel([user])
			with self.subTest(user=user), make.acting(user):
				self.assertEqual(self.seen("Brand Review", panel), 2)
				self.assertEqual(self.seen("Panel Assignment", panel), 0)
			self.assertEqual(self.seen("Brand Review", panel), 6)
			frappe.get_doc("Review Panel", panel.name).seal()
			with self.subTest(user=user, sealed=True), make.acting(user):
				self.assertEqual(self.seen("Brand Review", panel), 6)
			self.end_case()
			self.setUp()

	def test_rows_and_counts_keep_to_it_too(self):
		panel = self.panel([self.judging])
		with make.acting(self.judging):
			reviews = frappe.get_list("Brand Review", pluck="name")
			rows = frappe.get_list(
				"Brand Review Score", fields=["parent"], parent_doctype="Brand Review", limit_page_length=0
			)
		self.assertEqual({row.parent for row in rows}, set(reviews))
		self.assertEqual(len(reviews), 2, panel.name)

	def test_who_stood_back_reads_the_packet_no_more_as_an_officer(self):
		panel = self.panel([self.judging])
		sheet = make.sheet_of(panel.name, self.own.name, self.judging).name
		with make.acting(self.judging):
			frappe.get_doc("Brand Review", sheet).declare_conflict("A friend")
			self.assertFalse(frappe.has_permission("Brand Review", "read", sheet))

	def test_whoever_belongs_to_the_unit_does_not_decide_on_its_jurors(self):
		panel = self.panel([])
		juror = panel.jurors[0].juror
		with make.acting(self.neighbour):
			doc = frappe.get_doc("Review Panel", panel.name)
			said = self.refusal(NotAllowedNow, doc.recuse, juror, self.own.name, "Too strict")
			self.assertIn("You have a conflict of interest", said)
			self.assertEqual((self.seen("Brand Review", panel), self.seen("Panel Assignment", panel)), (2, 2))
			doc.recuse(juror, self.other.name, "Advised the project")
			doc.seal()
			self.assertEqual(self.seen("Brand Review", panel), 4)

	def test_a_blind_panel_takes_nobody_who_reads_the_applications(self):
		auditor = make.make_user("Brand Auditor", "Brand Juror")
		stranger = make.make_user("Brand Officer", "Brand Juror")
		with make.acting("Administrator"):
			make.make_unit(unit_type="Women's Federation", members=[(stranger, "Officer")])
			for user in (self.judging, self.admin, auditor):
				with self.subTest(user=user):
					said = self.refusal(
						PanelProblem, make.make_panel, [self.other], [stranger, user], hide_unit=1
					)
					self.assertEqual(said.count("Row "), 1)
					self.assertIn(f"Row 2: {user} may read the applications", said)
			panel = make.make_panel([self.other], [stranger], hide_unit=1, opened=True)
		self.assertIn("may read the applications", self.refusal(PanelProblem, panel.add_juror, self.judging))
