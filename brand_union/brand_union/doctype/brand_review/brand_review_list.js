frappe.listview_settings["Brand Review"] = {
	add_fields: ["sealed"],
	get_indicator({ status, sealed }) {
		if (sealed && status === "Pending") return [__("Missing"), "red", "status,=,Pending|sealed,=,1"];
		const colours = { Pending: "orange", Submitted: "green", Withdrawn: "gray" };
		return [__(status), colours[status], `status,=,${status}`];
	},
};
