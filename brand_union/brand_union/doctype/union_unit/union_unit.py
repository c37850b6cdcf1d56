import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet

from brand_union.actions import reading_saved_document
from brand_union.document import BrandDocument
from brand_union.services import guard, recheck, unit_history, units
from brand_union.services.errors import UnitProblem


class UnionUnit(BrandDocument, NestedSet):
	"""A union, second-level union, women's federation, association or group, in a tree."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from brand_union.brand_union.doctype.union_unit_former_name.union_unit_former_name import (
			UnionUnitFormerName,
		)
		from brand_union.brand_union.doctype.union_unit_member.union_unit_member import UnionUnitMember
		from brand_union.brand_union.doctype.union_unit_successor.union_unit_successor import (
			UnionUnitSuccessor,
		)
		from brand_union.brand_union.doctype.union_unit_tag.union_unit_tag import UnionUnitTag

		dissolved_on: DF.Date | None
		exempt_from_duty: DF.Check
		exemption_reason: DF.SmallText | None
		former_names: DF.Table[UnionUnitFormerName]
		founded_on: DF.Date | None
		head_count: DF.Int
		is_group: DF.Check
		lft: DF.Int
		members: DF.Table[UnionUnitMember]
		merged_into: DF.Link | None
		old_parent: DF.Link | None
		parent_union_unit: DF.Link | None
		party_organisation: DF.Data | None
		rgt: DF.Int
		short_names: DF.SmallText | None
		status: DF.Literal["Active", "Dissolved"]
		successors: DF.Table[UnionUnitSuccessor]
		unit_code: DF.Data
		unit_name: DF.Data
		unit_tags: DF.TableMultiSelect[UnionUnitTag]
		unit_type: DF.Literal[
			"University Union", "Second-level Union", "Women's Federation", "Staff Association", "Group"
		]
	# end: auto-generated types

	nsm_parent_field = "parent_union_unit"

	def validate(self):
		self.keep_place_in_tree()
		guard.enforce_read_only(self)
		self.validate_members()
		self.validate_parent()
		self.validate_exemption()
		units.stamp_end(self)
		units.remember_name(self)

	def on_update(self):
		super().on_update()
		units.sync_user_permissions(self)
		recheck.after_unit(self)

	def keep_place_in_tree(self):
		"""Another unit that was added meanwhile shifts the numbers of a form that is open."""
		if before := self.get_doc_before_save():
			self.lft, self.rgt, self.old_parent = before.lft, before.rgt, before.old_parent

	def validate_members(self):
		seen = set()
		for row in self.members:
			if row.user in seen:
				frappe.throw(
					_("People of This Unit, row {0}: {1} is listed twice.").format(row.idx, row.user)
				)
			seen.add(row.user)
			row.full_name = frappe.get_cached_value("User", row.user, "full_name")

	def validate_parent(self):
		if self.parent_union_unit and not frappe.get_cached_value(
			"Union Unit", self.parent_union_unit, "is_group"
		):
			frappe.throw(
				_("{0} has no units below it yet. Tick Has Units Below there first.").format(
					self.parent_union_unit
				)
			)

	def validate_exemption(self):
		if self.exempt_from_duty and not (self.exemption_reason or "").strip():
			frappe.throw(
				_("{0} is exempt from the duty to file. Say why under {1}.").format(
					self.unit_name,
					frappe.bold(_(self.meta.get_label("exemption_reason"), context=self.doctype)),
				),
				UnitProblem,
			)

	@frappe.whitelist(methods=["GET", "POST"])
	@reading_saved_document
	def tell_history(self) -> list[dict]:
		"""What became of the unit, oldest first: [{on, text, document_number}]."""
		return unit_history.of(self)


def on_doctype_update():
	frappe.db.add_index("Union Unit", ["lft", "rgt"])
