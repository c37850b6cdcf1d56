"""Rows of every kind that speak of us, beside the same rows about others: the first go, the second stay.

The rows are put straight into the tables: nothing of the site is asked whether it wants them.
"""

import frappe

from brand_union.setup import traces
from brand_union.setup.roles import ROLES
from brand_union.tests.removal_case import FOREIGN, OURS, RemovalTestCase

ROLE = ROLES[0]


class TestTraces(RemovalTestCase):
	def test_every_place_where_frappe_names_a_doctype_is_known(self):
		places = frappe.get_all(
			"DocField",
			{"fieldtype": "Link", "options": "DocType", "parent": ("in", self.doctypes_of_frappe())},
			["parent", "fieldname"],
			order_by="parent",
		)
		known = {(place[0], place[1]) for place in (*traces.TRACES, *traces.TOOLS)}
		known |= {(place, field) for place, field, *_more in traces.MENTIONS["DocType"]}
		known |= set(traces.BELONGS_TO["DocType"]) | {("File", "attached_to_doctype")}
		self.assertGreater(len(places), 50)
		self.assertEqual(
			[(p.parent, p.fieldname) for p in places if (p.parent, p.fieldname) not in known], []
		)

	@staticmethod
	def doctypes_of_frappe() -> list[str]:
		modules = frappe.get_all("Module Def", {"app_name": "frappe"}, pluck="name", order_by="name")
		return frappe.get_all("DocType", {"module": ("in", modules)}, pluck="name", order_by="name")

	def test_every_place_exists(self):
		places = [*traces.TRACES, *traces.TOOLS]
		for table in (traces.BELONGS_TO, traces.MENTIONS):
			places += [place for doctype in table for place in table[doctype]]
		self.assertEqual(set(places) - set(traces.existing(places)), set())

	def test_what_happened_to_a_document_goes(self):
		for doctype, ours, others in (
			(OURS, "T-1", (FOREIGN, "T-1")),
			("Workflow", self.put("Workflow", document_type=OURS)[1], ("Workflow", "Foreign Way")),
		):
			going, staying = [], []
			for place, doctype_field, name_field in traces.existing(traces.TRACES):
				going.append(self.put(place, **{doctype_field: doctype, name_field: ours}))
				staying.append(self.put(place, **{doctype_field: others[0], name_field: others[1]}))
			with self.subTest(doctype):
				frappe.db.savepoint("with_rows")
				self.uninstall()
				self.assertEqual((self.left(going), self.left(staying)), ([], staying))
				frappe.db.rollback(save_point="with_rows")

	def test_what_is_of_no_use_without_us_goes(self):
		targets = {"DocType": OURS, "Role": ROLE, "Module Def": "Brand Union"}
		for doctype in ("Report", "Page", "Workspace", "Dashboard"):
			targets[doctype] = self.put(doctype, module="Brand Union")[1]
		targets["Discussion Topic"] = self.put("Discussion Topic", reference_doctype=OURS)[1]
		targets["Scheduled Job Type"] = self.put("Scheduled Job Type", method="brand_union.test.run")[1]
		going, staying = [], []
		for target, places in traces.BELONGS_TO.items():
			for place, field in traces.existing(places):
				going.append(self.put(place, **{field: targets[target]}))
				staying.append(self.put(place, **{field: FOREIGN}))
				targets.setdefault(place, going[-1][1])
		self.uninstall()
		self.assertEqual((self.left(going), self.left(staying)), ([], staying))

	def test_rows_of_tables_go_with_their_record(self):
		queue, communication = (
			self.put(kind, reference_doctype=OURS) for kind in ("Email Queue", "Communication")
		)
		kept = self.put("Email Queue", reference_doctype=FOREIGN)
		recipients = [
			self.put("Email Queue Recipient", parenttype="Email Queue", parent=parent[1])
			for parent in (queue, kept)
		]
		link = self.put("Communication Link", parenttype="Communication", parent=communication[1])
		self.uninstall()
		self.assertEqual(self.left([queue, communication, kept, *recipients, link]), [kept, recipients[1]])

	def test_what_goes_on_without_us_no_longer_names_us(self):
		targets = {
			"DocType": OURS,
			"Role": ROLE,
			"Print Format": self.put("Print Format", doc_type=OURS)[1],
			"Workspace": self.put("Workspace", module="Brand Union")[1],
		}
		self.assertEqual(targets.keys(), traces.MENTIONS.keys())
		rows = []
		for target, places in traces.MENTIONS.items():
			for place, *fields in traces.existing(places):
				for name in (targets[target], FOREIGN):
					values = {**dict.fromkeys(fields, "T-1"), fields[0]: name}
					after = values if name == FOREIGN else dict.fromkeys(fields)
					rows.append((self.put(place, **values), after))
		self.uninstall()
		for row, after in rows:
			with self.subTest(row):
				self.assertEqual(frappe.db.get_value(*row, list(after), as_dict=True), after)
