"""The official forms on paper: one context for the print formats, and their PDF made by WeasyPrint.

wkhtmltopdf knows neither running headers nor repeated table headings reliably; WeasyPrint, which comes with
Frappe, knows paged media. The print formats stay ordinary ones: the print view of the Desk shows the same
HTML.
"""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language
from frappe.utils import print_format as frappe_print_format
from frappe.utils.weasyprint import import_weasyprint
from frappe.www.printview import get_print_format
from markupsafe import escape

from brand_union.services import paper_award, paper_content, paper_font
from brand_union.services.errors import BrandError

FORMS: dict[str, Callable[..., dict]] = {
	"Brand Project": paper_content.application,
	"Brand Acceptance": paper_content.summary,
	"Brand Review": paper_content.score_sheet,
	"Brand Award": paper_award.certificate,
}
PAGE = "brand_union/templates/paper/page.html"


@frappe.whitelist(methods=["GET"])
def download(
	doctype: str,
	name: str,
	format: str | None = None,
	blank: bool = False,
	material: bool = False,
	language: str | None = None,
) -> None:
	"""Answer with the official form of a document as PDF; takes the right to read and to print it.

	`blank` leaves empty what is signed or marked by hand, `material` adds the packet to a score sheet,
	`format` is a Print Format other than the DocType's default. Raises PermissionError, BrandError.
	"""
	_form_of(doctype)
	doc = frappe.get_doc(doctype, name)
	demand_right(doc)
	content = as_pdf(doc, format, blank, material, language)
	make_access_log(doctype=doctype, document=name, file_type="PDF", method="Print")
	frappe.local.response.filename = f"{frappe.scrub(doctype).replace('_', '-')}-{name}.pdf"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf"


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def download_pdf(
	doctype: str,
	name: str,
	format: str | None = None,
	doc: str | None = None,
	no_letterhead: bool = False,
	language: str | None = None,
	letterhead: str | None = None,
	pdf_generator: str | None = None,
) -> None:
	"""Stands before Frappe's own: our forms come from WeasyPrint, all other formats as ever.

	Open to guests as Frappe's is, for the share links of other apps; our forms ask for their rights.
	"""
	if is_form(doctype, format):
		return download(doctype, name, format=format, language=language)
	given = {
		"doctype": doctype,
		"name": name,
		"format": format,
		"doc": doc,
		"no_letterhead": int(no_letterhead),
		"language": language,
		"letterhead": letterhead,
	}
	# v16 knows generators, v15 has no such argument.
	return frappe_print_format.download_pdf(
		**given, **({"pdf_generator": pdf_generator} if pdf_generator else {})
	)


def brand_paper(doc, blank: bool = False, material: bool = False) -> dict:
	"""For print formats: what the form of `doc` says, every text escaped for HTML.

	Raises PermissionError unless the user may read and print the document.
	"""
	demand_right(doc)
	return _escaped(_form_of(doc.doctype)(paper_content.Reader(doc), bool(blank), bool(material)))


def as_pdf(
	doc,
	format: str | None = None,
	blank: bool = False,
	material: bool = False,
	language: str | None = None,
) -> bytes:
	"""The form of a document as PDF, in `language`, the format's own, or the user's."""
	print_format = _print_format(doc.doctype, format)
	with print_language(language or print_format.default_print_language):
		return to_pdf(as_html(doc, print_format, blank, material))


def as_html(doc, print_format, blank: bool = False, material: bool = False) -> str:
	"""A whole HTML page for WeasyPrint, without scripts or addresses to load."""
	body = frappe.get_jenv().from_string(get_print_format(doc.doctype, print_format))
	return frappe.get_template(PAGE).render(
		{
			"body": body.render({"doc": doc, "blank": blank, "material": material}),
			"css": print_format.css or "",
			"font_family": paper_font.FAMILY,
			"font_url": paper_font.URL if paper_font.font() else "",
			"lang": frappe.local.lang,
			"title": escape(doc.get_title() or doc.name),
		}
	)


def to_pdf(html: str) -> bytes:
	"""HTML to PDF. Nothing is loaded from outside, whatever the text holds."""
	page, _css = import_weasyprint()
	return page(string=html, url_fetcher=_fetch).write_pdf()


def demand_right(doc) -> None:
	"""Raise PermissionError unless the user may read and print the document."""
	doc.check_permission("read")
	doc.check_permission("print")


def is_form(doctype: str, format: str | None) -> bool:
	"""Whether a Print Format (None: the default) of this DocType is one of ours, or a school's copy of one."""
	if doctype not in FORMS:
		return False
	name = format or frappe.get_meta(doctype).default_print_format
	found = frappe.db.get_value("Print Format", name, FORMAT_FACTS, as_dict=True)
	return bool(found) and _is_template(found) and found.doc_type == doctype


FORMAT_FACTS = ("doc_type", "standard", "custom_format", "raw_printing", "print_format_type")


def _is_template(print_format) -> bool:
	own_html = print_format.standard == "Yes" or print_format.custom_format
	return bool(own_html and not print_format.raw_printing and print_format.print_format_type == "Jinja")


def _print_format(doctype: str, format: str | None):
	_form_of(doctype)
	name = format or frappe.get_meta(doctype).default_print_format
	if not is_form(doctype, name):
		frappe.throw(
			_("{0} is no print format of {1} with a template of its own. Choose another one.").format(
				frappe.bold(escape(name or "")), _(doctype)
			),
			BrandError,
		)
	return frappe.get_cached_doc("Print Format", name)


def _form_of(doctype: str) -> Callable[..., dict]:
	if doctype not in FORMS:
		frappe.throw(_("There is no official form for {0}.").format(_(doctype)), BrandError)
	return FORMS[doctype]


def _escaped(value):
	if isinstance(value, str):
		return escape(value)
	if isinstance(value, dict):
		return {key: _escaped(part) for key, part in value.items()}
	if isinstance(value, list):
		return [_escaped(part) for part in value]
	return value


def _fetch(url: str, *args, **kwargs) -> dict:
	if url != paper_font.URL:
		raise ValueError(f"official forms load nothing from outside: {url}")
	return {"string": paper_font.font(), "mime_type": "font/otf"}
