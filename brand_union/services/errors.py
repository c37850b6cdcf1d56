"""The errors that the app raises. Each is a ValidationError, so that REST answers 417 with the translated sentence."""

from collections.abc import Iterable

import frappe


class BrandError(frappe.ValidationError):
	"""Anything that a rule of the app refuses."""


class WindowClosed(BrandError):
	"""The phase's window is not open, and no permit covers the unit or the project."""


class QuotaUsedUp(BrandError):
	"""The unit has no free slot in this cycle."""


class NotEligible(BrandError):
	"""The rules let the unit file nothing this year, or not this application."""


class ConditionProblem(BrandError):
	"""The condition of a rule cannot be read or worked out."""


class SectionProblem(BrandError):
	"""A section of a form is missing, too short or too long."""


class EndorsementMissing(BrandError):
	"""An opinion that the cycle asks for is not signed, dated, sealed or scanned."""


class EndorsementProblem(BrandError):
	"""This opinion box cannot be signed now, not in this manner, or not by this person."""


class OrganiserProblem(BrandError):
	"""The application cannot be filed to that organiser, or the panel cannot hold what was filed to another."""


class FormalCheckOpen(BrandError):
	"""An item of the formal check list is neither passed nor waived."""


class StageUnreachable(BrandError):
	"""The workflow offers this user no transition to the stage."""


class NotAllowedNow(BrandError, frappe.PermissionError):
	"""The role may not edit or move the document in its present state."""

	http_status_code = 403


class FrozenContent(BrandError):
	"""What was filed, decided or computed may not be changed by hand."""


class NotYourUnit(BrandError, frappe.PermissionError):
	"""Acting for a unit that the user does not belong to."""

	http_status_code = 403


class ReasonMissing(BrandError):
	"""An action that needs a reason was asked for without one."""


class ScoreProblem(BrandError):
	"""A score outside the criterion's range or step, or a sheet that is not complete."""


class SheetChanged(BrandError):
	"""A sheet was changed in another window since it was opened in this one."""

	http_status_code = 409


class Busy(BrandError):
	"""Others kept the same documents locked for each other all the while."""

	http_status_code = 409


class PanelSealed(BrandError):
	"""The panel or the sheet is sealed."""


class PanelProblem(BrandError):
	"""The panel cannot be opened, sealed or changed as asked."""


class ConflictProblem(BrandError):
	"""An entry on a conflict of interest cannot stand, or a conflict stands against what is asked for."""


class DecisionProblem(BrandError):
	"""The decision cannot be saved or released as it stands."""


class AwardProblem(BrandError):
	"""The award decision cannot be saved or released as it stands, or an award takes no such entry."""


class AdjustmentProblem(BrandError):
	"""The adjustment cannot take the step asked for."""


class NoticeProblem(BrandError):
	"""The notice cannot be saved, posted or ended as it stands."""


class ObjectionProblem(BrandError):
	"""The objection is not accepted as sent, or cannot take the step asked for."""


class HeldUp(BrandError):
	"""A notice or an objection keeps the project from going on."""


class LetterProblem(BrandError):
	"""The letter cannot be drawn up, saved or sent as it stands."""


class UnitProblem(BrandError):
	"""The change of units cannot be saved or carried out as it stands."""


class WorkflowProblem(BrandError):
	"""The admin's workflow does not give the app what it needs."""


def refuse(problems: Iterable[str], error: type[BrandError], title: str) -> None:
	"""Raise `error` with all problems (plain sentences), one on each line; nothing happens without any."""
	found = [frappe.utils.escape_html(problem) for problem in problems]
	if found:
		frappe.throw("<br>".join(found), error, title=title)


def throw_list(title: str, problems: Iterable[str], error: type[BrandError]) -> None:
	"""Raise `error` with a title and the problems (plain sentences) as a list below it."""
	items = "".join(f"<li>{frappe.utils.escape_html(problem)}</li>" for problem in problems)
	frappe.throw(f"{frappe.utils.escape_html(title)}<ul>{items}</ul>", error)
