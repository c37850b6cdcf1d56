"""Scores that the office writes for jurors who scored on paper or in a spreadsheet: which sheets wait, and all at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from brand_union.domain import panel_methods, scoring
from brand_union.services import assignments, guard, issuing, sheets
from brand_union.services.atomic import all_or_nothing
from brand_union.services.errors import NotAllowedNow, PanelProblem, PanelSealed
from brand_union.services.panels import OPEN, SEALED

# What a row of a sheet says about its criterion; the marks are never read here.
CRITERION_FIELDS = (
	*("criterion_code", "criterion", "range", "max_score", "min_score", "step", "allow_na"),
	*("idx", "parent"),
)
# A reason may be long; the log keeps its beginning.
MOST_NOTE = 1000

Pair = tuple[str, str]
Marks = Mapping[str, scoring.Mark]


@dataclass(frozen=True)
class GivenSheet:
	"""A sheet that a juror of the panel has, with the rows of its criteria (without any mark)."""

	juror: str
	juror_name: str
	project: str
	project_title: str
	review: str
	status: str
	progress: str
	running_no: int
	rows: tuple

	@property
	def waits(self) -> bool:
		"""Whether its juror has not handed it in."""
		return self.status == sheets.PENDING

	@property
	def is_begun(self) -> bool:
		"""Whether its juror has given a mark online."""
		return bool(self.progress) and not self.progress.startswith("0/")

	@property
	def place(self) -> str:
		"""For messages: whose sheet, and for what."""
		return f"{self.juror_name} – {self.project_title}"


def locked(name: str):
	"""The panel, locked, if the acting user may write it and it is open. Raises PanelSealed, PanelProblem."""
	panel = frappe.get_doc("Review Panel", name, for_update=True)
	panel.check_permission("write")
	demand_enterable(panel)
	return panel


def demand_enterable(panel) -> None:
	"""The panel is open for scores, and the acting user gives none in it: who does must not see the others'."""
	if panel.status == SEALED:
		frappe.throw(
			_(
				"{0} is sealed, so no score is entered any more. If one has to be, reopen the panel with a reason."
			).format(panel.panel_name),
			PanelSealed,
		)
	if panel.status != OPEN:
		frappe.throw(
			_("{0} is not open yet, so it has no sheets. Open it first.").format(panel.panel_name),
			PanelProblem,
		)
	if panel.method == panel_methods.VOTES:
		frappe.throw(
			_(
				"In {0} the jurors vote, and each casts the ballot on the own sheet. Only scores are entered by the office."
			).format(panel.panel_name),
			PanelProblem,
		)
	if frappe.session.user in [row.juror for row in panel.jurors]:
		frappe.throw(
			_("You are a juror of {0}, so somebody else in the office has to enter scores.").format(
				panel.panel_name
			),
			NotAllowedNow,
		)


def given_sheets(panel, for_update: bool = False) -> dict[Pair, GivenSheet]:
	"""{(juror, project): sheet} in the order of the panel's own lists; two queries, whatever their number."""
	found = {(row.juror, row.project): row for row in _assigned(panel, for_update)}
	criteria = _criteria([row.review for row in found.values()])
	ordered = sorted(panel.projects, key=lambda row: (cint(row.running_no) or row.idx, row.idx))
	pairs = [(juror, project) for juror in panel.jurors for project in ordered]
	return {
		(juror.juror, project.project): GivenSheet(
			juror=juror.juror,
			juror_name=juror.juror_name or juror.juror,
			project=project.project,
			project_title=project.project_title or project.project,
			review=row.review,
			status=row.status,
			progress=row.progress or "",
			running_no=cint(project.running_no),
			rows=tuple(criteria.get(row.review, ())),
		)
		for juror, project in pairs
		for row in [found.get((juror.juror, project.project))]
		if row
	}


def write_all(panel, marks: Mapping[Pair, Marks], event: str, note: str) -> int:
	"""Hand in all these sheets of a locked panel or none, and log it; returns how many."""
	given = given_sheets(panel, for_update=True)
	with all_or_nothing("write_scores"):
		for pair, own in marks.items():
			sheets.enter(frappe.get_doc("Brand Review", given[pair].review, for_update=True), own)
		log(panel, event, note)
	return len(marks)


def log(panel, event: str, note: str) -> None:
	"""Put an event into the panel's log, with the acting user."""
	with guard.as_service(panel):
		panel.append(
			"events",
			{
				"event": event,
				"happened_on": now_datetime(),
				"by_user": frappe.session.user,
				"note": cstr(note)[:MOST_NOTE],
			},
		)
		panel.save()


def _assigned(panel, for_update: bool) -> list:
	query, assignment, review = assignments.with_sheets()
	query = query.select(
		assignment.juror, assignment.project, assignment.review, review.status, review.progress
	).where((assignment.panel == panel.name) & (assignment.status == issuing.ASSIGNED))
	return (query.for_update() if for_update else query).run(as_dict=True)


def _criteria(reviews: list[str]) -> dict[str, list]:
	if not reviews:
		return {}
	found: dict[str, list] = {}
	for row in frappe.get_all(
		"Brand Review Score",
		filters={"parent": ("in", reviews), "parenttype": "Brand Review"},
		fields=list(CRITERION_FIELDS),
		order_by="parent, idx",
	):
		found.setdefault(row.parent, []).append(row)
	return found
