"""What the official forms say: application, score sheet, summary (DOMAIN 2 and 3), as plain texts.

A print format sees these texts and not the document, so a template can print neither a field on a level
that its reader may not see nor another document.
"""

from collections.abc import Iterable
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, get_fullname

from brand_union.domain import money
from brand_union.services import cycles, paper_blocks, paper_opinions
from brand_union.services.paper_reader import (
	Reader,
	column_labels,
	day,
	number_text,
	paragraphs,
	period,
	yuan_text,
)
from brand_union.services.sections import APPLICATION, DOCTYPE_OF, SUMMARY


def application(reader: Reader, blank: bool = False, material: bool = False) -> dict:
	"""The application form (申报表) of a Brand Project."""
	doc = reader.doc
	return {
		**_head(reader, _("Project Application Form"), doc.name),
		"text": reader.texts(*APPLICATION_FIELDS),
		"period": period(reader.value("starts_on"), reader.value("ends_on")),
		"categories": _categories(reader),
		"kinds": _choices(reader, "kind"),
		"continues": _continued(reader),
		"joint_units": [cstr(row.unit_name or row.unit) for row in reader.rows("joint_units")],
		"team": reader.table("team", "member_name", "post", "duty"),
		"schedule": reader.table("schedule", "period", "content", "responsible"),
		"budget": {
			**reader.table("budget", "heading", "basis", "amount", "source"),
			**_budget_sums(reader.rows("budget")),
		},
		"blocks": paper_blocks.blocks(reader, APPLICATION, APPLICATION_PARTS, APPLICATION_HEAD),
		"opinions": paper_opinions.boxes(reader, APPLICATION, blank),
	}


APPLICATION_FIELDS = (
	"project_title",
	"unit_name",
	"leader_name",
	"leader_post",
	"leader_phone",
	"leader_email",
	"contact_name",
	"contact_phone",
	"member_count",
	"expected_participants",
	"amount_requested",
)
# What stands above the blocks in a way of its own.
APPLICATION_HEAD = (
	*APPLICATION_FIELDS,
	*("unit", "category", "starts_on", "ends_on", "kind", "continues_project", "joint_units"),
)
APPLICATION_PARTS = (
	*("team", "foundation", "objectives", "content", "plan"),
	*("schedule", "budget", "expected_results", "publicity"),
)


def summary(reader: Reader, blank: bool = False, material: bool = False) -> dict:
	"""The summary form (总结表) of a Brand Acceptance; its number is the project's."""
	return {
		**_head(reader, _("Project Summary Form"), cstr(reader.value("project"))),
		"text": reader.texts(*SUMMARY_FIELDS),
		"category": _category_name(reader.value("category")),
		"period": period(reader.value("actual_start"), reader.value("actual_end")),
		"goals": reader.table("goals", "goal", "done", "why_not"),
		"press": reader.table("press", "headline", "medium", "level", "published_on", "link"),
		"accounts": {
			**reader.table("accounts", "heading", "budgeted", "spent", "difference"),
			**_account_sums(reader.rows("accounts")),
		},
		"continuation": bool(cint(reader.value("apply_continuation"))),
		"attachments": reader.table("attachments", "kind", "caption", "link"),
		"blocks": paper_blocks.blocks(reader, SUMMARY, SUMMARY_PARTS, SUMMARY_HEAD),
		"opinions": paper_opinions.boxes(reader, SUMMARY, blank),
	}


SUMMARY_FIELDS = (
	"project_title",
	"unit_name",
	"leader_name",
	"approved_amount",
	"activity_count",
	"participations",
	"coverage_rate",
	"satisfaction",
	"self_score",
	"self_grade",
)
SUMMARY_HEAD = (*SUMMARY_FIELDS, "unit", "category", "actual_start", "actual_end", "apply_continuation")
SUMMARY_PARTS = (
	*("goals", "activities", "main_results", "features", "press"),
	*("accounts", "honours", "shortcomings", "attachments"),
)


def score_sheet(reader: Reader, blank: bool = False, material: bool = False) -> dict:
	"""The score sheet (评分表) of one Brand Review, with the packet as its annex if `material` is asked for."""
	rows = reader.rows("scores")
	return {
		"title": _("Project Score Sheet"),
		"scheme": reader.text("round_label"),
		"rule": "",
		"number": reader.text("review_code"),
		"label": reader.labels(),
		"text": reader.texts("packet_title", "round_label", "due_on"),
		"juror": "" if blank or not reader.value("juror") else get_fullname(reader.value("juror")),
		"columns": column_labels("Brand Review Score", "criterion", "description", "range", "score"),
		"rows": [_mark(row, blank) for row in rows],
		"full": number_text(sum(Decimal(cstr(flt(row.max_score))) for row in rows)) if rows else "",
		"total": "" if blank else reader.text("total"),
		"guidance": paragraphs(reader.value("guidance")),
		"comments": [
			{
				"label": reader.label(name),
				"text": [] if blank else paragraphs(reader.value(name)),
			}
			for name in ("comment_to_unit", "comment_to_committee")
		],
		"signed_on": "" if blank else day(reader.value("submitted_on")),
		"material": _packet(reader.value("packet")) if material else [],
	}


# Parts of a form


def _head(reader: Reader, title: str, number: str) -> dict:
	rules = cycles.rules_of(reader.value("cycle"))
	return {
		"title": title,
		"scheme": rules.cycle_name,
		"rule": cstr(frappe.get_cached_value("Brand Programme", rules.programme, "document_number")),
		"number": number,
		"label": reader.labels(),
		"filed_on": day(reader.value("filed_on")),
	}


def _categories(reader: Reader) -> list[dict]:
	"""The categories of the cycle's programme with the chosen one ticked: [{"label", "ticked"}]."""
	chosen = reader.value("category")
	found = frappe.get_all(
		"Brand Category",
		filters={"programme": cycles.rules_of(reader.value("cycle")).programme},
		fields=["name", "category_name", "is_active"],
		order_by="position, name",
	)
	return [
		{"label": row.category_name, "ticked": row.name == chosen}
		for row in found
		if row.is_active or row.name == chosen
	]


def _category_name(category: str | None) -> str:
	return cstr(frappe.get_cached_value("Brand Category", category, "category_name")) if category else ""


def _choices(reader: Reader, name: str) -> list[dict]:
	df = reader.doc.meta.get_field(name)
	options = [option for option in cstr(df.options).split("\n") if option]
	return [
		{"label": _(option, context=df.parent), "ticked": option == reader.value(name)} for option in options
	]


def _continued(reader: Reader) -> str:
	"""The earlier project: its title if the reader may open it, else only its number."""
	earlier = cstr(reader.value("continues_project"))
	if not earlier or not frappe.has_permission("Brand Project", "read", earlier):
		return earlier
	return f"{earlier} {frappe.get_cached_value('Brand Project', earlier, 'project_title')}"


def _budget_sums(rows: Iterable) -> dict:
	df = frappe.get_meta("Brand Project Budget").get_field("source")
	sources = list(dict.fromkeys(row.source for row in rows if row.source))
	return {
		"total": yuan_text(money.total(row.amount for row in rows)) if rows else "",
		"by_source": [
			{
				"label": _(source, context=df.parent),
				"amount": yuan_text(money.total(row.amount for row in rows if row.source == source)),
			}
			for source in sources
		],
	}


def _account_sums(rows: Iterable) -> dict:
	if not rows:
		return {"sums": ["", "", ""], "balance": ""}
	budgeted = money.total(row.budgeted for row in rows)
	spent = money.total(row.spent for row in rows)
	left = money.balance(budgeted, [spent]).left
	return {"sums": [yuan_text(budgeted), yuan_text(spent), yuan_text(left)], "balance": yuan_text(left)}


def _mark(row, blank: bool) -> dict:
	given = _("n/a") if cint(row.not_applicable) else cstr(row.score).strip()
	return {
		"criterion": cstr(row.criterion),
		"description": paragraphs(row.description),
		"range": cstr(row.range),
		"score": "" if blank else given,
	}


def _packet(value) -> list[dict]:
	"""The sections of a packet (see services.packets) as {"label", "text"} or {"label", "columns", "rows"}."""
	found = []
	for entry in frappe.parse_json(value) or []:
		label = _(entry["label"], context=DOCTYPE_OF.get(entry.get("part")))
		if entry.get("rows"):
			columns, owner = entry.get("columns") or list(entry["rows"][0]), entry.get("doctype")
			rows = [
				[_cell(entry, column, cstr(row.get(column))) for column in columns] for row in entry["rows"]
			]
			titles = [_(column, context=owner) if owner else column for column in columns]
			found.append({"label": label, "columns": titles, "rows": rows})
		else:
			names = "\n".join(
				" ".join((file["name"], file.get("caption", ""))) for file in entry.get("files", ())
			)
			found.append({"label": label, "text": paragraphs(entry.get("value") or names)})
	return found


def _cell(entry: dict, column: str, text: str) -> str:
	"""Choices are translated, what people typed is not."""
	return _(text, context=entry.get("doctype")) if column in entry.get("choices", ()) else text
