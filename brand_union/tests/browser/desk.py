"""What a person does on the Desk, in the words of the tests."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

PATIENCE = 60_000  # milliseconds; a busy machine draws slowly
ATTEMPTS = 4


class Desk:
	"""The Desk of one logged-in person."""

	def __init__(self, page: Page, pictures: Path):
		self.page = page
		self.pictures = pictures
		page.set_default_timeout(PATIENCE)
		expect.set_options(timeout=PATIENCE)

	def go(self, path: str) -> None:
		"""Open a path of the Desk and wait until it is drawn."""
		self.page.goto(path)
		self.page.wait_for_function(
			"() => window.frappe?.boot && frappe.request && !frappe.request.ajax_count"
		)
		self.page.wait_for_timeout(400)

	def open_form(self, doctype: str, name: str) -> None:
		self.go(f"/app/{doctype.lower().replace(' ', '-')}/{name}")
		self.page.wait_for_function("(name) => window.cur_frm?.doc?.name === name", arg=name)

	def new_form(self, doctype: str) -> None:
		self.go(f"/app/{doctype.lower().replace(' ', '-')}/new")
		self.page.wait_for_function("(doctype) => window.cur_frm && cur_frm.doctype === doctype", arg=doctype)

	def type_into(self, field: str, text: str) -> None:
		"""Type into a field of the form as a person does, and leave it."""
		# Asked to focus the field as well, Frappe does so half a second later, when the next one is being typed into.
		self.page.evaluate("(field) => cur_frm.scroll_to_field(field, false)", field)
		box = (
			self.page.locator(f'.form-layout [data-fieldname="{field}"]:visible')
			.locator("input, textarea")
			.first
		)
		box.fill(text)
		box.press("Tab")

	def choose(self, field: str, name: str) -> None:
		"""Pick a record in a link of the form."""
		box = self.page.locator(f'.form-layout [data-fieldname="{field}"] input:visible').first
		box.click()
		box.press_sequentially(name)
		self.page.locator(".awesomplete [role=option]:visible", has_text=name).first.click()
		self.page.wait_for_function("(field) => cur_frm.doc[field]", arg=field)

	def value_of(self, field: str) -> Any:
		return self.page.evaluate("(field) => cur_frm.doc[field]", field)

	def save(self) -> None:
		"""Save, as a person does who presses again when nothing happens: keys come before the form has all values."""
		for _attempt in range(ATTEMPTS):
			self.page.wait_for_function("() => frappe.request && !frappe.request.ajax_count")
			self.page.keyboard.press("Control+s")
			if self._is_saved():
				# The form asks what can be done next, and shows that in the place of Save, also if it was changed meanwhile.
				self.page.wait_for_function("() => !frappe.request.ajax_count")
				return
		told = self.page.locator(".modal.show").all_inner_texts()
		self.picture("not_saved")
		raise AssertionError(f"the form was not saved: {told}")

	def _is_saved(self) -> bool:
		saved = "() => window.cur_frm?.doc && !cur_frm.is_dirty() && !cur_frm.is_new()"
		try:
			self.page.wait_for_function(saved, timeout=PATIENCE / ATTEMPTS)
		except PlaywrightTimeout:
			return False
		return True

	def press(self, label: str) -> None:
		"""A button of the page's head, by its label."""
		self.page.locator(".page-head button:visible", has_text=label).first.click()

	def act(self, action: str) -> None:
		"""A workflow action from the menu."""
		self.page.locator(".actions-btn-group button:visible").first.click()
		self.page.locator(".actions-btn-group .dropdown-item:visible", has_text=action).first.click()

	def message(self) -> str:
		"""The text of the dialog that the server's answer opened."""
		dialog = self.page.locator(".modal.show .msgprint")
		expect(dialog.first).to_be_visible()
		return dialog.first.inner_text()

	def close_message(self) -> None:
		open_ones = self.page.locator(".modal.show")
		open_ones.last.locator(".btn-modal-close:visible").first.click()
		expect(open_ones).to_have_count(0)

	def rows_of_list(self) -> list[str]:
		"""Titles in the list view."""
		self.page.wait_for_function(
			"() => window.cur_list && (cur_list.data?.length || document.querySelector('.no-result')?.offsetParent)"
		)
		return self.page.evaluate("() => cur_list.data.map((row) => row.name)")

	def picture(self, name: str) -> None:
		self.page.wait_for_timeout(900)
		self.page.screenshot(path=self.pictures / f"{name}.png")
