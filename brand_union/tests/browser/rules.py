"""What an admin does with the rules of a programme on the Desk, in the words of the tests."""

from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from brand_union.tests.browser.desk import ATTEMPTS, Desk


class Rules:
	"""The form of a programme or a cycle that is open on the Desk."""

	def __init__(self, desk: Desk):
		self.desk, self.page = desk, desk.page

	def tab(self, label: str) -> None:
		self.page.locator(".form-tabs .nav-link:visible", has_text=label).first.click()
		self.page.evaluate("() => window.scrollTo(0, 0)")

	def table(self, field: str) -> Locator:
		return self.page.locator(f'.frappe-control[data-fieldname="{field}"]')

	def open_row(self, field: str, number: int) -> Locator:
		"""The form of one row of a table."""
		row = self.table(field).locator(f'.grid-body .grid-row[data-idx="{number}"]').first
		row.scroll_into_view_if_needed()
		row.locator(".btn-open-row").first.click()
		opened = row.locator(".form-in-grid")
		expect(opened).to_be_visible()
		return opened

	def see_row(self, opened: Locator) -> None:
		"""Bring the head of an open row below the head of the page."""
		opened.evaluate("(row) => window.scrollTo(0, row.getBoundingClientRect().top + window.scrollY - 90)")

	def close_row(self, opened: Locator) -> None:
		self.page.evaluate("() => document.activeElement.blur()")
		self.page.keyboard.press("Escape")
		expect(opened).to_be_hidden()

	def fill(self, opened: Locator, field: str, text: str) -> None:
		box = opened.locator(f'[data-fieldname="{field}"]').locator("input, textarea").first
		box.fill(text)
		box.press("Tab")

	def write_condition(self, opened: Locator, text: str) -> None:
		"""Type into the editor of a row's condition, in the place of what is there.

		The editor is loaded after the row is drawn, and what is typed before that is lost.
		"""
		for _attempt in range(ATTEMPTS):
			opened.locator('[data-fieldname="condition"] .ace_editor').click()
			self.page.keyboard.press("Control+a")
			self.page.keyboard.insert_text(text)
			self.page.evaluate("() => document.activeElement.blur()")
			if self._is_condition(text):
				return
		raise AssertionError("the condition was not taken over")

	def _is_condition(self, text: str) -> bool:
		try:
			self.page.wait_for_function(
				"(text) => cur_frm.cur_grid?.doc.condition?.trim() === text", arg=text, timeout=5000
			)
		except PlaywrightTimeout:
			return False
		return True

	def dialog(self) -> Locator:
		dialog = self.page.locator(".modal.show").last
		expect(dialog).to_be_visible()
		return dialog

	def choose(self, dialog: Locator, field: str, name: str) -> None:
		"""Pick a record in a link of a dialog."""
		box = dialog.locator(f'[data-fieldname="{field}"] input:visible').first
		box.click()
		box.fill("")
		box.press_sequentially(name)
		dialog.locator(".awesomplete [role=option]:visible", has_text=name).first.click()

	def close_dialog(self) -> None:
		self.dialog().locator(".btn-modal-close:visible").first.click()
		expect(self.page.locator(".modal.show")).to_have_count(0)
