"""What nobody types but a script may send: every door answers with a sentence, never with a fault of the server."""

import json
from collections.abc import Callable

import frappe
from frappe.desk.query_report import run

from brand_union.services import (
	acceptance,
	adjustment,
	history,
	paper,
	preset_export,
	presets,
	workflow_actions,
)
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase

JUNK = (
	*("", None, [], {}, ["a"], {"a": 1}, True, 0, -1, 10**30, 1.5, float("nan")),
	*("x" * 200, "长" * 30_000, "a\x00b", "😀" * 300, "2026-13-45", "'; drop table x; --", [1, 2]),
)
REPORTS = {
	"Brand Coverage": ("cycle", "status"),
	"Brand Pipeline": ("cycle", "group_by"),
	"Brand Review Progress": ("cycle", "panel", "rows_by"),
	"Brand Decision Table": ("cycle", "decision", "purpose", "outcome"),
	"Brand Acceptance and Grades": ("cycle", "stage"),
}


class TestBadInput(UnionCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.admin = make.make_user("Brand Administrator")
		cls.programme = make.make_programme(cls.union.name, checks=[{"item": "Complete"}])
		cls.cycle = make.make_cycle(programme=cls.programme)
		cls.filed = cls.project("Filed")
		cls.panel = make.make_panel([cls.project("Checked")], opened=True)
		cls.sealed = make.make_panel([cls.project("Checked")], opened=True)
		make.score_all(cls.sealed)
		cls.sealed.seal()
		cls.summary = frappe.get_doc("Brand Acceptance", {"project": cls.project("Acceptance").name})
		cls.proposed = cls.propose(cls.project("Decided"))

	@classmethod
	def project(cls, stage: str):
		return make.make_project(cls.cycle, cls.unit, stage)

	@classmethod
	def propose(cls, project):
		changes = [{"field_name": "objectives", "new_value": "Another aim"}]
		values = {"project": project.name, "reason": "Focus", "consultation": "By telephone"}
		doc = frappe.get_doc({"doctype": "Brand Adjustment", **values, "changes": changes}).insert()
		adjustment.propose(doc)
		return doc

	def test_buttons_of_forms(self):
		juror = self.panel.jurors[0].juror
		named = {"juror": juror, "project": self.panel.projects[0].project, "reason": "A relative"}
		office = (
			(self.programme, "open_cycle", {"year": 2030, "cycle_name": "Next", "budget": 1.0}),
			(self.summary, "return_to_unit", {"reason": "Accounts"}),
			(self.filed, "return_to_unit", {"reason": "Accounts"}),
			(self.filed, "end_with_reason", {"to_stage": "Withdrawn", "reason": "Asked to"}),
			(self.filed, "record_checks", {"results": []}),
			(self.panel, "add_juror", {"juror": juror}),
			(self.panel, "recuse", named),
			(self.sealed, "reopen", {"reason": "One more sheet"}),
		)
		unit = tuple((self.proposed, method, {"note": "Gladly"}) for method in ("consent", "decline"))
		for user, calls in ((self.admin, office), (self.officer, unit)):
			for doc, method, arguments in calls:
				self.call_with_junk(user, arguments, self.button(doc, method))

	def test_functions(self):
		document = {"doctype": "Brand Project", "name": self.filed.name}
		organisers = {"organiser": self.union.name, "co_organisers": "{}", "programme_code": "BAD"}
		calls = (
			(history.kept_by_office, document),
			(presets.load_preset, {"preset": "hit_2025", **organisers}),
			(presets.load_file, {"content": "{}", **organisers}),
			(presets.preview_preset, {"preset": "hit_2025"}),
			(presets.preview_file, {"content": "{}"}),
			(preset_export.download, {"programme": self.cycle.programme}),
			(workflow_actions.apply_workflow, {"doc": json.dumps(document), "action": "None"}),
			(acceptance.start, {"project": self.filed.name}),
			(paper.download, {**document, "format": None, "language": "zh"}),
		)
		for function, arguments in calls:
			self.call_with_junk(self.admin, arguments, function)

	def test_filters_of_reports(self):
		for report, fields in REPORTS.items():
			for field in fields:
				filters = {"cycle": self.cycle.name, field: None}
				ask = lambda report=report, **given: run(report, filters=given)  # noqa: E731
				self.call_with_junk(self.office, filters, ask, only=field)

	def test_a_long_text_is_kept_in_the_form_and_named(self):
		project = frappe.get_doc("Brand Project", self.project("Draft").name)
		project.objectives = "长" * 30_000
		project.budget[0].basis = "x" * 70_000
		said = self.refusal(frappe.ValidationError, project.save)
		self.assertIn("Objectives: the text is too long by 8155 characters. Shorten it.", said)
		self.assertIn("Row 1, Basis of Calculation: the text is too long by 1489 characters.", said)
		self.assertEqual(len(project.objectives), 30_000)

	def call_with_junk(self, user: str, arguments: dict, call: Callable, only: str | None = None) -> None:
		"""Each argument in turn replaced by each piece of junk."""
		for name in [only] if only else arguments:
			for junk in JUNK:
				with self.subTest(call=getattr(call, "__name__", ""), argument=name, junk=repr(junk)[:20]):
					self.assertLess(self.answer(user, call, {**arguments, name: junk}), 500)

	def answer(self, user: str, call: Callable, arguments: dict) -> int:
		"""The HTTP status that the call would end with."""
		frappe.set_user(user)
		frappe.db.savepoint("junk")
		try:
			call(**arguments)
		except Exception as error:
			return getattr(error, "http_status_code", 500)
		finally:
			frappe.set_user("Administrator")
			frappe.db.rollback(save_point="junk")
		return 200

	@staticmethod
	def button(doc, method: str) -> Callable:
		def press(**arguments):
			return getattr(frappe.get_doc(doc.doctype, doc.name), method)(**arguments)

		press.__name__ = f"{doc.doctype}.{method}"
		return press
