"""What a Review Panel may hold: the checks that its form makes before a round is opened."""

from collections import Counter
from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.utils import cint, flt

from brand_union.persons import ADMINISTRATOR, AUDITOR, OFFICER
from brand_union.scopes import scope_of
from brand_union.services import cycles, organisers
from brand_union.services.errors import PanelProblem, refuse

DRAFT, OPEN, SEALED = "Draft", "Open", "Sealed"
SELECTION, ACCEPTANCE = "Selection", "Acceptance"
JUROR_ROLE = "Brand Juror"

# The DocType that is reviewed for each purpose, the field that names it in our rows, and the stages before
# and during the review.
SUBJECT = {
	SELECTION: ("Brand Project", "project", "Checked", "In Review"),
	ACCEPTANCE: ("Brand Acceptance", "acceptance", "Filed", "In Review"),
}
# Which fields of a cycle say the score sheet, and how the review is held.
RULES_OF_PURPOSE = {
	SELECTION: ("selection_sheet", "selection_mode"),
	ACCEPTANCE: ("acceptance_sheet", "acceptance_mode"),
}
COPIED_RULES = (
	*("method", "trim_from", "trim_count", "votes_needed", "min_valid_sheets"),
	*("reviews_per_project", "others_scores"),
)
ONLINE = "Online"


def copy_defaults(panel) -> None:
	"""Fill a draft's organiser, and what is left empty of its sheet and rules, from the cycle."""
	if panel.status != DRAFT:
		return
	rules = cycles.rules_of(panel.cycle)
	organisers.settle_panel(panel)
	sheet, mode = RULES_OF_PURPOSE[panel.purpose]
	panel.score_sheet = panel.score_sheet or rules.get(sheet)
	panel.mode = panel.mode or rules.get(mode) or ONLINE
	for field in COPIED_RULES:
		if panel.get(field) in (None, ""):
			panel.set(field, rules.get(field))
	# A panel may hide more than its cycle asks for. It hides less only where the units appear in person.
	if rules.hide_unit and panel.mode == ONLINE:
		panel.hide_unit = 1
	if rules.hide_jurors:
		panel.hide_jurors = 1


def check_rules(panel) -> None:
	"""The cycle is running, the score sheet serves the purpose and has criteria."""
	rules = cycles.rules_of(panel.cycle)
	if rules.status != "Running":
		frappe.throw(
			_("{0} is {1}. A panel needs a running cycle.").format(
				rules.cycle_name, _(rules.status, context="Brand Cycle")
			),
			PanelProblem,
		)
	if not panel.score_sheet:
		frappe.throw(
			_("The panel has no score sheet, and {0} names none for {1}. Choose one.").format(
				rules.cycle_name, _(panel.purpose)
			),
			PanelProblem,
		)
	purpose = frappe.get_cached_value("Score Sheet", panel.score_sheet, "purpose")
	if purpose != panel.purpose:
		frappe.throw(
			_("The score sheet {0} is for {1}, and this panel is for {2}. Choose another sheet.").format(
				panel.score_sheet, _(purpose), _(panel.purpose)
			),
			PanelProblem,
		)


def check_numbers(panel) -> None:
	"""No more valid sheets are asked for than reviews are given out, and competence is of the panel's own jurors."""
	reviews, valid = cint(panel.reviews_per_project), cint(panel.min_valid_sheets)
	if reviews and valid > reviews:
		frappe.throw(
			_(
				"Each project gets {0} reviews, and {1} valid sheets are needed. Raise the first number or lower the second."
			).format(reviews, valid),
			PanelProblem,
		)
	if flt(panel.votes_needed) > 100:
		frappe.throw(
			_("{0}: {1} is more than all ballots. Enter at most 100.").format(
				_(panel.meta.get_label("votes_needed")), panel.votes_needed
			),
			PanelProblem,
		)
	own = {row.juror for row in panel.jurors}
	_refuse(
		_("Competence, row {0}: {1} is not among the jurors. Add the juror, or remove the row.").format(
			row.idx, row.juror
		)
		for row in panel.competences
		if row.juror and row.juror not in own
	)


def check_jurors(panel) -> None:
	"""Nobody twice, and everybody an enabled user with the juror's role."""
	_refuse(_repeated(panel.jurors, "juror", _("Row {0}: {1} is in the panel twice.")))
	allowed = usable_jurors(row.juror for row in panel.jurors)
	_refuse(
		_(
			"Row {0}: {1} is not an enabled user with the role {2}. Give the role first, or choose somebody else."
		).format(row.idx, row.juror, _(JUROR_ROLE))
		for row in panel.jurors
		if row.juror and row.juror not in allowed
	)


def check_blind(panel) -> None:
	"""Nothing is hidden from a juror who reads the applications anyway, as people of the office and auditors do."""
	if not cint(panel.hide_unit):
		return
	application = {
		"organiser": panel.organiser,
		"joint_cycle": panel.joint_cycle,
		"stage": SUBJECT[SELECTION][3],
	}
	rows = [row for row in panel.jurors if row.juror]
	readers = _with_roles([row.juror for row in rows], (ADMINISTRATOR, OFFICER, AUDITOR))
	_refuse(
		_(
			"Row {0}: {1} may read the applications themselves, so the unit cannot be hidden there. Choose somebody else."
		).format(row.idx, row.juror)
		for row in rows
		if row.juror in readers and scope_of("Brand Project", row.juror).holds(application)
	)


def usable_jurors(users: Iterable[str]) -> set[str]:
	"""Those of the users who are enabled and have the juror's role."""
	role, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	names = [name for name in users if name]
	if not names:
		return set()
	rows = (
		frappe.qb.from_(role)
		.join(user)
		.on(user.name == role.parent)
		.select(user.name)
		.where((role.parenttype == "User") & (role.role == JUROR_ROLE) & (user.enabled == 1))
		.where(user.name.isin(names))
	).run()
	return {row[0] for row in rows}


def check_projects(panel, subjects: Mapping | None = None) -> None:
	"""Nobody's project twice, all of this cycle, and in the stage from which a review begins.

	Once they are locked, `subjects` ({project: document}) say so: what a query reads may be older than the lock.
	"""
	doctype, field, before, _during = SUBJECT[panel.purpose]
	if subjects is None:
		# Rows that are saved were asked about when their office put them in.
		_refuse(_foreign_rows(panel))
	_refuse(
		_("Row {0}: a panel for {1} needs the {2} of the project.").format(
			row.idx, _(panel.purpose), _(doctype)
		)
		for row in panel.projects
		if row.project and not row.get(field)
	)
	_refuse(_repeated(panel.projects, "project", _("Row {0}: {1} is in the panel twice.")))
	locked = {doc.name: doc for doc in (subjects or {}).values()}
	facts = locked or _facts(doctype, [row.get(field) for row in panel.projects])
	_refuse(
		problem
		for row in panel.projects
		for problem in [_project_problem(panel, row, facts.get(row.get(field)), before)]
		if problem
	)


def fill_names(panel) -> None:
	"""Show names beside the links of jurors and projects."""
	users = _by_name("User", [row.juror for row in panel.jurors], ["full_name"])
	for row in panel.jurors:
		row.juror_name = users[row.juror].full_name if row.juror in users else None
	projects = _by_name(
		"Brand Project", [row.project for row in panel.projects], ["project_title", "unit_name"]
	)
	for row in panel.projects:
		if row.project in projects:
			row.project_title = projects[row.project].project_title
			row.unit_name = projects[row.project].unit_name


def link_acceptances(panel) -> None:
	"""In a panel for acceptance, put each project's summary beside it (or the project beside its summary)."""
	if panel.purpose != ACCEPTANCE:
		for row in panel.projects:
			row.acceptance = None
		return
	by_project = _acceptances([row.project for row in panel.projects])
	for row in panel.projects:
		row.acceptance = by_project.get(row.project)


def _acceptances(projects: list[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Brand Acceptance",
		filters={"project": ("in", projects or [""])},
		fields=["name", "project"],
		order_by=None,
	)
	return {row.project: row.name for row in rows}


def _project_problem(panel, row, fact, stage: str) -> str | None:
	if not row.project:
		return None  # the mandatory check names these rows
	if not fact:
		return _("Row {0}: {1} does not exist.").format(row.idx, row.project)
	if fact.cycle != panel.cycle:
		return _("Row {0}: {1} belongs to {2}, and this panel to {3}.").format(
			row.idx, fact.project_title, fact.cycle, panel.cycle
		)
	if fact.stage != stage:
		return _("Row {0}: {1} is in the stage {2}, and a panel takes it from the stage {3} only.").format(
			row.idx,
			fact.project_title,
			_(fact.stage, context="Brand Project"),
			_(stage, context="Brand Project"),
		)
	if not panel.joint_cycle and fact.organiser != panel.organiser:
		return _(
			"Row {0}: {1} was filed to {2}, and this panel is held by {3}. A joint panel takes both."
		).format(row.idx, fact.project_title, *organisers.names_of([fact.organiser, panel.organiser]))
	return None


def _foreign_rows(panel) -> list[str]:
	"""Rows that are new, with a project that the writer has no right to: nothing is said but its number."""
	before = panel.get_doc_before_save()
	known = {row.project for row in before.projects} if before else set()
	new = [row for row in panel.projects if row.project and row.project not in known]
	asked = {"name": ("in", [row.project for row in new] or [""])}
	own = set(frappe.get_list("Brand Project", asked, pluck="name", order_by=None)) if new else set()
	return [
		_("Row {0}: {1} is no project of your office. Its own office puts it into a joint panel.").format(
			row.idx, row.project
		)
		for row in new
		if row.project not in own
	]


def _facts(doctype: str, names: list[str]) -> dict[str, dict]:
	return _by_name(doctype, names, ["cycle", "stage", "project_title", "organiser"])


def _with_roles(users: list[str], roles: tuple[str, ...]) -> set[str]:
	rows = frappe.get_all(
		"Has Role",
		{"parenttype": "User", "parent": ("in", users or [""]), "role": ("in", roles)},
		pluck="parent",
		order_by=None,
	)
	return set(rows)


def _by_name(doctype: str, names: list[str], fields: list[str]) -> dict[str, dict]:
	rows = frappe.get_all(
		doctype, filters={"name": ("in", names or [""])}, fields=["name", *fields], order_by=None
	)
	return {row.name: row for row in rows}


def _repeated(rows: Iterable, field: str, message: str) -> list[str]:
	counts = Counter(row.get(field) for row in rows)
	seen: set[str] = set()
	found = []
	for row in rows:
		value = row.get(field)
		if value and counts[value] > 1 and value in seen:
			found.append(message.format(row.idx, value))
		seen.add(value)
	return found


def _refuse(problems: Iterable[str]) -> None:
	refuse(problems, PanelProblem, _("Panel Not Saved"))
