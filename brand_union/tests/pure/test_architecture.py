"""The house rules that a reader of one file cannot see, held by walking the syntax tree of all of them."""

import pytest

from brand_union.domain import lifecycle
from brand_union.tests.pure import architecture, syntax
from brand_union.tests.pure.syntax import Source

PYTHON = architecture.sources(".py")
SCRIPTS = architecture.sources(".js")
CONSTANTS = syntax.constants_of(PYTHON)
WORKFLOWS = architecture.shipped_workflows()
STAGES = {stage for doctype in lifecycle.workflow_doctypes() for stage in lifecycle.stages(doctype)}
STATES = architecture.state_names(WORKFLOWS, STAGES | architecture.select_options())
# Tests, demo data and shipped defaults may call a state by its name.
WITHOUT_NAMES = ("brand_union/tests/", "brand_union/demo/", "brand_union/benchmarks/")


def broken(check, files, *args):
	"""The findings as one text, so that a failure shows all of them."""
	return "\n".join(str(finding) for source in files for finding in check(source, *args))


def app_code(files):
	return [source for source in files if not source.is_test and not source.path.startswith(WITHOUT_NAMES)]


def test_there_is_something_to_check():
	folders = {source.path.split("/")[1] for source in PYTHON}
	assert {"domain", "services", "tests", "brand_union"} <= folders
	assert {workflow["document_type"] for workflow in WORKFLOWS} == set(lifecycle.workflow_doctypes())
	assert len(STATES) >= 10
	assert CONSTANTS["BRAND_PROJECT"] == {"Brand Project"}


def test_imports_go_one_way():
	assert broken(architecture.wrong_imports, PYTHON) == ""


def test_whitelisted_functions_are_typed_and_say_their_methods():
	assert broken(architecture.loose_endpoints, app_code(PYTHON)) == ""


def test_messages_can_be_translated():
	assert broken(architecture.untranslatable, PYTHON) == ""
	assert broken(architecture.untranslatable_script, SCRIPTS) == ""


def test_fields_with_one_writer_have_one():
	assert broken(architecture.foreign_writers, PYTHON, CONSTANTS) == ""


@pytest.mark.parametrize("modules", architecture.WRITERS.values(), ids=architecture.WRITERS)
def test_the_one_writer_exists(modules):
	assert [module for module in modules if module not in {source.path for source in PYTHON}] == []


def test_code_names_no_workflow_state():
	assert broken(architecture.named_states, app_code(PYTHON), STATES) == ""
	assert broken(architecture.named_states_script, app_code(SCRIPTS), STATES) == ""


def test_permissions_are_ignored_in_one_service_only():
	assert broken(architecture.unguarded_writes, PYTHON) == ""


def test_hooks_are_a_table_whose_paths_lead_somewhere():
	hooks = [source for source in PYTHON if source.path == "brand_union/hooks.py"]
	assert len(hooks) == 1
	assert broken(architecture.computed_hooks, hooks) == ""
	assert broken(architecture.dangling_paths, hooks, architecture.exists) == ""


def test_patches_lead_somewhere():
	lines = (architecture.ROOT / "patches.txt").read_text(encoding="utf-8").split()
	patches = [line for line in lines if not line.startswith("[")]
	assert [patch for patch in patches if not architecture.exists(f"{patch}.execute")] == []
	assert patches


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow["name"])
def test_the_app_can_run_on_the_shipped_workflows(workflow):
	stages = {(row["state"], row["update_value"]) for row in workflow["states"]}
	states = {row["state"]: row["update_value"] for row in workflow["states"]}
	steps = [(row["state"], row["next_state"]) for row in workflow["transitions"]]
	assert len(stages) == len(states)
	assert all(row["update_field"] == "stage" for row in workflow["states"])
	assert lifecycle.problems(workflow["document_type"], states, steps) == []
	assert lifecycle.stages(workflow["document_type"])[0] == workflow["states"][0]["update_value"]


SERVICE = "brand_union/services/sample.py"
DOMAIN = "brand_union/domain/sample.py"
CONTROLLER = "brand_union/brand_union/doctype/sample/sample.py"


@pytest.mark.parametrize(
	("path", "text", "count"),
	[
		(DOMAIN, "import frappe", 1),
		(DOMAIN, "def f():\n\tfrom frappe.utils import flt", 1),
		(DOMAIN, "import numpy", 1),
		("brand_union/domain/flow.py", "import highspy\nimport numpy as np", 0),
		("brand_union/domain/flow.py", "import scipy\nimport frappe", 2),
		("brand_union/domain/matching.py", "import highspy", 1),
		(DOMAIN, "from brand_union.services import filing", 1),
		(DOMAIN, "from ..services import filing", 1),
		(DOMAIN, "import brand_union.permissions", 1),
		(DOMAIN, "import pytest", 1),
		("brand_union/domain/test_sample.py", "import pytest\nimport hypothesis", 0),
		("brand_union/domain/test_sample.py", "import frappe", 1),
		(DOMAIN, "import decimal\nfrom .scoring import combine\nfrom brand_union.domain import money", 0),
		(SERVICE, "from brand_union.brand_union.doctype.brand_project.brand_project import X", 1),
		(SERVICE, "from brand_union.brand_union import doctype", 1),
		(SERVICE, "def f():\n\timport brand_union.brand_union.doctype.brand_project", 1),
		(SERVICE, "from brand_union.tests import factories", 1),
		(
			SERVICE,
			"import frappe\nfrom brand_union.domain import quota\nfrom brand_union import permissions",
			0,
		),
		(CONTROLLER, "from brand_union.services import filing\nimport frappe", 0),
		(CONTROLLER, "from brand_union.demo import year", 1),
	],
)
def test_the_checker_sees_imports(path, text, count):
	assert len(list(architecture.wrong_imports(Source(path, text)))) == count


GOOD = '@frappe.whitelist(methods=["POST"])\ndef f(self, name: str, *, n: int = 0) -> dict: ...'


@pytest.mark.parametrize(
	("text", "fault"),
	[
		(GOOD, None),
		("def f(name): ...", None),
		("@frappe.whitelist()\ndef f(name: str) -> dict: ...", "declares no methods"),
		("@frappe.whitelist\ndef f() -> dict: ...", "declares no methods"),
		("@whitelist()\nasync def f() -> dict: ...", "declares no methods"),
		(GOOD.replace("name: str", "name"), "argument name has no type"),
		(GOOD.replace("n: int", "n"), "argument n has no type"),
		(GOOD.replace("*, n: int = 0", "**extra"), "argument extra has no type"),
		(GOOD.replace(" -> dict", ""), "has no return type"),
		(GOOD.replace("name: str", "user: str"), "is told who acts (user)"),
		(
			GOOD.replace("= 0", "= frappe.session.user"),
			"has a default that is worked out from the session at import",
		),
	],
)
def test_the_checker_sees_loose_endpoints(text, fault):
	found = [finding.what for finding in architecture.loose_endpoints(Source(SERVICE, text))]
	assert found == ([f"f: {fault}"] if fault else [])


@pytest.mark.parametrize(
	("text", "count"),
	[
		('_("Row {0}").format(n)', 0),
		("_(doc.doctype)", 0),
		('_(f"Row {n}")', 1),
		('frappe._("Row " + n)', 1),
		('_("Row %s" % n)', 1),
		('_("Row {0}".format(n))', 1),
		('_lt(f"Row {n}")', 1),
	],
)
def test_the_checker_sees_built_messages(text, count):
	assert len(list(architecture.untranslatable(Source(SERVICE, text)))) == count


@pytest.mark.parametrize(
	("text", "count"),
	[
		('__("Row {0}", [n])', 0),
		("__(`Row`)", 0),
		("__(`Row ${n}`)", 1),
		('__("Row " + n)', 1),
		("x = 1;\n__('Row ' + n)", 1),
	],
)
def test_the_checker_sees_built_messages_in_scripts(text, count):
	assert len(list(architecture.untranslatable_script(Source("a.js", text)))) == count


@pytest.mark.parametrize(
	("text", "count"),
	[
		('doc.stage = "Filed"', 1),
		("a, doc.stage = 1, 2", 1),
		('doc.quota_slot += "x"', 1),
		('doc["stage"] = 1', 1),
		('doc.set("workflow_state", x)', 1),
		("doc.set(STAGE_FIELD, x)", 1),
		("doc.set(stage.STAGE_FIELD, x)", 1),
		('doc.db_set("stage", x)', 1),
		('doc.db_set({"stage": x})', 1),
		('setattr(doc, "stage", x)', 1),
		('frappe.db.set_value("Brand Project", name, "stage", x)', 1),
		('frappe.db.set_value("Brand Project", name, {"stage": x})', 1),
		('doc.update({"title": 1, "stage": x})', 1),
		("doc.update(dict_of, stage=x)", 1),
		('frappe.get_doc({"doctype": "Brand Project", "stage": x})', 1),
		("frappe.qb.update(table).set(table.stage, x)", 1),
		("x = doc.stage", 0),
		('doc.get("stage")', 0),
		('frappe.get_all("Brand Project", filters={"stage": x})', 0),
		('doc.append("rows", {"stage": x})', 1),
		('rows.append({"stage": x})', 0),
		('filters.update({"stage": x})', 0),
		('frappe.db.get_value("Brand Project", name, "stage")', 0),
		('frappe.db.set_value("Brand Project", "stage", "title", x)', 0),
		("doc.title = doc.stage", 0),
	],
)
def test_the_checker_sees_foreign_writers(text, count):
	constants = {"STAGE_FIELD": {"stage"}}
	assert len(list(architecture.foreign_writers(Source(SERVICE, text), constants))) == count
	assert list(architecture.foreign_writers(Source("brand_union/tests/test_x.py", text), constants)) == []


def test_the_one_writer_may_write():
	source = Source(
		architecture.STAGE_WRITER, 'STAGE_FIELD = "stage"\ndoc.set(STAGE_FIELD, x)\ndoc.stage = x'
	)
	assert list(architecture.foreign_writers(source, syntax.constants_of([source]))) == []


def test_constants_are_read_one_by_one_and_in_tuples():
	source = Source(SERVICE, 'A = "a"\nB, C = "b", "c"\nA = "d"\nN = 1')
	assert syntax.constants_of([source]) == {"A": {"a", "d"}, "B": {"b"}, "C": {"c"}}


@pytest.mark.parametrize(
	("text", "count"),
	[
		('if doc.workflow_state == "In Cultivation": ...', 1),
		('x = {"In Cultivation": 1}', 1),
		('x = f"{y} In Cultivation"', 1),
		('x = "Filed"', 0),
		('"""What happens while In Cultivation."""', 0),
	],
)
def test_the_checker_sees_names_of_states(text, count):
	workflows = [{"states": [{"state": "In Cultivation"}, {"state": "Filed"}]}]
	names = architecture.state_names(workflows, ["Filed"])
	assert len(list(architecture.named_states(Source(SERVICE, text), names))) == count


def test_the_checker_sees_names_of_states_in_scripts():
	text = "if (frm.doc.workflow_state === 'In Cultivation') {}\nlet s = `Filed`; // In Cultivation"
	found = architecture.named_states_script(Source("a.js", text), {"In Cultivation", "In"})
	assert [str(finding) for finding in found] == ["a.js:1: names the workflow state 'In Cultivation'"]
	assert list(architecture.named_states_script(Source("a.js", text), set())) == []


@pytest.mark.parametrize(
	("text", "count"),
	[
		('"""Table."""\napp_name = "brand_union"\nx = {"a": ["b", 1, True]}', 0),
		("from a import B as _B\nx = {**dict.fromkeys((*_B, 'c'), 'd'), tuple(_B): 'e'}", 0),
		("import frappe", 1),
		("from brand_union import y\nx = y", 2),
		("x = [a for a in b]", 1),
		("x = _y()", 1),
		('x = f"{y}"', 1),
		("def f(): ...", 1),
	],
)
def test_the_checker_sees_computed_hooks(text, count):
	assert len(list(architecture.computed_hooks(Source("brand_union/hooks.py", text)))) == count


def test_the_checker_sees_paths_that_lead_nowhere():
	text = 'a = ["brand_union.domain.money.split", "brand_union.domain.money", "brand_union", "brand_union.bundle.js"]'
	text += '\nb = {"c": "brand_union.domain.money.lend", "d": "brand_union.gone.f"}'
	found = architecture.dangling_paths(Source("brand_union/hooks.py", text), architecture.exists)
	assert [finding.what for finding in found] == [
		"brand_union.domain.money.lend does not exist",
		"brand_union.gone.f does not exist",
	]


@pytest.mark.parametrize(
	("path", "text", "count"),
	[
		(CONTROLLER, "doc.insert(ignore_permissions=True)", 1),
		(CONTROLLER, "doc.flags.ignore_permissions = True", 1),
		(CONTROLLER, "x = doc.flags.ignore_permissions", 0),
		(SERVICE, "doc.insert(ignore_permissions=True)", 1),
		("brand_union/services/records.py", "doc.save(ignore_permissions=True)", 0),
		("brand_union/tests/factories/people.py", "doc.insert(ignore_permissions=True)", 0),
	],
)
def test_the_checker_sees_ignored_permissions(path, text, count):
	assert len(list(architecture.unguarded_writes(Source(path, text)))) == count
