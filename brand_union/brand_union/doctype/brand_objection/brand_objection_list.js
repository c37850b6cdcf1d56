frappe.listview_settings["Brand Objection"] = {
	get_indicator({ status }) {
		const colours = { Received: "orange", "Under Examination": "blue", Upheld: "red", Rejected: "green" };
		return [__(status, null, "Brand Objection"), colours[status] || "gray", `status,=,${status}`];
	},
};
