"""Awards by the side doors: what the drafting of an award decision leaves behind, and what a unit may not reach."""

import json

import frappe
from frappe import client
from frappe.desk.form import load
from frappe.desk.form.utils import add_comment
from frappe.handler import run_doc_method
from frappe.utils import set_request

from brand_union.services.errors import AwardProblem, FrozenContent
from brand_union.tests import factories as make
from brand_union.tests.awards import AwardCase

AWARD, DECISION = "Brand Award", "Brand Award Decision"


class TestAwardsBySideDoors(AwardCase):
	def setUp(self):
		super().setUp()
		set_request(method="POST", path="/")
		self.addCleanup(setattr, frappe.local, "request", None)
		frappe.local.response = frappe._dict(docs=[])

	def released(self):
		with make.acting(self.office):
			doc = self.decision({"award_title": "Good", "reason": "Rejected idea"})
			doc.rows[0].update({"award_title": "Model", "reason": ""})
			doc.save()
			add_comment(DECISION, doc.name, "Whispered in the office", self.office, "Office")
			doc.release()
		return doc

	def sent(self, doctype: str, name: str) -> str:
		"""All that the form of a document is sent."""
		frappe.local.response = frappe._dict(docs=[])
		load.getdoc(doctype, name)
		return frappe.as_json(frappe.local.response)

	def test_an_auditor_reads_what_was_released_and_not_how_it_came_about(self):
		doc = self.released()
		frappe.set_user(make.make_user("Brand Auditor"))
		sent = self.sent(DECISION, doc.name)
		self.assertIn("Model", sent)
		for hidden in ("Rejected idea", "Whispered in the office"):
			self.assertNotIn(hidden, sent)

	def test_the_office_still_finds_it(self):
		doc = self.released()
		frappe.set_user(self.office)
		told = frappe.call("brand_union.services.history.kept_by_office", doctype=DECISION, name=doc.name)
		self.assertIn("Whispered in the office", json.dumps(told))

	def test_neither_units_nor_jurors_reach_a_decision(self):
		doc = self.released()
		for user in (self.officer, make.make_user("Brand Juror")):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertRaises(frappe.PermissionError, client.get, DECISION, doc.name)
				self.assertRaises(frappe.PermissionError, frappe.get_list, DECISION)
				for method in ("preview", "release", "draft_rows"):
					self.assertRaises(
						frappe.PermissionError, run_doc_method, method, dt=DECISION, dn=doc.name
					)

	def test_a_unit_has_its_own_award_and_no_other(self):
		own, other = (row.award for row in self.released().rows[:2])
		frappe.set_user(self.officer)
		self.assertEqual(frappe.get_list(AWARD, pluck="name"), [own])
		self.assertEqual(client.get(AWARD, own)["award_title"], "Model")
		self.assertRaises(frappe.PermissionError, client.get, AWARD, other)
		self.assertRaises(frappe.PermissionError, client.set_value, AWARD, own, "level", "National")
		for method, arguments in (
			("recommend", {"level": "City", "recommended_to": "x"}),
			("record_result", {"result": "Awarded", "level": "City", "honour": "x"}),
		):
			with self.subTest(method=method):
				self.assertRaises(
					frappe.PermissionError,
					run_doc_method,
					method,
					dt=AWARD,
					dn=own,
					args=json.dumps(arguments),
				)

	def test_what_is_sent_along_with_a_button_is_not_stored(self):
		name = self.released().rows[0].award
		frappe.set_user(self.office)
		sent = json.loads(frappe.as_json(frappe.get_doc(AWARD, name).as_dict()))
		sent |= {"award_title": "Forged", "certificate_number": "1", "flags": {"by_service": True}}
		arguments = json.dumps({"level": "City", "recommended_to": "Union of the City"})
		run_doc_method("recommend", docs=json.dumps(sent), args=arguments)
		award = frappe.get_doc(AWARD, name)
		self.assertEqual((award.award_title, award.recommendations[0].level), ("Model", "City"))
		self.assertRaises(FrozenContent, client.save, {**sent, "modified": str(award.modified)})

	def test_nobody_makes_an_award_by_hand(self):
		name = self.released().rows[0].award
		new = {**frappe.get_doc(AWARD, name).as_dict(), "name": None, "award_title": "Forged"}
		for user in (self.office, make.make_user("Brand Administrator"), self.officer):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertRaises(frappe.PermissionError, frappe.get_doc(dict(new)).insert)
				self.assertRaises(frappe.PermissionError, frappe.delete_doc, AWARD, name)

	def test_another_office_neither_writes_nor_releases(self):
		draft = self.decision()
		other = make.make_user("Brand Officer")
		with make.acting("Administrator"):
			make.make_unit(unit_type="Women's Federation", members=[(other, "Officer")])
		frappe.set_user(other)
		self.assertRaises(frappe.PermissionError, run_doc_method, "release", dt=DECISION, dn=draft.name)
		self.assertRaises(frappe.PermissionError, client.set_value, DECISION, draft.name, "basis", "Mine")
		self.assertRaises(frappe.PermissionError, make.make_award_decision, self.cycle)

	def test_a_released_decision_is_not_deleted(self):
		doc = self.released()
		frappe.set_user(self.office)
		self.assertRaises(AwardProblem, frappe.delete_doc, DECISION, doc.name)
