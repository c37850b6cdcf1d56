import frappe
from frappe import _
from frappe.model.document import Document

from brand_union.services import guard, rules_check


class BrandCycle(Document):
	"""One year of a programme, with its own frozen copy of the rules."""

	def validate(self):
		guard.enforce_read_only(self)
		self.set_organiser()
		rules_check.check(self)
		self.validate_permits()

	def on_update(self):
		frappe.clear_document_cache("Brand Cycle", self.name)

	def on_trash(self):
		if frappe.db.exists("Brand Project", {"cycle": self.name}):
			frappe.throw(
				_("{0} has projects and cannot be deleted. Set it to Finished instead.").format(
					self.cycle_name
				)
			)

	def set_organiser(self):
		if self.is_new():
			self.organiser = frappe.get_cached_value("Brand Programme", self.programme, "organiser")

	def validate_permits(self):
		known = {row.name for row in (self.get_doc_before_save() or {}).get("permits") or []}
		for row in self.permits:
			if not row.unit and not row.project:
				frappe.throw(_("Permits, row {0}: name a unit or a project.").format(row.idx))
			if row.name not in known:
				row.granted_by = frappe.session.user
