"""What an admin does in Frappe's Workflow Builder, in the words of the tests."""

from playwright.sync_api import Locator, expect

from brand_union.tests.browser.desk import Desk

OPTION = ".awesomplete [role=option]:visible"
# A drag that begins a moment too early moves the canvas.
ATTEMPTS = 4


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
		for _attempt in range(ATTEMPTS):
			self._draw(source, side, target, target_side)
			if self._is_shown("allowed"):
				return
			self.page.keyboard.press("Escape")
		raise AssertionError("the transition could not be drawn")

	def _draw(self, source: Locator, side: str, target: Locator, target_side: str) -> None:
		# Handles come up under the mouse; before that the canvas takes the drag and moves as a whole.
		source.locator(f".vue-flow__handle-{side}").hover(force=True)
		self.page.wait_for_timeout(200)
		start, end = _middle(source, side), _middle(target, target_side)
		self.page.mouse.move(*start)
		self.page.mouse.down()
		self.page.mouse.move(start[0] + 20, start[1] + 20, steps=4)
		self.page.mouse.move(*end, steps=12)
		self.page.wait_for_timeout(200)
		self.page.mouse.up()

	def _is_shown(self, field: str) -> bool:
		try:
			expect(self._link(field)).to_be_visible(timeout=5000)
		except AssertionError:
			return False
		return True

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


class WorkflowForm:
	"""The form of a workflow, where a state is renamed by giving its rows another."""

	def __init__(self, desk: Desk, workflow: str):
		self.desk, self.page = desk, desk.page
		desk.open_form("Workflow", workflow)
		self.grid = self.page.locator('.frappe-control[data-fieldname="states"]')

	def rename(self, old: str, new: str) -> None:
		"""Give every row of the state `old` the state `new`."""
		rows = self.page.evaluate(
			"(old) => cur_frm.doc.states.filter((row) => row.state === old).map((row) => row.idx)", old
		)
		assert rows, f"the workflow has no state {old}"
		for number in rows:
			self._choose(number, new)

	def save_anyway(self) -> None:
		"""Save although Frappe warns that documents stand in a state that the workflow will not have any more."""
		self.page.keyboard.press("Control+s")
		warning = self.page.locator(".modal.show", has_text="仍然保存")
		warning.locator("button:visible", has_text="仍然保存").click()

	def _choose(self, number: int, state: str) -> None:
		row = self.grid.locator(f'.grid-row[data-idx="{number}"]').first
		row.locator(".btn-open-row").first.click()
		box = row.locator('.form-in-grid [data-fieldname="state"] input:visible')
		box.click()
		box.fill("")
		box.press_sequentially(state)
		self.page.locator(OPTION, has_text=state).first.click()
		self.page.wait_for_function(
			"([number, state]) => cur_frm.doc.states[number - 1].state === state", arg=[number, state]
		)
		row.locator(".grid-collapse-row:visible").first.click()


def _middle(box: Locator, side: str) -> tuple[float, float]:
	place = box.locator(f".vue-flow__handle-{side}").bounding_box()
	return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
