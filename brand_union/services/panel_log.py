"""A panel under lock, its log, and whom in the office its events concern."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime

from brand_union.scopes import scope_of
from brand_union.services import guard, notices, officers, organisers, records
from brand_union.services.errors import PanelProblem, PanelSealed, ReasonMissing
from brand_union.services.panels import SEALED

PANEL = "Review Panel"


def locked(name: str, status: str, project: str | None = None):
	"""The panel, locked until the transaction ends, if the user may write and handle it and it is in this status.

	`project` is the one that is acted on, where it is a single one.
	"""
	panel = frappe.get_doc(PANEL, name, for_update=True)
	panel.check_permission("write")
	demand_status(panel, status)
	officers.demand_free(panel, project)
	return panel


def demand_status(panel, status: str) -> None:
	"""Raise PanelSealed or PanelProblem unless the panel is in this status."""
	if panel.status != status:
		frappe.throw(
			_("The panel {0} is {1}. This can be done only while it is {2}.").format(
				panel.panel_name, _(panel.status, context=PANEL), _(status, context=PANEL)
			),
			PanelSealed if panel.status == SEALED else PanelProblem,
		)


def write(panel, *entries: tuple[str, str], status: str | None = None, by_system: bool = False) -> None:
	"""Add (event, note) to the log, in the name of the acting user, and save the panel.

	`by_system` is for what follows from somebody's act who has no right on the panel: that act was checked.
	"""
	with guard.as_service(panel):
		panel.status = status or panel.status
		for event, note in entries:
			moment = {"happened_on": now_datetime(), "by_user": frappe.session.user}
			panel.append("events", {"event": event, "note": note, **moment})
		if by_system:
			records.write(panel)
		else:
			panel.save()


def demand_reason(reason: str) -> str:
	"""The reason without blanks around it; raises ReasonMissing for an empty one."""
	if not (reason or "").strip():
		frappe.throw(_("Give the reason: it is kept in the panel's log."), ReasonMissing)
	return reason.strip()


def tell_office(panel, sentence: Callable[[str], str]) -> None:
	"""Tell those people of the office who may read the panel; `sentence` takes its escaped name, and names no juror."""
	title = escape_html(panel.panel_name)
	people = notices.people_of(organisers.offices_of(panel)).values()
	readers = [user for office in people for user in office if scope_of(PANEL, user).holds(panel)]
	others = (user for user in readers if user != frappe.session.user)
	notices.tell(others, lambda: sentence(title), PANEL, panel.name)
