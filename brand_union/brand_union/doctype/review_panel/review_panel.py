import frappe
from frappe import _

from brand_union.actions import on_saved_document, reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import (
	arguments,
	defence,
	guard,
	numbering,
	panels,
	paper_comparison,
	paper_mask,
	paper_rulings,
	paper_sheets,
	part_scores,
	recheck,
	recusal,
	review_round,
	score_import,
)
from brand_union.services.errors import PanelProblem


class ReviewPanel(BrandDocument):
	"""Jurors and projects of one round of review, with the rules of combining the scores."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.review_panel_competence.review_panel_competence import (
			ReviewPanelCompetence,
		)
		from brand_union.brand_union.doctype.review_panel_event.review_panel_event import ReviewPanelEvent
		from brand_union.brand_union.doctype.review_panel_juror.review_panel_juror import ReviewPanelJuror
		from brand_union.brand_union.doctype.review_panel_part.review_panel_part import ReviewPanelPart
		from brand_union.brand_union.doctype.review_panel_part_score.review_panel_part_score import (
			ReviewPanelPartScore,
		)
		from brand_union.brand_union.doctype.review_panel_project.review_panel_project import (
			ReviewPanelProject,
		)

		break_after: DF.Int
		break_minutes: DF.Int
		closes_on: DF.Date | None
		competences: DF.Table[ReviewPanelCompetence]
		cycle: DF.Link
		draw_seed: DF.Data | None
		drawn_on: DF.Datetime | None
		events: DF.Table[ReviewPanelEvent]
		give_files: DF.Check
		hide_jurors: DF.Check
		hide_unit: DF.Check
		is_joint: DF.Check
		joint_cycle: DF.Link | None
		jurors: DF.Table[ReviewPanelJuror]
		method: DF.Literal["", "Mean", "Trimmed Mean", "Median", "Standardised Mean", "Rank Points", "Votes"]
		min_valid_sheets: DF.Int
		minutes_per_project: DF.Int
		mode: DF.Literal["", "Online", "Meeting", "Defence"]
		on_stage: DF.Link | None
		on_stage_since: DF.Datetime | None
		opens_on: DF.Date | None
		organiser: DF.Link | None
		others_scores: DF.Literal["", "Never", "After Own Is Submitted", "After Sealing"]
		panel_name: DF.Data
		part_scores: DF.Table[ReviewPanelPartScore]
		parts: DF.Table[ReviewPanelPart]
		presiding: DF.Link | None
		projects: DF.Table[ReviewPanelProject]
		purpose: DF.Literal["Selection", "Acceptance"]
		rescale_parts: DF.Check
		reviews_per_project: DF.Int
		score_sheet: DF.Link
		starts_at: DF.Datetime | None
		status: DF.Literal["Draft", "Open", "Sealed"]
		trim_count: DF.Int
		trim_from: DF.Int
		votes_needed: DF.Percent
	# end: auto-generated types

	def autoname(self):
		self.name = numbering.of_year("RP", self.cycle, digits=3)

	def validate(self):
		guard.enforce_read_only(self)
		panels.copy_defaults(self)
		self.validate_still_draft()
		self.validate_dates()
		panels.link_acceptances(self)
		panels.fill_names(self)
		self.validate_draft()

	def on_trash(self):
		if self.status != panels.DRAFT:
			frappe.throw(
				_("{0} was opened, so it cannot be deleted: its sheets belong to the record.").format(
					self.panel_name
				),
				PanelProblem,
			)

	def validate_still_draft(self):
		before = self.get_doc_before_save()
		if before and before.status != panels.DRAFT:
			fixed = [f for f in guard.content_fields(self.meta) if f not in ("panel_name", "presiding")]
			guard.freeze(self, fixed, _("the panel was opened with it. Use the buttons on the form."))

	def validate_dates(self):
		if self.opens_on and self.closes_on and str(self.closes_on) < str(self.opens_on):
			frappe.throw(
				_("The panel closes on {0}, before it opens on {1}. Correct one of the two dates.").format(
					frappe.format(self.closes_on, "Date"), frappe.format(self.opens_on, "Date")
				),
				PanelProblem,
			)

	def validate_draft(self):
		if self.status == panels.DRAFT:
			panels.check_rules(self)
			panels.check_jurors(self)
			panels.check_blind(self)
			panels.check_numbers(self)
			part_scores.check_parts(self)
			panels.check_projects(self)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview_assignment(self) -> dict:
		"""What opening the panel would do: see review_round.preview."""
		return review_round.preview(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def open_panel(self) -> dict:
		"""Issue the sheets and move the projects to review."""
		return review_round.open_panel(self.name)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def add_juror(self, juror: str) -> dict:
		"""Let one more juror score every project of the open panel."""
		return review_round.add_juror(self.name, juror)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview_missing(self) -> dict:
		"""What assigning the missing reviews would do."""
		return review_round.preview_missing(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def assign_missing(self) -> dict:
		"""Give the missing reviews to the other jurors."""
		return review_round.assign_missing(self.name)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def seal(self) -> dict:
		"""End the scoring: from now on nobody writes a score."""
		return review_round.seal(self.name)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def reopen(self, reason: str) -> None:
		"""Let the jurors go on; the reason is kept in the log."""
		review_round.reopen(self.name, reason)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def recuse(self, juror: str, project: str, reason: str) -> None:
		"""Keep a juror out of one project; the reason is kept in the log."""
		recusal.recuse(self.name, juror, project, reason)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def let_juror_go(self, juror: str, reason: str) -> dict:
		"""A juror leaves the panel: sheets not handed in are withdrawn."""
		return recusal.let_go(self.name, juror, reason)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def check_conflicts(self) -> list[dict]:
		"""Look for conflicts that have come up since the panel was opened; returns those to settle."""
		return recheck.check(self.name)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def let_juror_stay(self, juror: str, project: str, reason: str) -> None:
		"""Rule that a juror only bears the same name as one of the project's people."""
		recheck.let_stay(self.name, juror, project, reason)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def enter_part_scores(self, scores: dict | str) -> dict:
		"""Enter what the unit itself, peers or the public gave: {project: {part: score}}."""
		return part_scores.enter(self.name, arguments.read("scores", scores, dict, of=dict))

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def draw_order(self, seed: str | None = None) -> dict:
		"""Draw the running order of the defence by lot."""
		return defence.draw(self.name, seed)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def call_up(self, project: str) -> None:
		"""Let a project begin its presentation."""
		defence.call_up(self.name, project)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def clear_stage(self) -> None:
		"""End the presentation that is going on."""
		defence.clear_stage(self.name)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def keying_mask(self) -> dict:
		"""The paper sheets that the acting user may key in, with what is typed so far."""
		return paper_mask.mask(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def save_keying(self, juror: str, typed: dict | str) -> dict:
		"""Keep what was typed for a juror: {project: {criterion code: text}}."""
		return paper_sheets.save(self.name, juror, arguments.read("typed", typed, dict, of=dict))

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def finish_keying(self) -> dict:
		"""End the acting user's keying of all sheets typed so far."""
		return paper_sheets.finish(self.name)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def discard_keying(self, keyed_by: str, reason: str) -> dict:
		"""Throw away what one person has keyed alone."""
		return paper_sheets.discard_of(self.name, keyed_by, reason)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def discard_paper_sheet(self, juror: str, project: str, reason: str) -> dict:
		"""Throw away both keyings of a paper sheet."""
		return paper_sheets.discard_sheet(self.name, juror, project, reason)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def compare_keyings(self) -> dict:
		"""Where the two keyings differ."""
		return paper_comparison.compare(self)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def rule_on_keyings(self, rulings: list | str) -> dict:
		"""Settle differences of the keyings, each with a mark and a reason."""
		return paper_rulings.rule(self.name, arguments.read("rulings", rulings, list, of=dict))

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def enter_paper_sheets(self) -> dict:
		"""Hand in every paper sheet that two people have keyed."""
		return paper_comparison.enter(self.name)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def preview_scores(self, file: str) -> dict:
		"""What importing scores from an attached spreadsheet would do, with every mistake in it."""
		return score_import.preview(self, file)

	@frappe.whitelist(methods=["POST"])
	@on_saved_document
	def import_scores(self, file: str, digest: str) -> dict:
		"""Hand in all sheets of the previewed spreadsheet, or none."""
		return score_import.apply(self.name, file, digest)


def on_doctype_update():
	frappe.db.add_index("Review Panel", ["cycle", "purpose", "status"])
	frappe.db.add_index("Review Panel", ["creation"])
