"""What an admin does in Frappe's Workflow Builder, in the words of the tests."""

from playwright.sync_api import Locator, expect

from brand_union.tests.browser.desk import Desk

OPTION = ".awesomplete [role=option]:visible"


class Builder:
	"""The Workflow Builder, opened on one workflow."""

	def __init__(self, desk: Desk, workflow: str):
		self.desk, self.page = desk, desk.page
		desk.go(f"/app/workflow-builder/{workflow}")
		expect(self.page.locator(".vue-flow__node").first).to_be_visible()
		self.properties = self.page.locator(".sidebar-container")

	def states(self) -> list[str]:
		"""What the state boxes say, in their order."""
		return self.page.locator(".vue-flow__node-state").all_inner_texts()

	def drop_state(self, x: int, y: int) -> None:
		"""Drag an empty state onto the canvas; it is selected then."""
		canvas = self.page.locator(".workflow-container")
		self.page.locator(".drag-handle").drag_to(canvas, target_position={"x": x, "y": y})
		expect(self.properties.locator("[data-fieldname=update_field] select")).to_be_visible()

	def state(self, label: str) -> Locator:
		return self.page.locator(".vue-flow__node-state", has_text=label).first

	def action(self, label: str) -> Locator:
		return self.page.locator(".vue-flow__node-action", has_text=label).first

	def create(self, field: str, name: str) -> None:
		"""Make a new state or action from a link of the selected box; the builder lets go of the box then."""
		self._type(field, name)
		self.page.locator(OPTION, has_text="创建").click()
		dialog = self.page.locator(".modal.show")
		expect(dialog.locator("input:visible").first).to_have_value(name)
		dialog.locator(".btn-primary:visible").click()
		expect(dialog).to_have_count(0)

	def choose(self, field: str, name: str) -> None:
		"""Pick a record in a link of the selected box."""
		self._type(field, name)
		self.page.locator(OPTION, has_text=name).first.click()
		expect(self._link(field)).to_have_value(name)

	def set_stage(self, stage: str) -> None:
		"""Let the selected state stand for a stage."""
		self.properties.locator("[data-fieldname=update_field] select").select_option("stage")
		box = self.properties.locator("[data-fieldname=update_value] input")
		box.fill(stage)
		box.press("Tab")

	def connect(self, source: Locator, side: str, target: Locator, target_side: str) -> None:
		"""Draw a transition from one state to another; its action is selected then."""
		start, end = _middle(source, side), _middle(target, target_side)
		self.page.mouse.move(*start)
		self.page.mouse.down()
		self.page.mouse.move(start[0] + 20, start[1] + 20, steps=4)
		self.page.mouse.move(*end, steps=8)
		self.page.mouse.up()
		expect(self._link("allowed")).to_be_visible()

	def remove(self, box: Locator) -> None:
		"""Select a state and delete it with its transitions."""
		box.click()
		expect(self.properties.locator("[data-fieldname=update_field] select")).to_be_visible()
		self.page.evaluate("() => document.activeElement.blur()")
		self.page.keyboard.press("Backspace")
		expect(box).to_have_count(0)

	def save(self) -> None:
		self.page.locator(".page-head .primary-action:visible").click()

	def see_all(self) -> None:
		self.page.get_by_role("button", name="适应窗口").click()

	def _link(self, field: str) -> Locator:
		return self.properties.locator(f"[data-fieldname={field}] input:visible").first

	def _type(self, field: str, text: str) -> None:
		box = self._link(field)
		box.click()
		box.fill("")
		box.press_sequentially(text)


def _middle(box: Locator, side: str) -> tuple[float, float]:
	place = box.locator(f".vue-flow__handle-{side}").bounding_box()
	return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
