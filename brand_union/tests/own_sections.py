"""A form with a section of the school's own of every kind, and what a unit fills in there."""

import json
from io import BytesIO

import frappe
from PIL import Image

TABLE = [{"成果": "职工书屋", "年份": "2024"}, {"成果": "巾帼讲堂", "年份": "2025"}]
PHOTOS = {"min_files": 1, "max_files": 2, "file_types": "jpg, png, pdf", "max_file_mb": 1}
ROWS = (
	{"field_name": "past_results", "kind": "Long Text", "label": "前期成效", "max_chars": 20, "required": 1},
	{
		"field_name": "readers",
		"kind": "Number",
		"label": "参与人数",
		"min_number": "10",
		"max_number": "5000",
		"required": 1,
	},
	{
		"field_name": "reach",
		"kind": "Choice",
		"label": "覆盖范围",
		"choices": "全校\n学院\n班组",
		"required": 1,
		"identity_free": 0,
	},
	{
		"field_name": "achievements",
		"kind": "Table",
		"label": "代表性成果",
		"columns": "成果\n年份",
		"required": 1,
	},
	{"field_name": "photos", "kind": "Files", "label": "活动照片", "required": 1, **PHOTOS},
)
ANSWERS = {
	"past_results": "连续三年开展读书月活动。",
	"readers": "320",
	"reach": "学院",
	"achievements": json.dumps(TABLE, ensure_ascii=False),
}


def rows(form: str = "Application", **changes: dict) -> list[dict]:
	"""The rows of a programme, each with changes by its key: `rows(photos={"required": 0})`."""
	return [
		{"form": form, "shown_to_jurors": 1, "identity_free": 1, **row, **changes.get(row["field_name"], {})}
		for row in ROWS
	]


def answers(**changes: str | None) -> list[dict]:
	"""Answers as a REST call sends them; None leaves a section out."""
	given = {**ANSWERS, **changes}
	return [{"section": key, "answer": answer} for key, answer in given.items() if answer is not None]


def picture(colour: str = "red", kind: str = "PNG", side: int = 24) -> bytes:
	"""The bytes of a small picture."""
	target = BytesIO()
	Image.new("RGB", (side, side), colour).save(target, kind)
	return target.getvalue()


def upload(file_name: str = "活动.png", content: bytes | None = None, **values) -> str:
	"""Upload a private file as the acting user, attached to nothing; returns its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": file_name,
			"content": content or picture(),
			"is_private": 1,
			**values,
		}
	)
	return file.insert().file_url


def photo(url: str | None = None, section: str = "photos", caption: str = "读书月启动") -> dict:
	"""A row of files."""
	return {"section": section, "file": url or upload(), "caption": caption}
