"""A blind review through every door: jurors learn neither who applies nor each other, units not who judges them."""

import json
from pathlib import Path

import frappe
from pypdf import PdfReader

from brand_union.domain.masking import MASK as MASKED
from brand_union.tests import factories as make
from brand_union.tests.side_doors.blind_case import (
	MARK,
	OTHER,
	PANEL,
	PROJECT,
	REVIEW,
	SCORE,
	TITLE,
	BlindCase,
)

METHOD = "/api/method"
# Frappe shows to everybody who has an account, and which words are used as tags; neither says on what.
KNOWN_TO_ALL = ("User", "Tag")


class TestBlindReview(BlindCase):
	# What a juror finds

	def test_the_sheet_is_there_and_blind(self):
		sheet = self.people(self.juror).read(REVIEW, self.own)
		self.assertIn(f"{TITLE} of {MASKED}", sheet["packet_title"])
		self.assertIn(f"{MASKED} of {MASKED} opens a room", sheet["packet"])
		self.assertEqual(sheet["progress"], "3/3")

	def test_every_door_of_the_own_sheet_is_silent(self):
		others = [OTHER, *self.names_of(self.second, self.third)]
		for door, (path, query) in self.doors(REVIEW, self.own).items():
			with self.subTest(door=door):
				answer = self.ask(self.juror, path.replace(" ", "%20"), **query)
				self.assert_silent(self.juror, MARK, self.office, *others, answer=answer)

	def test_every_door_of_what_lies_behind_is_silent(self):
		behind = {PROJECT: self.projects[0].name, PANEL: self.panel, REVIEW: self.others}
		behind["Panel Assignment"] = frappe.db.get_value("Panel Assignment", {"review": self.own})
		behind["Union Unit"] = self.unit.name
		for doctype, name in behind.items():
			for door, (path, query) in self.doors(doctype, name).items():
				with self.subTest(doctype=doctype, door=door):
					answer = self.ask(self.juror, path.replace(" ", "%20"), **query)
					self.assert_silent(self.juror, MARK, OTHER, answer=answer)

	def test_a_sheet_that_was_taken_away_is_gone_for_its_juror(self):
		self.refused(403, self.people(self.third).read, REVIEW, self.gone)

	def test_lists_of_everything_are_silent(self):
		self.assert_lists_silent(self.juror, MARK, OTHER, *self.names_of(self.second))

	def assert_lists_silent(self, user: str, *words: str):
		for doctype, is_table in frappe.db.sql(
			"select name, istable from tabDocType where issingle = 0 and is_virtual = 0 order by name"
		):
			if doctype in KNOWN_TO_ALL:
				continue
			with self.subTest(doctype=doctype), make.acting(user):
				parent = {"parent_doctype": REVIEW} if is_table else {}
				self.assert_silent(user, *words, answer=self.listed(doctype, **parent))

	@staticmethod
	def listed(doctype: str, **parent: str) -> str:
		try:
			rows = frappe.get_list(doctype, fields=["*"], limit_page_length=0, order_by=None, **parent)
		except frappe.PermissionError:
			return ""
		return frappe.as_json(rows)

	def test_counts_and_groups_know_the_own_sheets_only(self):
		self.assertEqual(self.count(REVIEW), 4)
		self.assertEqual(self.count(REVIEW, comment_to_unit=("like", f"%{OTHER}%")), 0)
		for doctype in (PROJECT, PANEL, SCORE, "Panel Assignment", "Brand Decision"):
			with self.subTest(doctype=doctype):
				self.refused(403, self.count, doctype)

	def count(self, doctype: str, **filters) -> int:
		way = "frappe.client.get_count"
		return self.people(self.juror).rpc(way, doctype=doctype, filters=json.dumps(filters))

	def test_rows_of_sheets_are_the_own_ones(self):
		query = {"doctype": SCORE, "parent": REVIEW, "fields": '["parent", "score"]', "limit_page_length": 0}
		answer = self.people(self.juror).request("GET", f"{METHOD}/frappe.client.get_list", query=query)[
			"message"
		]
		own = frappe.get_all(REVIEW, {"juror": self.juror}, pluck="name", order_by=None)
		self.assertEqual({row["parent"] for row in answer}, set(own))

	def test_titles_of_links_are_numbers(self):
		for doctype, name in ((PROJECT, self.projects[0].name), (PANEL, self.panel), (REVIEW, self.others)):
			with self.subTest(doctype=doctype):
				title = self.people(self.juror).rpc(
					"frappe.desk.search.get_link_title", doctype=doctype, docname=name
				)
				self.assertEqual(title, name)

	def test_the_neighbours_in_the_list_are_the_own_sheets(self):
		own = set(frappe.get_all(REVIEW, {"juror": self.juror}, pluck="name", order_by=None))
		for prev in (0, 1):
			found = self.people(self.juror).rpc(
				"frappe.desk.form.utils.get_next",
				doctype=REVIEW,
				value=self.own,
				prev=prev,
				sort_field="packet_title",
			)
			self.assertIn(found, own | {None})

	def test_the_order_of_the_sheets_is_not_the_panels(self):
		made = frappe.get_all(
			"Panel Assignment", {"panel": self.panel}, ["project", "juror"], order_by="creation asc, name asc"
		)
		listed = [
			(project.name, juror)
			for project in self.projects
			for juror in (self.juror, self.second, self.third)
		]
		self.assertNotEqual([(row.project, row.juror) for row in made], listed)

	def test_nothing_on_a_sheet_fetches_from_elsewhere(self):
		for meta in (frappe.get_meta(REVIEW), frappe.get_meta(SCORE)):
			self.assertEqual([df.fieldname for df in meta.fields if df.fetch_from], [])
			links = {df.options for df in meta.fields if df.fieldtype in ("Link", "Dynamic Link")}
			self.assertLessEqual(links, {"User", "Union Unit"})

	def test_nobody_of_the_office_is_named_on_a_sheet(self):
		for sheet in frappe.get_all(REVIEW, {"juror": self.juror}, pluck="name", order_by="name"):
			stored = self.people(self.juror).read(REVIEW, sheet)
			makers = {stored["owner"], stored["modified_by"], *(row["owner"] for row in stored["scores"])}
			with self.subTest(sheet=sheet):
				self.assertLessEqual(makers, {"Administrator", self.juror})

	def test_the_attachment_is_a_new_one(self):
		(file,) = self.people(self.juror).find(
			"File", {"attached_to_name": self.own}, ["file_name", "file_url", "owner"]
		)
		self.addCleanup(Path(frappe.get_site_path(file["file_url"].strip("/"))).unlink, missing_ok=True)
		self.assertEqual((file["file_name"], file["owner"]), ("Attachment 1.pdf", "Administrator"))
		self.assertEqual(self.people(self.juror).fetch(file["file_url"]), 200)
		self.assertEqual(self.people(self.juror).fetch(self.original), 403)
		for stranger in (self.third, self.arts):
			self.assertEqual(self.people(stranger).fetch(file["file_url"]), 403)
		path = Path(frappe.get_site_path(file["file_url"].strip("/")))
		self.assertNotIn(MARK.encode(), path.read_bytes())
		self.assertEqual(dict(PdfReader(path).metadata or {}), {})

	def test_paper_says_no_more_than_the_sheet(self):
		for query in ({}, {"format": "Standard"}):
			answer = self.ask(
				self.juror,
				f"{METHOD}/frappe.www.printview.get_html_and_style",
				doc=REVIEW,
				name=self.own,
				**query,
			)
			with self.subTest(query=query):
				self.assertIn(TITLE, answer)
				self.assert_silent(self.juror, MARK, OTHER, self.office, answer=answer)
		for doctype, name in ((PROJECT, self.projects[0].name), (REVIEW, self.others)):
			answer = self.ask(
				self.juror, f"{METHOD}/brand_union.services.paper.download", doctype=doctype, name=name
			)
			self.assertTrue(answer.startswith("403"), answer[:200])

	def test_no_report_runs_for_a_juror(self):
		for report in frappe.get_all("Report", {"module": "Brand Union"}, pluck="name", order_by="name"):
			answer = self.ask(
				self.juror, f"{METHOD}/frappe.desk.query_report.run", report_name=report, filters="{}"
			)
			with self.subTest(report=report):
				self.assertTrue(answer.startswith("403"), answer[:200])

	def test_the_others_scores_wait_for_the_own_sheet(self):
		for sheet in (self.own, self.others):
			self.refused(403, self.people(self.juror).rpc, "brand_union.services.others.look", sheet=sheet)

	# What the unit finds

	def test_the_unit_learns_nothing_of_its_jurors(self):
		jurors = [OTHER, *self.names_of(self.juror, self.second, self.third)]
		targets = {PROJECT: self.projects[0].name, PANEL: self.panel, REVIEW: self.others}
		for doctype, name in targets.items():
			for door, (path, query) in self.doors(doctype, name).items():
				with self.subTest(doctype=doctype, door=door):
					answer = self.ask(self.arts, path.replace(" ", "%20"), **query)
					self.assert_silent(self.arts, *jurors, answer=answer)

	def test_no_list_tells_the_unit_of_its_jurors(self):
		self.assert_lists_silent(self.arts, OTHER, *self.names_of(self.juror, self.second, self.third))
