"""The whole table behind a decision as a spreadsheet, for whoever has to justify it upward."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import fmt_money, format_date, format_datetime, getdate, now_datetime

from brand_union.domain import parts, votes
from brand_union.services import decision_table, spreadsheet, table_words
from brand_union.services.decision_rows import plain
from brand_union.services.issuing import RECUSED
from brand_union.services.spreadsheet import COUNT, MONEY, PLAIN, TEXT, Column

DECISION = "Brand Decision"


@frappe.whitelist(methods=["GET"])
def download(decision: str) -> None:
	"""Send the table of a Brand Decision as .xlsx; for the office, and for auditors once it is released."""
	doc = frappe.get_doc(DECISION, decision)
	frappe.response.update(
		{
			"type": "binary",
			"filename": f"{_('Scores and Figures')} {doc.name}.xlsx",
			"filecontent": workbook(doc),
		}
	)


def workbook(doc) -> bytes:
	"""The file: the decision, every sheet of every juror, the jurors. Asks who may see the table."""
	table = decision_table.of(doc)
	head = _head(doc, table)
	book = spreadsheet.Book()
	book.add(_("Decision"), [*head, *_money(doc)], *_projects(table), keep_columns=3)
	book.add(_("Sheets of the Jurors"), head, *_sheets(table), keep_columns=3)
	book.add(_("The Jurors"), [*head, *table_words.about(table)[1:]], *_jurors(table), keep_columns=1)
	return book.content()


def _head(doc, table: dict) -> list[list[str]]:
	meeting = [doc.meeting or "", format_date(doc.meeting_date) if doc.meeting_date else ""]
	return [
		[_("Title"), doc.decision_title],
		[_("Cycle"), frappe.db.get_value("Brand Cycle", doc.cycle, "cycle_name")],
		[_("Panel"), table.get("panel_name") or table["panel"]],
		[_("Method"), table_words.method(table)],
		[_("Meeting"), " ".join(meeting).strip()],
		[_("Document Number"), doc.document_number or ""],
		[_("Status"), _state(doc)],
		[_("SHA-256 of the Table"), decision_table.digest_of(table)],
	]


def _state(doc) -> str:
	if doc.status == decision_table.RELEASED:
		return _("Released on {0}").format(format_datetime(doc.released_on))
	return _("Draft, as of {0}").format(format_datetime(now_datetime()))


def _money(doc) -> list[list[str]]:
	"""The budget line."""
	spent, budget, left = (
		fmt_money(value or 0, 2) for value in (doc.total_amount, doc.budget, doc.remaining)
	)
	if not doc.budget:
		return [[_("Amount"), spent]]
	return [[_("Amount"), _("{0} of the budget of {1}, left: {2}").format(spent, budget, left)]]


def _projects(table: dict) -> tuple[list[Column], list[list]]:
	others = (table.get("methods") or [table["method"]])[1:]
	others_of = [row["part"] for row in table.get("parts") or () if row["part"] != parts.JURY]
	ballots = any(row.get("in_favour") or row.get("against") or row.get("abstained") for row in table["rows"])
	columns = [
		*(Column(_("Rank"), 6, COUNT), Column(_("Project"), 32, TEXT), Column(_("Unit"), 22, TEXT)),
		*(Column(_("Score")), Column(_("Outcome"), 12, TEXT), Column(_("Tier"), 10, TEXT)),
		*(Column(_("Amount"), 13, MONEY), Column(_("Grade"), 10, TEXT), Column(_("Due On"), 12, TEXT)),
		*(
			Column(_("Reason"), 36, TEXT),
			Column(_("Valid Sheets"), 8, COUNT),
			Column(_("Missing Sheets"), 8, COUNT),
		),
		*(Column(_("Recused"), 8, COUNT), Column(_("Standard Deviation")), Column(_("Standardised Score"))),
		*(Column(_("Mean z-Score")), Column(_("Above the Line (%)"))),
		*(Column(_(label, context="Brand Review"), 8, COUNT) for label in votes.BALLOTS if ballots),
		*(Column(_(part, context="Review Panel Part"), 10) for part in others_of),
		*(column for method in others for column in _method_columns(method)),
		Column(_("Flags"), 40, TEXT),
	]
	return columns, [_project(row, others, ballots, others_of) for row in table["rows"]]


def _method_columns(method: str) -> tuple[Column, Column]:
	label = _(method, context="Review Panel")
	return Column(label, 12), Column(_("Rank: {0}").format(label), 12, COUNT)


def _project(row: dict, others: Iterable[str], ballots: bool, parts_shown: Iterable[str]) -> list:
	scores, ranks = row.get("scores") or {}, row.get("ranks") or {}
	return [
		*(row["rank"], row["project_title"], row["unit_name"], row["score"]),
		*(_(row["outcome"] or "", context="Brand Decision Row"), row["tier"], row["amount"], row["grade"]),
		*(getdate(row["due_on"]) if row.get("due_on") else "", row["reason"], row.get("valid")),
		*(row.get("missing"), row.get("recused"), row["spread"], row.get("standardised"), row.get("z")),
		row.get("firmness"),
		*([row["in_favour"], row["against"], row["abstained"]] if ballots else []),
		*((row.get("parts") or {}).get(part) for part in parts_shown),
		*(figure for method in others for figure in (scores.get(method), ranks.get(method))),
		" ".join(row.get("flags") or ()),
	]


def _sheets(table: dict) -> tuple[list[Column], list[list]]:
	criteria = table["criteria"]
	columns = [
		*(Column(_("Rank"), 6, COUNT), Column(_("Project"), 32, TEXT), Column(_("Juror"), 14, TEXT)),
		Column(_("Status"), 10, TEXT),
		*(Column(f"{row['criterion']} ({plain(row['max_score'])})", 11, PLAIN) for row in criteria),
		*(
			Column(_("Total", context="Brand Review"), 10, PLAIN),
			Column(_("Ballot"), 8, TEXT),
			Column(_("z-Score")),
			Column(_("Rank Points")),
		),
		*(Column(_("Reason of a Recusal"), 24, TEXT), Column(_("Comment to the Committee"), 50, TEXT)),
	]
	codes = [row["code"] for row in criteria]
	return columns, [_sheet(row, sheet, codes) for row in table["rows"] for sheet in row["sheets"]]


def _sheet(row: dict, sheet: dict, codes: Iterable[str]) -> list:
	return [
		*(row["rank"], row["project_title"], sheet["juror_name"] or sheet["juror"]),
		_(
			sheet["status"] or "",
			context="Panel Assignment" if sheet["status"] == RECUSED else "Brand Review",
		),
		*(sheet["marks"].get(code) for code in codes),
		*(sheet["total"], _(sheet.get("vote") or "", context="Brand Review")),
		*(sheet.get("z"), sheet.get("points"), sheet["reason"], sheet.get("comment")),
	]


def _jurors(table: dict) -> tuple[list[Column], list[list]]:
	columns = [
		*(Column(_("Juror"), 22, TEXT), Column(_("Sheets"), 8, COUNT), Column(_("Mean"))),
		*(Column(_("Standard Deviation")), Column(_("Leniency")), Column(_("Without z-Scores"), 24, TEXT)),
	]
	return columns, [
		[
			row["juror_name"],
			row["valid"],
			row["mean"],
			row["spread"],
			row["leniency"],
			table_words.no_z(row["no_z"]),
		]
		for row in table.get("jurors", ())
	]
