"""What the public form keeps, and how: values, files, markup, the same sent twice."""

import frappe

from brand_union.tests.objection_form.case import OBJECTION, PDF, SUBMIT, FormCase, archive, path_of


class TestAccepted(FormCase):
	def test_a_guest_objects_with_evidence_and_gets_a_receipt(self):
		objection = self.accepted((PDF, "../../赵异议的材料.pdf"), email="zhao@test.example")
		self.assertEqual((objection.channel, objection.status), ("Public Form", "Received"))
		self.assertEqual(
			(objection.objector_name, objection.objector_unit, objection.phone, objection.email),
			("赵异议", "图书馆", "0451-86412222", "zhao@test.example"),
		)
		self.assertEqual((objection.project, objection.notice), (self.project.name, self.notice.name))
		(file,) = self.files_of(objection.name)
		self.assertEqual((file.is_private, file.owner), (1, "Guest"))
		self.assertRegex(file.file_name, rf"^{objection.name}-1-[0-9a-f]+\.pdf$")
		self.assertEqual(file.file_url, f"/private/files/{file.file_name}")
		self.assertEqual(path_of(file).read_bytes(), PDF)

	def test_every_kind_of_evidence_by_its_content(self):
		kinds = [
			(PDF, "a.pdf"),
			(b"\x89PNG\r\n\x1a\n" + b"0" * 20, "b.PNG"),
			(archive("word/document.xml"), "c.docx"),
			(archive("xl/workbook.xml"), "d.xlsx"),
		]
		objection = self.accepted(*kinds)
		names = [file.file_name for file in self.files_of(objection.name)]
		self.assertEqual([name.rpartition(".")[2] for name in names], ["pdf", "png", "docx", "xlsx"])

	def test_the_notice_as_a_whole(self):
		objection = self.accepted(row="")
		self.assertEqual((objection.project, objection.unit), (None, None))

	def test_sent_twice_it_is_kept_once(self):
		first = self.accepted((PDF, "a.pdf"), sending="random word")
		again = self.accepted((PDF, "a.pdf"), sending="random word")
		self.assertEqual(first.name, again.name)
		self.assertEqual(len(self.files_of(first.name)), 1)
		corrected = self.accepted((PDF, "a.pdf"), sending="random word", reason="该活动前年已经开展过。")
		self.assertNotEqual(first.name, corrected.name)
		self.assertEqual(len({self.accepted().name, self.accepted().name}), 2)

	def test_markup_is_text(self):
		"""Where the Desk shows a value as it is, not even a picture may be fetched from elsewhere."""
		text = '<script>alert(1)</script><img src="https://x.test/1.png">甲<b>乙</b> 1 < 2 & 3 > 2'
		objection = self.accepted(objector_name="赵<i>异议</i>", objector_unit=text, reason=text)
		for field in ("objector_name", "objector_unit", "reason"):
			self.assertNotRegex(objection.get(field), "[<>]")
		self.assertEqual(objection.objector_name, "赵＜i＞异议＜/i＞")
		self.assertTrue(objection.reason.endswith("甲＜b＞乙＜/b＞ 1 ＜ 2 & 3 ＞ 2"), objection.reason)

	def test_evidence_that_somebody_has_uploaded_before_stays_apart(self):
		before = frappe.get_doc(
			{"doctype": "File", "file_name": "photo.pdf", "content": PDF, "is_private": 1}
		).insert()
		frappe.db.commit()
		objection = self.accepted((PDF, "a.pdf"))
		(kept,) = self.files_of(objection.name)
		self.assertNotEqual(kept.file_url, before.file_url)
		before.delete()
		after = frappe.get_doc(
			{"doctype": "File", "file_name": "again.pdf", "content": PDF, "is_private": 1}
		).insert()
		self.assertNotIn(objection.name, after.file_url)
		path = path_of(kept)
		self.assertTrue(path.exists())
		frappe.delete_doc("File", kept.name)
		self.assertFalse(path.exists())
		after.delete()
		frappe.db.commit()

	def test_who_is_logged_in_objects_like_anybody_else(self):
		frappe.db.set_value(
			"User", self.officer, {"follow_created_documents": 1, "document_follow_notify": 1}
		)
		client = self.people(self.officer)
		receipt = client.request("POST", SUBMIT, self.values())["message"]["receipt"]
		frappe.db.rollback()
		objection = frappe.get_doc(OBJECTION, {"receipt": receipt})
		self.assertEqual((objection.owner, objection.events[0].by_user), ("Guest", "Guest"))
		self.assertFalse(frappe.db.exists("Document Follow", {"ref_docname": objection.name}))

	def values(self) -> dict:
		return {
			"notice": self.notice.name,
			"objector_name": "Zhao",
			"objector_unit": "Library",
			"phone": "86412222",
			"reason": "It took place a year ago",
		}
