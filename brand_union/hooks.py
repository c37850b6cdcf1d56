# Frappe takes every public name of this file for a hook.
from brand_union.permissions import CHILDREN as _CHILDREN
from brand_union.scopes import SCOPES as _SCOPES

app_name = "brand_union"
app_title = "Brand Union"
app_publisher = "Brand Union contributors"
app_description = "Brand programmes of university trade unions, from the call to the award"
app_email = "brand-union@example.com"
app_license = "MIT"
required_apps = []

export_python_type_annotations = True
require_type_annotated_api_methods = True

# Set-up

before_install = "brand_union.install.note_roles"
after_install = "brand_union.install.after_install"
after_sync = "brand_union.install.after_sync"
before_migrate = ["brand_union.install.before_migrate"]
after_migrate = ["brand_union.install.after_migrate"]
before_uninstall = "brand_union.uninstall.before_uninstall"
after_uninstall = "brand_union.uninstall.after_uninstall"

# Permissions

permission_query_conditions = {
	**dict.fromkeys((*_SCOPES, *_CHILDREN), "brand_union.permissions.query_conditions"),
	"File": "brand_union.side_doors.file_conditions",
	"Tag Link": "brand_union.side_doors.tag_conditions",
}
has_permission = {
	**dict.fromkeys(_SCOPES, "brand_union.permissions.has_permission"),
	"File": "brand_union.side_doors.file_permission",
}

# Documents

doc_events = {
	tuple(_SCOPES): {
		"validate": [
			"brand_union.services.markup.keep_harmless",
			"brand_union.services.limits.demand_storable",
			"brand_union.services.units.demand_active_links",
		],
		"before_save": "brand_union.permissions.demand_scope",
		"before_rename": "brand_union.side_doors.refuse_rename",
		"after_rename": "brand_union.side_doors.refuse_rename",
		"before_submit": "brand_union.side_doors.refuse_docstatus",
		"before_cancel": "brand_union.side_doors.refuse_docstatus",
		"before_discard": "brand_union.side_doors.refuse_docstatus",
	},
	"DocShare": {"validate": "brand_union.side_doors.refuse_share"},
	"ToDo": {"validate": "brand_union.side_doors.refuse_assignment"},
	"Document Follow": {"validate": "brand_union.side_doors.refuse_follower"},
	"File": {
		"before_validate": [
			"brand_union.side_doors.refuse_public_file",
			"brand_union.services.section_files.refuse_exchange",
		],
		"on_trash": "brand_union.services.section_files.refuse_removal",
	},
	"User": {"on_update": "brand_union.services.recheck.after_person"},
	"Version": {"before_insert": "brand_union.services.audit.keep_from_readers"},
	"Workflow": {
		"before_validate": "brand_union.services.workflow_renames.follow_renames",
		"validate": "brand_union.services.workflows.check_on_save",
		"on_update": "brand_union.services.workflow_renames.move_documents",
		"on_trash": "brand_union.services.workflows.check_on_trash",
	},
}

override_whitelisted_methods = {
	"frappe.client.get_count": "brand_union.side_doors.get_count",
	"frappe.desk.notifications.get_open_count": "brand_union.side_doors.get_open_count",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": "brand_union.side_doors.get_tagged_docs",
	"frappe.desk.like.toggle_like": "brand_union.side_doors.toggle_like",
	"frappe.desk.form.utils.get_next": "brand_union.side_doors.get_next",
	"frappe.desk.search.get_link_title": "brand_union.side_doors.get_link_title",
	"frappe.desk.search.search_link": "brand_union.side_doors.search_link",
	"frappe.desk.search.search_widget": "brand_union.side_doors.search_widget",
	"frappe.model.workflow.apply_workflow": "brand_union.services.workflow_actions.apply_workflow",
	"frappe.utils.print_format.download_pdf": "brand_union.services.paper.download_pdf",
}

# Paper

jinja = {"methods": ["brand_union.services.paper.brand_paper"]}

# Public pages

website_route_rules = [
	{"from_route": "/brand-notices/<notice>", "to_route": "brand-notice"},
	{"from_route": "/brand-notices/<notice>/objection", "to_route": "brand-objection"},
	{"from_route": "/brand-awards/<code>", "to_route": "brand-award"},
]

# Time

scheduler_events = {
	"daily": ["brand_union.services.reminders.send_due", "brand_union.services.recheck.daily"],
}

# Desk

doctype_js = {"Workflow": "public/js/workflow_form.js"}
app_include_js = ["brand_union.bundle.js"]
app_include_css = ["brand_union.bundle.css"]
