"""Letters on results: drafted when a decision is released, in the office's hand until they are sent."""

from unittest.mock import patch

import frappe
from frappe.utils import strip_html

from brand_union.services import mailing
from brand_union.services.errors import FrozenContent, LetterProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import APPROVE, REFUSE, DecisionCase

LETTER = "Brand Letter"
SETTINGS = "Brand Union Settings"


class LetterCase(DecisionCase):
	def setUp(self):
		frappe.db.savepoint("letters")
		self.addCleanup(self.forget_settings)
		self.addCleanup(frappe.db.rollback, save_point="letters")
		self.addCleanup(frappe.set_user, "Administrator")
		self.officer = make.make_user("Brand Unit Officer")
		self.unit = make.make_unit(members=[(self.officer, "Officer"), (make.make_user(), "Member")])

	@staticmethod
	def forget_settings():
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		frappe.db.value_cache.clear()

	def panel_of(self, *units):
		"""A sealed panel with a project of each unit; the first scores best."""
		projects = [make.make_project(self.cycle, unit, stage="Checked") for unit in units]
		panel = make.make_panel(projects, self.jurors, opened=True)
		given = {project.name: (40 - place, 40, 20) for place, project in enumerate(projects)}
		make.score_all(panel, given)
		panel.seal()
		return panel, projects

	def letters(self, decision):
		names = frappe.get_all(LETTER, {"decision": decision.name}, pluck="name", order_by="name")
		return [frappe.get_doc(LETTER, name) for name in names]

	def letter(self):
		panel, (project,) = self.panel_of(self.unit)
		return self.letters(make.make_decision(panel, {project.name: APPROVE}, released=True))[0]


class TestDrafting(LetterCase):
	def test_each_unit_gets_one_letter_about_all_its_projects(self):
		other = make.make_unit()
		panel, (first, second, third) = self.panel_of(self.unit, other, self.unit)
		private = {**REFUSE, "reason": "The jury found the plan thin"}
		decision = make.make_decision(
			panel, {first.name: APPROVE, second.name: APPROVE, third.name: private}, released=True
		)
		letters = {letter.unit: letter for letter in self.letters(decision)}
		self.assertEqual(set(letters), {self.unit.name, other.name})
		mine = letters[self.unit.name]
		self.assertEqual((mine.status, mine.recipients), ("Draft", self.officer))
		text = strip_html(mine.message)
		self.assertIn(f"{first.project_title} – Approved (General, 4,000.00 yuan)", text)
		self.assertIn(f"{third.project_title} – Not Approved", text)
		self.assertNotIn("thin", mine.message, "the committee's reason is not for the unit")
		self.assertNotIn(second.project_title, mine.message)
		self.assertEqual(letters[other.name].recipients or "", "")

	def test_nothing_is_drafted_where_the_release_fails(self):
		panel, (project,) = self.panel_of(self.unit)
		decision = make.make_decision(panel, {project.name: APPROVE})
		self.use_template("{{ no_such_thing.at_all }}")
		self.assertRaisesRegex(LetterProblem, "cannot be filled in", decision.release)
		self.assertEqual(self.letters(decision), [])
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "In Review")

	def test_a_school_writes_its_own_words(self):
		self.use_template(
			"{{ unit_name }}: {% for project in projects %}{{ project.title }} {{ project.tier }}{% endfor %}"
		)
		panel, (project,) = self.panel_of(self.unit)
		(letter,) = self.letters(make.make_decision(panel, {project.name: APPROVE}, released=True))
		self.assertEqual(letter.subject, f"About {self.unit.unit_name}")
		self.assertEqual(
			strip_html(letter.message), f"{self.unit.unit_name}: {project.project_title} General"
		)

	def test_a_faulty_template_is_refused_in_the_settings(self):
		name = self.template("{{ no_such_thing.at_all }}")
		settings = frappe.get_doc(SETTINGS)
		settings.letter_template = name
		self.assertRaisesRegex(LetterProblem, name, settings.save)

	def test_titles_do_not_become_markup(self):
		project = make.make_project(
			self.cycle, self.unit, stage="Checked", project_title="<script>alert(1)</script>Reading"
		)
		panel = make.make_panel([project], self.jurors, opened=True)
		make.score_all(panel)
		panel.seal()
		(letter,) = self.letters(make.make_decision(panel, {project.name: APPROVE}, released=True))
		self.assertNotIn("<script", letter.message)

	def template(self, response: str) -> str:
		return (
			frappe.get_doc(
				{
					"doctype": "Email Template",
					"name": f"Results {make.number()}",
					"subject": "About {{ unit_name }}",
					"response": response,
				}
			)
			.insert()
			.name
		)

	def use_template(self, response: str) -> None:
		frappe.db.set_single_value(SETTINGS, "letter_template", self.template(response))


class TestSending(LetterCase):
	def setUp(self):
		super().setUp()
		self.account = frappe.get_doc(
			{
				"doctype": "Email Account",
				"email_account_name": f"Union {make.number()}",
				"email_id": "union@mail.example",
				"enable_outgoing": 1,
				"default_outgoing": 1,
				"smtp_server": "smtp.mail.example",
				"no_smtp_authentication": 1,
			}
		)
		# As stored: saving one connects to the server.
		self.account.db_insert()
		self.forget_accounts()
		self.addCleanup(self.forget_accounts)

	@staticmethod
	def forget_accounts():
		frappe.local.outgoing_email_account = {}

	def queued(self, letter) -> list[str]:
		queue = frappe.get_all(
			"Email Queue",
			{"reference_doctype": LETTER, "reference_name": letter.name},
			pluck="name",
			order_by="name",
		)
		return frappe.get_all(
			"Email Queue Recipient", {"parent": ("in", queue or [""])}, pluck="recipient", order_by="idx"
		)

	def test_it_is_sent_once_and_stays_as_it_was(self):
		letter = self.letter()
		letter.recipients = f"{self.officer}\nchair@unit.example"
		letter.save()
		letter.send()
		self.assertCountEqual(self.queued(letter), [self.officer, "chair@unit.example"])
		letter.reload()
		self.assertEqual((letter.status, letter.sent_by), ("Sent", "Administrator"))
		letter.send()
		self.assertEqual(len(self.queued(letter)), 2)
		letter.message = "Something else"
		self.assertRaises(FrozenContent, letter.save)
		self.assertRaises(LetterProblem, frappe.delete_doc, LETTER, letter.name)

	def test_addresses_are_checked_line_by_line(self):
		letter = self.letter()
		letter.recipients = "a@unit.example, b@unit.example\nnobody\na@unit.example"
		self.assertRaisesRegex(LetterProblem, "nobody is no e-mail address", letter.save)
		letter.reload()
		letter.recipients = "a@unit.example; b@unit.example\n\na@unit.example"
		letter.save()
		self.assertEqual(letter.recipients, "a@unit.example\nb@unit.example")

	def test_many_are_sent_and_those_that_cannot_be_are_named(self):
		other = make.make_unit()
		panel, (first, second) = self.panel_of(self.unit, other)
		decision = make.make_decision(panel, {first.name: APPROVE, second.name: APPROVE}, released=True)
		letters = self.letters(decision)
		answer = mailing.send_letters([letter.name for letter in letters])
		self.assertEqual(answer["sent"], 1)
		(problem,) = answer["problems"]
		self.assertIn(other.unit_name, problem)
		self.assertEqual(mailing.send_letters([letter.name for letter in letters])["sent"], 0)

	def test_without_an_account_it_stays_a_draft(self):
		letter = self.letter()
		frappe.db.delete("Email Account", {"name": self.account.name})
		self.forget_accounts()
		with patch.dict(frappe.conf, {"mail_server": None, "mute_emails": 0}):
			self.assertRaisesRegex(LetterProblem, "no e-mail account", letter.send)
		self.assertEqual(frappe.db.get_value(LETTER, letter.name, "status"), "Draft")

	def test_units_and_jurors_do_not_send(self):
		letter = self.letter()
		for user in (self.officer, self.jurors[0]):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertRaises(frappe.PermissionError, letter.send)
				self.assertRaises(frappe.PermissionError, mailing.send_letters, [letter.name])
