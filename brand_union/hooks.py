# Frappe takes every public name of this file for a hook.
from brand_union.permissions import CHILDREN as _CHILDREN
from brand_union.permissions import SCOPES as _SCOPES

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

before_install = "brand_union.install.before_install"
after_install = "brand_union.install.after_install"
after_migrate = ["brand_union.install.after_migrate"]
before_uninstall = "brand_union.uninstall.before_uninstall"
after_uninstall = "brand_union.uninstall.after_uninstall"

# Permissions

permission_query_conditions = {
	**dict.fromkeys((*_SCOPES, *_CHILDREN), "brand_union.permissions.query_conditions"),
	"File": "brand_union.permissions.file_conditions",
}
has_permission = {
	**dict.fromkeys(_SCOPES, "brand_union.permissions.has_permission"),
}

# Documents

doc_events = {
	tuple(_SCOPES): {"before_save": "brand_union.permissions.demand_scope"},
	"DocShare": {"validate": "brand_union.permissions.refuse_share"},
	"ToDo": {"validate": "brand_union.permissions.refuse_assignment"},
	"Workflow": {
		"validate": "brand_union.services.workflows.check_on_save",
		"on_trash": "brand_union.services.workflows.check_on_trash",
	},
}

override_whitelisted_methods = {
	"frappe.model.workflow.apply_workflow": "brand_union.services.workflow_actions.apply_workflow",
}

# Time

scheduler_events = {
	"daily": ["brand_union.services.reminders.send_due"],
}

# Desk

app_include_js = ["brand_union.bundle.js"]
app_include_css = ["brand_union.bundle.css"]
