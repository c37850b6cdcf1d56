"""The shape of a report's columns, in one line each."""

from typing import Any


def column(
	fieldname: str, label: str, fieldtype: str = "Data", width: int = 120, **more: Any
) -> dict[str, Any]:
	"""One column of a Script Report; `label` is translated already, `width` in pixels."""
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}


def link(fieldname: str, label: str, doctype: str, width: int = 120, **more: Any) -> dict[str, Any]:
	"""A column whose value names a document of `doctype`."""
	return column(fieldname, label, "Link", width, options=doctype, **more)


def summary(label: str, value: Any, indicator: str = "", datatype: str = "Int") -> dict[str, Any]:
	"""One figure above the report; `label` is translated already."""
	return {"label": label, "value": value, "indicator": indicator, "datatype": datatype}
