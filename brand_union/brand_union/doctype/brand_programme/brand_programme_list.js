frappe.listview_settings["Brand Programme"] = {
	onload(list) {
		if (!brand_union.programme_file.may_load()) return;
		list.page.add_inner_button(__("Load a Programme"), () =>
			brand_union.programme_file.load((name) => frappe.set_route("Form", "Brand Programme", name))
		);
	},

	get_indicator({ status }) {
		return [__(status, null, "Brand Programme"), status === "Active" ? "green" : "gray", `status,=,${status}`];
	},
};
