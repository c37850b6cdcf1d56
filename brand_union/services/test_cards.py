import frappe

from brand_union.services import cards, figures, year_calendar
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as f


class TestCards(IntegrationTestCase):
	"""Two units of one organiser; everybody counts only what is theirs to see."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.office, cls.stranger = f.make_user("Brand Officer"), f.make_user("Brand Officer")
		cls.unit_officer, cls.observer = f.make_user("Brand Unit Officer"), f.make_user("Brand Observer")
		cls.jurors = f.make_jurors(2)
		organiser = f.make_unit(unit_type="University Union", members=[(cls.office, "Officer")])
		f.make_unit(unit_type="University Union", members=[(cls.stranger, "Officer")])
		cls.cycle = f.make_cycle(programme=f.make_programme(organiser.name), budget=50000)
		cls.own = f.make_unit(members=[(cls.unit_officer, "Officer")])
		cls.mine = f.make_project(cls.cycle, cls.own, "Under Way")
		cls.others = [f.make_project(cls.cycle, stage="Checked") for _index in range(2)]
		f.make_project(cls.cycle, cls.own)
		cls.panel = f.make_panel(cls.others, cls.jurors, opened=True)

	def setUp(self) -> None:
		super().setUp()
		frappe.db.savepoint("one_test")
		self.addCleanup(frappe.db.rollback, save_point="one_test")

	def value(self, card, user: str) -> int:
		with f.acting(user):
			return card()["value"]

	def test_each_reader_counts_the_own_part(self):
		for card, expected in (
			(cards.applications_filed, {self.office: 3, self.unit_officer: 1, self.stranger: 0}),
			(cards.projects_under_way, {self.office: 1, self.unit_officer: 1, self.stranger: 0}),
			(cards.to_rectify, {self.office: 0, self.unit_officer: 0, self.stranger: 0}),
			(cards.sheets_waiting, {self.office: 4, self.jurors[0]: 2, self.stranger: 0}),
		):
			for user, number in expected.items():
				with self.subTest(card=card.__name__, user=user):
					self.assertEqual(self.value(card, user), number)

	def test_a_sheet_that_was_handed_in_waits_no_longer(self):
		f.mark(f.sheet_of(self.panel.name, self.others[0].name, self.jurors[1]), 30, 30, 15)
		self.assertEqual(self.value(cards.sheets_waiting, self.jurors[1]), 1)
		self.assertEqual(self.value(cards.sheets_waiting, self.jurors[0]), 2)

	def test_grants_are_written_out(self):
		for user, expected in ((self.office, "4,000"), (self.unit_officer, "4,000"), (self.stranger, "0")):
			with self.subTest(user=user), f.acting(user):
				self.assertIn(expected, cards.grants_approved())

	def test_a_juror_may_not_ask_for_projects(self):
		with f.acting(self.jurors[0]):
			for card in (
				cards.applications_filed,
				cards.projects_under_way,
				cards.grants_approved,
				cards.to_rectify,
			):
				with self.subTest(card=card.__name__):
					self.assertRaises(frappe.PermissionError, card)
			self.assertIsNone(figures.current_cycle())

	def test_only_a_reader_of_sheets_counts_sheets(self):
		for user in (self.unit_officer, self.observer):
			with f.acting(user):
				self.assertRaises(frappe.PermissionError, cards.sheets_waiting)

	def test_the_own_organiser_s_running_cycle_comes_first(self):
		newer = f.make_cycle()
		frappe.db.set_value("Brand Cycle", newer.name, "year", 2099)
		with f.acting(self.office):
			self.assertEqual(figures.current_cycle(), self.cycle.name)

	def test_the_calendar_gives_whole_windows_that_touch_the_days(self):
		window = next(row for row in self.cycle.windows if row.phase == "Review")
		last = str(frappe.utils.getdate(window.closes_on))
		for user in (self.office, self.unit_officer):
			with self.subTest(user=user), f.acting(user):
				found = year_calendar.get_events(
					last, "2099-01-01", filters=[["Brand Cycle", "name", "=", self.cycle.name]]
				)
				review = next(event for event in found if event["title"].startswith("Review"))
				self.assertEqual(
					(review["end"], review["name"], review["all_day"]), (last, self.cycle.name, 1)
				)
				self.assertEqual(review["color"], year_calendar.COLOUR_OF_PHASE["Review"])
				after = str(frappe.utils.add_days(last, 1))
				self.assertEqual(
					year_calendar.get_events(after, "2099-01-01", filters={"name": self.cycle.name}), []
				)

	def test_the_calendar_is_closed_to_jurors(self):
		with f.acting(self.jurors[0]):
			self.assertRaises(frappe.PermissionError, year_calendar.get_events, "2000-01-01", "2099-01-01")

	def test_every_phase_has_a_colour(self):
		phases = frappe.get_meta(year_calendar.WINDOW).get_field("phase").options.split("\n")
		self.assertEqual([phase for phase in phases if phase not in year_calendar.COLOUR_OF_PHASE], [])


def test_the_board_s_cards_do_not_move_a_project():
	from frappe.desk.doctype.kanban_board.kanban_board import update_order_for_single_card

	from brand_union.services.errors import NotAllowedNow

	project = f.make_project(stage="Filed")
	board = frappe.db.get_value("Kanban Board", {"reference_doctype": "Brand Project"})
	try:
		update_order_for_single_card(board, project.name, "Filed", "Checked", 0, 0)
	except NotAllowedNow as error:
		assert "cannot be set to" in str(error)
	else:
		raise AssertionError("the card was moved")
	assert frappe.db.get_value("Brand Project", project.name, "stage") == "Filed"
