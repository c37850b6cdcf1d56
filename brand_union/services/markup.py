"""Texts that a browser would run, though Frappe's filter takes them for harmless.

The Desk shows long texts as HTML and relies on that filter. It looks for tags with a parser that is not a browser's,
and never into JSON: so `"<img …>"` in quotation marks is kept as it is, and what stands in `<![CDATA[…]]>`, and a tag
that is never closed, which the page around the text then closes. Whoever opens the form would run what stands there.
"""

import re

from frappe.utils.html_utils import sanitize_html

# What makes a browser begin a tag, a comment or the like.
BEGINS = re.compile(r"<(?=[a-zA-Z/!?])")
# Links and choices have a check of their own; code and JSON are never shown as HTML.
FILTERED = frozenset({"Data", "Small Text", "Text", "Long Text", "Text Editor"})


def keep_harmless(doc, method: str | None = None) -> None:
	"""Hook on `validate`: texts of the document and its rows lose what a browser would run."""
	for part in (doc, *doc.get_all_children()):
		for df in part.meta.fields:
			value = part.get(df.fieldname)
			if df.fieldtype in FILTERED and isinstance(value, str) and "<" in value:
				part.set(df.fieldname, harmless(value))


def harmless(text: str) -> str:
	"""The text without scripts: a tag that is not closed becomes text by a space, the rest is filtered as Frappe does."""
	head, end, tail = text.rpartition(">")
	closed = head + end + BEGINS.sub("< ", tail)
	return sanitize_html(closed, always_sanitize=True) if BEGINS.search(closed) else closed
