"""What jurors of a blind panel get: a text without names, and new files that say nothing of who made them."""

import io
import json
from pathlib import Path

import frappe
from PIL import Image
from pypdf import PdfWriter

from brand_union.services import material
from brand_union.services.blinding import MASK
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase

OBJECTIVES = "李 雷带领电气学院的会员和Night Owls一起读书"


class TestMaterial(OfficeCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.jurors = make.make_jurors(2)
		cls.unit.update({"unit_name": "电气学院工会", "short_names": "Night Owls，电院"})
		cls.unit.save()

	def setUp(self):
		super().setUp()
		frappe.set_user("Administrator")
		self.project = make.make_project(
			self.cycle,
			self.unit,
			stage="Checked",
			project_title="电院职工书屋",
			leader_name="李雷",
			objectives=OBJECTIVES,
			budget=[{"heading": "Books", "amount": 9000, "basis": "韩梅梅的报价"}],
			team=[{"member_name": "韩梅梅", "duty": "Programme"}],
		)
		self.urls = []
		self.addCleanup(self.remove_files)

	def attach(self, file_name: str, content: bytes, project=None):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": file_name,
				"content": content,
				"is_private": 1,
				"attached_to_doctype": "Brand Project",
				"attached_to_name": (project or self.project).name,
			}
		).insert()
		self.urls.append(file.file_url)
		return file

	def open(self, hide_unit: int = 1, **values):
		self.panel = make.make_panel([self.project], self.jurors, hide_unit=hide_unit, **values)
		self.notes = self.panel.preview_assignment()["notes"]
		with make.acting(self.office):
			self.panel.open_panel()
		sheets = [make.sheet_of(self.panel.name, self.project.name, juror) for juror in self.jurors]
		for sheet in sheets:
			self.urls += [file.file_url for file in self.files_of(sheet)]
		return sheets

	def files_of(self, sheet) -> list[dict]:
		return frappe.get_all(
			"File",
			{"attached_to_doctype": "Brand Review", "attached_to_name": sheet.name},
			["*"],
			order_by="file_name",
		)

	def remove_files(self):
		for url in self.urls:
			path_of(url).unlink(missing_ok=True)

	def test_names_are_masked_in_title_and_text_and_the_office_is_told(self):
		sheet = self.open()[0]
		self.assertEqual(sheet.packet_title, f"{MASK}职工书屋")
		self.assertIn(f"{MASK}带领{MASK}的会员和{MASK}一起读书", sheet.packet)
		self.assertIn(f"{MASK}的报价", sheet.packet)
		title = self.project.project_title
		for name, count in {"电院": 1, "李雷": 1, "电气学院": 1, "Night Owls": 1, "韩梅梅": 1}.items():
			self.assertIn(f"{title}: {name} is masked {count} time(s) in what jurors read.", self.notes)

	def test_nothing_is_masked_where_the_panel_hides_nobody(self):
		sheet = self.open(hide_unit=0)[0]
		self.assertEqual(sheet.packet_title, "电院职工书屋")
		self.assertIn(OBJECTIVES, sheet.packet)
		self.assertEqual(self.notes, [])

	def test_jurors_get_new_files(self):
		picture = self.attach("电气学院合影.png", png())
		sheets = self.open()
		(entry,) = (one for one in json.loads(sheets[0].packet) if one["label"] == material.FILES)
		for sheet in sheets:
			(file,) = self.files_of(sheet)
			self.assertEqual(
				(file.file_name, file.is_private, file.owner), ("Attachment 1.png", 1, "Administrator")
			)
			self.assertEqual(entry["files"], [{"name": file.file_name, "url": file.file_url}])
			self.assertNotEqual(file.file_url, picture.file_url)
			self.assertTrue(path_of(file.file_url).is_file())
		self.assertIn("合影.png: a picture or a scan; look whether it shows who applies.", self.notes[-1])

	def test_content_that_frappe_knows_gets_no_known_name(self):
		"""The cleaned text is the same as the one uploaded; Frappe would hand out its name and address."""
		original = self.attach("电气学院.txt", "书单".encode())
		(file,) = self.files_of(self.open()[0])
		self.assertEqual(file.content_hash, original.content_hash)
		self.assertEqual(file.file_name, "Attachment 1.txt")
		self.assertNotIn(Path(original.file_url).stem, file.file_url)

	def test_a_file_that_names_the_unit_stays_with_the_office(self):
		self.attach("plan.txt", "电气学院的计划".encode())
		self.attach("film.mp4", b"x")
		self.assertEqual(self.files_of(self.open()[0]), [])
		title = self.project.project_title
		self.assertIn(f"{title}, plan.txt: left out, because it names 电气学院.", self.notes)
		self.assertIn(
			f"{title}, film.mp4: left out, because files of this kind cannot be cleaned.", self.notes
		)

	def test_a_panel_that_hides_nobody_gives_the_same_text(self):
		self.attach("plan.txt", "电气学院的计划".encode())
		self.assertEqual(len(self.files_of(self.open(hide_unit=0)[0])), 1)

	def test_scans_of_opinions_stay_out(self):
		draft = make.make_project(self.cycle, self.unit)
		scan = self.attach("opinion.pdf", pdf(), draft)
		draft.append("endorsements", {"endorsement": "Chair", "scan": scan.file_url})
		draft.save()
		self.project = make.advance(draft, "Checked")
		self.assertEqual(self.files_of(self.open(hide_unit=0)[0]), [])

	def test_a_panel_may_do_without_attachments(self):
		self.attach("plan.pdf", pdf())
		sheet = self.open(give_files=0)[0]
		self.assertEqual(self.files_of(sheet), [])
		self.assertNotIn(material.FILES, sheet.packet)

	def test_each_juror_opens_the_own_files_and_no_others(self):
		self.attach("plan.pdf", pdf())
		own, other = (self.files_of(sheet)[0] for sheet in self.open())
		for juror, seen, hidden in ((self.jurors[0], own, other), (self.jurors[1], other, own)):
			frappe.set_user(juror)
			with self.subTest(juror=juror):
				self.assertTrue(frappe.has_permission("File", "read", seen.name))
				self.assertFalse(frappe.has_permission("File", "read", hidden.name))
				self.assertEqual(
					frappe.get_list("File", {"file_name": ("like", "Attachment 1%")}, pluck="name"),
					[seen.name],
				)

	def test_files_of_a_refused_opening_are_gone(self):
		self.attach("plan.pdf", pdf())
		before = set(folder().iterdir())
		frappe.db.savepoint("refused")
		self.open()
		self.assertGreater(len(set(folder().iterdir()) - before), 0)
		frappe.db.after_rollback.run()
		self.assertEqual(list(set(folder().iterdir()) - before), [])


def path_of(url: str) -> Path:
	return Path(frappe.get_site_path(url.strip("/")))


def folder() -> Path:
	return Path(frappe.get_site_path("private", "files"))


def png() -> bytes:
	buffer = io.BytesIO()
	Image.new("RGB", (5, 4), (make.number() % 256, 3, 9)).save(buffer, "PNG")
	return buffer.getvalue()


def pdf() -> bytes:
	writer, buffer = PdfWriter(), io.BytesIO()
	writer.add_blank_page(100 + make.number(), 100)
	writer.write(buffer)
	return buffer.getvalue()
