import frappe
from frappe.utils import add_days, getdate, nowdate

from brand_union.domain import snapshot
from brand_union.services import acceptance, stage
from brand_union.services.errors import (
	BrandError,
	EndorsementMissing,
	FrozenContent,
	NotAllowedNow,
	SectionProblem,
	WindowClosed,
)
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make


class TestBrandAcceptance(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle()

	def under_way(self, cycle=None, **values):
		return make.make_project(cycle=cycle or self.cycle, stage="Under Way", **values)

	def stage_of(self, project):
		return frappe.db.get_value("Brand Project", project.name, "stage")

	def test_the_heading_is_what_was_approved(self):
		project = self.under_way()
		summary = make.make_acceptance(project)
		for field in acceptance.HEADER:
			with self.subTest(field=field):
				self.assertEqual(summary.get(field), project.get(field))
		self.assertEqual(summary.approved_amount, 4000)
		self.assertEqual([(row.heading, row.budgeted) for row in summary.accounts], [("Books", 9000)])
		self.assertEqual((summary.stage, summary.round), ("Draft", 1))

	def test_a_project_has_one_summary(self):
		project = self.under_way()
		self.assertEqual(acceptance.start(project.name), acceptance.start(project.name))

	def test_a_summary_is_begun_while_the_project_is_under_way(self):
		project = make.make_project(cycle=self.cycle, stage="Decided")
		self.assertRaisesRegex(BrandError, "is begun while", acceptance.start, project.name)

	def test_a_summary_is_begun_from_its_project_only(self):
		project = self.under_way()
		doc = frappe.get_doc({"doctype": "Brand Acceptance", "project": project.name})
		self.assertRaisesRegex(BrandError, "button on the project", doc.insert)

	def test_units_begin_their_own(self):
		chair, stranger = make.make_user("Brand Unit Chair"), make.make_user("Brand Unit Chair")
		unit = make.make_unit(members=[(chair, "Chair")])
		make.make_unit(members=[(stranger, "Chair")])
		project = self.under_way(unit=unit)
		with make.acting(stranger):
			self.assertRaises(frappe.PermissionError, acceptance.start, project.name)
		with make.acting(chair):
			name = acceptance.start(project.name)
			self.assertEqual(frappe.get_list("Brand Acceptance", {"name": name}, pluck="name"), [name])
		with make.acting(stranger):
			self.assertEqual(frappe.get_list("Brand Acceptance", {"name": name}, pluck="name"), [])
			self.assertFalse(frappe.get_doc("Brand Acceptance", name).has_permission("read"))

	def test_the_unit_files_and_the_project_follows(self):
		chair = make.make_user("Brand Unit Chair")
		project = self.under_way(unit=make.make_unit(members=[(chair, "Chair")]))
		with make.acting(chair):
			summary = make.make_acceptance(project, filed=True)
		self.assertEqual((summary.stage, summary.filed_by), ("Filed", chair))
		self.assertEqual(self.stage_of(project), "Acceptance")
		frozen = frappe.get_doc("Brand Snapshot", {"reference_name": summary.name})
		self.assertEqual(frozen.kind, "Summary Filed")
		self.assertEqual(snapshot.load(frozen.content)["main_results"], "Two hundred readers")

	def test_accounts_are_reckoned_to_the_cent(self):
		summary = make.make_acceptance(self.under_way())
		summary.accounts[0].spent = 8999.9
		summary.append("accounts", {"heading": "Posters", "budgeted": 0.3, "spent": 0.1})
		summary.save()
		self.assertEqual([row.difference for row in summary.accounts], [0.1, 0.2])
		self.assertEqual(summary.balance, 0.3)

	def test_shares_and_dates_that_cannot_be(self):
		project = self.under_way()
		for values in ({"satisfaction": 101}, {"actual_start": "2026-05-02", "actual_end": "2026-05-01"}):
			with self.subTest(values=values), self.assertRaises(frappe.ValidationError):
				make.make_acceptance(project, **values)

	def test_the_window_and_a_deferral(self):
		past = [
			{
				"phase": "Acceptance",
				"opens_on": add_days(nowdate(), -20),
				"closes_on": add_days(nowdate(), -1),
			}
		]
		windows = [
			{
				"phase": "Application",
				"opens_on": add_days(nowdate(), -20),
				"closes_on": add_days(nowdate(), 1),
			},
			*past,
		]
		cycle = make.make_cycle(rules={"windows": windows})
		late, later = self.under_way(cycle), self.under_way(cycle)
		summary = make.make_acceptance(late)
		self.assertRaisesRegex(WindowClosed, "closed on", stage.move, summary, "Filed")
		unit = frappe.get_doc("Union Unit", late.unit)
		make.make_permit(cycle, unit, phase="Acceptance", project=late.name)
		summary.reload()
		stage.move(summary, "Filed")
		self.assertEqual(self.stage_of(late), "Acceptance")
		self.assertRaises(WindowClosed, stage.move, make.make_acceptance(later), "Filed")

	def test_sections_and_opinions_are_demanded(self):
		rules = {
			"sections": [{"form": "Summary", "field_name": "features", "required": 1, "max_chars": 10}],
			"endorsements": [{"form": "Summary", "endorsement": "Unit", "required_before": "Filing"}],
		}
		summary = make.make_acceptance(self.under_way(make.make_cycle(rules=rules)))
		self.assertRaisesRegex(SectionProblem, "is required and empty", stage.move, summary, "Filed")
		summary.reload()
		summary.features = "Reading aloud together"
		summary.save()
		self.assertRaisesRegex(SectionProblem, "at most 10", stage.move, summary, "Filed")
		summary.reload()
		summary.features = "Aloud"
		summary.save()
		self.assertRaises(EndorsementMissing, stage.move, summary, "Filed")
		summary.reload()
		summary.endorsements[0].update({"signer": "Li Lei", "signed_on": nowdate(), "sealed": 1})
		summary.save()
		stage.move(summary, "Filed")
		self.assertEqual(summary.stage, "Filed")

	def test_a_filed_summary_is_frozen(self):
		summary = make.make_acceptance(self.under_way(), filed=True)
		summary.main_results = "Three hundred readers"
		self.assertRaises((FrozenContent, NotAllowedNow), summary.save)
		summary.reload()
		self.assertRaises(BrandError, summary.delete)

	def test_returned_and_filed_again(self):
		project = self.under_way()
		summary = make.make_acceptance(project, filed=True)
		summary.return_to_unit("The sign-in sheet is missing")
		self.assertEqual((summary.stage, summary.return_reason), ("Draft", "The sign-in sheet is missing"))
		self.assertEqual(self.stage_of(project), "Acceptance")
		summary.main_results = "Two hundred readers, with the sheet"
		summary.save()
		stage.move(summary, "Filed")
		self.assertEqual((summary.stage, summary.round), ("Filed", 1))
		self.assertEqual(frappe.db.count("Brand Snapshot", {"reference_name": summary.name}), 2)

	def test_rectified_in_a_second_round(self):
		project = make.make_project(cycle=self.cycle, stage="Acceptance")
		due = getdate(add_days(nowdate(), 30))
		self.review(project, (10, 10, 10), {"outcome": "Rectify", "due_on": due})
		summary = frappe.get_doc("Brand Acceptance", {"project": project.name})
		self.assertEqual(
			(summary.stage, summary.rectify_until, self.stage_of(project)), ("Rectify", due, "Under Way")
		)
		summary.main_results = "Two hundred readers, and a catalogue"
		summary.save()
		stage.move(summary, "Filed")
		self.assertEqual((summary.round, self.stage_of(project)), (2, "Acceptance"))
		# The first round's decision does not speak about the second.
		with self.assertRaisesRegex(frappe.ValidationError, "There is none yet"):
			stage.move(frappe.get_doc("Brand Project", project.name), "Under Way")
		self.review(project, (30, 35, 20), {"outcome": "Passed"})
		summary.reload()
		self.assertEqual((summary.stage, summary.grade, summary.score), ("Closed", "Good", "85.00"))
		project.reload()
		self.assertEqual((project.stage, project.grade), ("Closed", "Good"))
		kinds = frappe.get_all(
			"Brand Snapshot", {"reference_name": summary.name}, pluck="kind", order_by="creation"
		)
		self.assertEqual(kinds, ["Summary Filed", "Summary Filed", "Summary Accepted"])

	def test_too_late_to_rectify(self):
		cycle = make.make_cycle()
		project = make.make_project(cycle=cycle, stage="Acceptance")
		self.review(project, (10, 10, 10), {"outcome": "Rectify", "due_on": nowdate()})
		summary = frappe.get_doc("Brand Acceptance", {"project": project.name})
		with self.freeze_time(add_days(nowdate(), 40)):
			self.assertRaisesRegex(WindowClosed, "had to be filed again by", stage.move, summary, "Filed")

	def review(self, project, scores, values):
		panel = make.make_panel([project], make.make_jurors(1), opened=True, purpose="Acceptance")
		make.score_all(panel, default=scores)
		panel.seal()
		return make.make_decision(panel, {project.name: values}, released=True)
