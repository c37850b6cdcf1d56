"""What tests of a blind review begin with: one panel, whose jurors, unit and office must not learn of each other.

Zebrafish is in everything that names the unit and its people, Quagga in all that comes from another juror. Both are
looked for in whatever the site answers.
"""

from pathlib import Path

import frappe
from pypdf import PdfWriter

from brand_union.tests import factories as make
from brand_union.tests.side_doors.trail import MARK, TrailCase

OTHER = "Quagga"
PROJECT, REVIEW, SCORE, PANEL = "Brand Project", "Brand Review", "Brand Review Score", "Review Panel"
TITLE = "Reading club"


class BlindCase(TrailCase):
	"""One panel: `juror` has scored, `second` has handed in, the third was recused by the office."""

	@classmethod
	def make_documents(cls):
		cls.juror = cls.make_named("Judge One", "Brand Juror")
		cls.second, cls.third = (cls.make_named(f"{OTHER} {n}", "Brand Juror") for n in (1, 2))
		cls.unit.update({"unit_name": f"{MARK} College", "short_names": f"The {MARK}s"})
		cls.unit.save()
		cls.projects = [cls.make_marked() for _n in range(4)]

	@classmethod
	def make_named(cls, name: str, role: str) -> str:
		email = f"{name.replace(' ', '.').lower()}-{make.RUN}@test.example"
		return cls.make_person(role, name=name, email=email)

	@classmethod
	def make_marked(cls):
		return make.make_project(
			cls.cycle,
			cls.unit,
			stage="Filed",
			project_title=f"{TITLE} of {MARK} College {make.number()}",
			objectives=f"{MARK} Zoe of {MARK} College opens a room",
			leader_name=f"{MARK} Zoe",
			leader_email=f"{MARK}@test.example".lower(),
			team=[{"member_name": f"{MARK} Zac", "duty": "Programme"}],
			budget=[{"heading": f"Books for {MARK} College", "amount": 9000}],
			endorsements=[{"endorsement": "Chair", "opinion": f"{MARK} agrees", "signer": f"{MARK} Zoe"}],
		)

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		office, name = cls.people(cls.office), cls.projects[0].name
		cls.talk_about(PROJECT, name)
		cls.original = cls.attach_pdf(name)
		for project in cls.projects:
			office.act(PROJECT, project.name, cls.action(project, "Checked"))
		cls.panel = cls.open_panel(office)
		cls.own, cls.others, cls.gone = (cls.sheet_of(user) for user in (cls.juror, cls.second, cls.third))
		cls.score(
			cls.second, cls.others, comment_to_unit=f"{OTHER} liked it", comment_to_committee=f"{OTHER}: firm"
		)
		cls.score(cls.juror, cls.own, hand_in=False)
		reason = {"juror": cls.third, "project": name, "reason": f"{OTHER} 2 knows {MARK}"}
		office.call(PANEL, cls.panel, "recuse", **reason)
		office.update(PANEL, cls.panel, panel_name="Round one")

	@classmethod
	def action(cls, project, stage: str) -> str:
		frappe.set_user(cls.office)
		transitions = frappe.model.workflow.get_transitions(frappe.get_doc(PROJECT, project.name))
		workflow = frappe.get_doc("Workflow", frappe.model.workflow.get_workflow_name(PROJECT))
		leads = {state.state for state in workflow.states if state.update_value == stage}
		frappe.set_user("Administrator")
		return next(one.action for one in transitions if one.next_state in leads)

	@classmethod
	def open_panel(cls, office) -> str:
		made = office.insert(
			PANEL,
			panel_name="Round one",
			cycle=cls.cycle.name,
			purpose="Selection",
			hide_unit=1,
			others_scores="After Own Is Submitted",
			jurors=[{"juror": user} for user in (cls.juror, cls.second, cls.third)],
			projects=[{"project": project.name} for project in cls.projects],
		)
		office.call(PANEL, made["name"], "open_panel")
		return made["name"]

	@classmethod
	def sheet_of(cls, user: str) -> str:
		return make.sheet_of(cls.panel, cls.projects[0].name, user).name

	@classmethod
	def score(cls, user: str, sheet: str, hand_in: bool = True, **comments):
		person = cls.people(user)
		rows = person.read(REVIEW, sheet)["scores"]
		person.update(REVIEW, sheet, scores=[{**row, "score": "17"} for row in rows], **comments)
		if hand_in:
			person.call(REVIEW, sheet, "submit_review")

	@classmethod
	def attach_pdf(cls, name: str) -> str:
		writer, path = PdfWriter(), Path(frappe.get_site_path("private", "files", f"{MARK}-{make.RUN}.pdf"))
		writer.add_blank_page(99, 99)
		writer.add_metadata({"/Author": MARK})
		writer.write(path)
		cls.addClassCleanup(path.unlink, missing_ok=True)
		url = f"/private/files/{path.name}"
		frappe.get_doc(
			{
				"doctype": "File",
				"file_url": url,
				"file_name": f"{MARK} plan.pdf",
				"attached_to_doctype": PROJECT,
				"attached_to_name": name,
				"is_private": 1,
			}
		).insert()
		return url

	def assert_silent(self, user: str, *words: str, answer: str):
		for word in words:
			self.assertNotIn(word.lower(), answer.lower(), user)

	def names_of(self, *users: str) -> list[str]:
		return [*users, *(user.split("@")[0] for user in users)]
