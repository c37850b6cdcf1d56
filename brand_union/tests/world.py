"""A small world for tests of who sees what: two organisers, their units, people of every role, and their documents."""

from types import SimpleNamespace

import frappe

from brand_union.services import stage as stages
from brand_union.services.adjustment import propose
from brand_union.tests import factories as make


def build() -> SimpleNamespace:
	"""The world: `people` and `records` by short names, and the units and cycles behind them.

	Office `union` with the units `arts` (and `club` below it) and `law`; office `women` beside it.
	"""
	world = SimpleNamespace(people=_people(), units={}, records={})
	_found_units(world)
	_open_cycles(world)
	_file_projects(world)
	_decide(world)
	_key_paper_sheets(world)
	_publish(world)
	_close(world)
	return world


def _people() -> dict[str, str]:
	roles = {
		"admin": ("Brand Administrator",),
		"office": ("Brand Officer",),
		"women": ("Brand Officer",),
		"arts": ("Brand Unit Officer",),
		"chair": ("Brand Unit Chair",),
		"secretary": ("Brand Endorser",),
		"club": ("Brand Unit Officer",),
		"law": ("Brand Unit Officer",),
		"former": ("Brand Unit Officer",),
		"member": ("Brand Unit Officer",),
		"juror": ("Brand Juror",),
		"other_juror": ("Brand Juror",),
		"auditor": ("Brand Auditor",),
		"observer": ("Brand Observer",),
		"nobody": ("Desk User",) if frappe.db.exists("Role", "Desk User") else (),
	}
	return {key: make.make_user(*names) for key, names in roles.items()}


def _found_units(world) -> None:
	people, units = world.people, world.units
	units["union"] = make.make_unit(
		unit_type="University Union", is_group=1, members=[(people["office"], "Officer")]
	)
	units["women"] = make.make_unit(unit_type="Women's Federation", members=[(people["women"], "Officer")])
	units["arts"] = make.make_unit(
		parent_union_unit=units["union"].name,
		is_group=1,
		members=[
			(people["arts"], "Officer"),
			(people["chair"], "Chair"),
			(people["secretary"], "Party Secretary"),
			(people["former"], "Officer", 0),
			(people["member"], "Member"),
		],
	)
	units["club"] = make.make_unit(
		parent_union_unit=units["arts"].name, members=[(people["club"], "Officer")]
	)
	units["law"] = make.make_unit(parent_union_unit=units["union"].name, members=[(people["law"], "Officer")])


def _open_cycles(world) -> None:
	world.cycles = {
		office: make.make_cycle(
			programme=make.make_programme(
				world.units[office].name, checks=[{"item": "Complete"}], awards=[{"award_title": "Model"}]
			)
		)
		for office in ("union", "women")
	}


def _file_projects(world) -> None:
	units, cycle = world.units, world.cycles["union"]
	made = {
		"arts draft": make.make_project(cycle, units["arts"]),
		"arts filed": make.make_project(
			cycle, units["arts"], stage="Filed", joint_units=[{"unit": units["law"].name}]
		),
		"arts joint draft": make.make_project(
			cycle, units["arts"], joint_units=[{"unit": units["law"].name}]
		),
		"club filed": make.make_project(cycle, units["club"], stage="Filed"),
		"law filed": make.make_project(cycle, units["law"], stage="Filed"),
		"women filed": make.make_project(world.cycles["women"], units["arts"], stage="Filed"),
	}
	world.records = {key: ("Brand Project", doc.name) for key, doc in made.items()}


def _decide(world) -> None:
	jurors = [world.people["juror"], world.people["other_juror"]]
	project = make.make_project(world.cycles["union"], world.units["arts"], stage="Checked")
	panel = make.make_panel([project], jurors, opened=True)
	make.score_all(panel)
	sheet = make.sheet_of(panel.name, project.name, jurors[0])
	panel.reload()
	panel.seal()
	draft = _reviewed(world)
	decision = make.make_decision(
		panel, {project.name: {"outcome": "Approved", "tier": "General"}}, released=True
	)
	dropped, asked = _adjustment(project.name), _adjustment(project.name)
	propose(asked)
	frozen = {
		key: frappe.db.get_value("Brand Snapshot", {"reference_name": name, "kind": kind}, "name")
		for key, name, kind in (
			("as filed", project.name, "As Filed"),
			("score table", decision.name, "Score Table"),
		)
	}
	world.records |= {
		"decided": ("Brand Project", project.name),
		"panel": ("Review Panel", panel.name),
		"sheet": ("Brand Review", sheet.name),
		"open sheet": ("Brand Review", draft),
		"assignment": ("Panel Assignment", frappe.db.get_value("Panel Assignment", {"review": sheet.name})),
		"decision": ("Brand Decision", decision.name),
		"letter": ("Brand Letter", frappe.db.get_value("Brand Letter", {"decision": decision.name})),
		"adjustment draft": ("Brand Adjustment", dropped.name),
		"adjustment proposed": ("Brand Adjustment", asked.name),
		"snapshot as filed": ("Brand Snapshot", frozen["as filed"]),
		"snapshot of scores": ("Brand Snapshot", frozen["score table"]),
		"unit arts": ("Union Unit", world.units["arts"].name),
		"unit law": ("Union Unit", world.units["law"].name),
		"unit change": (
			"Union Unit Change",
			make.make_unit_change("Close", [world.units["law"]], [{"unit": world.units["club"].name}]).name,
		),
		"cycle": ("Brand Cycle", world.cycles["union"].name),
		"permit": ("Brand Permit", make.make_permit(world.cycles["union"], world.units["arts"]).name),
		"rule change": ("Brand Rule Change", make.make_rule_change(world.cycles["union"])),
		"reminder": ("Brand Reminder", make.make_reminder(world.cycles["union"])),
		"conflict": (
			"Brand Conflict",
			make.make_conflict(world.people["juror"], project=world.records["law filed"][1]).name,
		),
		"programme": ("Brand Programme", world.cycles["union"].programme),
		"category": ("Brand Category", make.make_category(world.cycles["union"].programme).name),
		"score sheet": ("Score Sheet", panel.score_sheet),
		"tag": (
			"Union Tag",
			frappe.get_doc({"doctype": "Union Tag", "tag_name": f"Tag {make.number()}"}).insert().name,
		),
		"workday": ("Brand Workday", make.make_workday("2031-05-04").name),
	}


def _key_paper_sheets(world) -> None:
	"""Of two sheets on paper both are keyed by the office, and one by the administrator as well."""
	other, people = world.people["other_juror"], world.people
	projects = [
		make.make_project(world.cycles["union"], world.units["law"], stage="Checked") for _n in range(2)
	]
	panel = make.make_panel(projects, [other], opened=True)
	marks = {project.name: {"need": "30", "plan": "30", "budget": "10"} for project in projects}
	for person, keyed in (("office", marks), ("admin", {projects[0].name: marks[projects[0].name]})):
		with make.acting(people[person]):
			panel.save_keying(other, keyed)
			panel.finish_keying()
	sheets = [
		frappe.db.get_value("Brand Paper Sheet", {"project": project.name, "keyed_by": people["office"]})
		for project in projects
	]
	world.records["paper sheet compared"] = ("Brand Paper Sheet", sheets[0])
	world.records["paper sheet"] = ("Brand Paper Sheet", sheets[1])


def _publish(world) -> None:
	"""A notice with an open window, an objection to a project of arts in it, and a notice that is still a draft."""
	project = make.make_project(world.cycles["union"], world.units["arts"], stage="Decided")
	notice = make.make_notice(project.decision)
	world.records |= {
		"notice draft": ("Brand Notice", frappe.db.get_value("Brand Notice", {"status": "Draft"})),
		"notice": ("Brand Notice", notice.name),
		"objection": ("Brand Objection", make.make_objection(notice, project.name).name),
	}


def _close(world) -> None:
	"""The summary of a project that went the whole way."""
	project = make.make_project(world.cycles["union"], world.units["arts"], stage="Closed")
	summary = frappe.db.get_value("Brand Acceptance", {"project": project.name})
	world.records["summary"] = ("Brand Acceptance", summary)
	_award(world, project)


def _award(world, project) -> None:
	"""A title for that project, recommended upward, and a correction that is still a draft."""
	cycle = world.cycles["union"]
	decision = make.make_award_decision(cycle, {project.name: "Model"}, released=True)
	award = frappe.get_doc("Brand Award", decision.rows[0].award)
	award.recommend(level="City", recommended_to="Union of the City")
	draft = make.make_award_decision(cycle, corrects=decision.name)
	world.records |= {
		"award": ("Brand Award", award.name),
		"award decision": ("Brand Award Decision", decision.name),
		"award draft": ("Brand Award Decision", draft.name),
	}


def _reviewed(world) -> str:
	"""A second panel that is still open; returns the sheet of the other juror."""
	project = make.make_project(world.cycles["union"], world.units["law"], stage="Checked")
	other = world.people["other_juror"]
	panel = make.make_panel([project], [other], opened=True)
	world.records["in review"] = ("Brand Project", project.name)
	return make.sheet_of(panel.name, project.name, other).name


def _adjustment(project: str):
	return frappe.get_doc(
		{
			"doctype": "Brand Adjustment",
			"project": project,
			"reason": "Another direction",
			"consultation": "By telephone",
			"changes": [{"field_name": "objectives", "new_value": "A wider circle"}],
		}
	).insert()


def move(project: str, stage: str) -> None:
	stages.move(frappe.get_doc("Brand Project", project), stage)
