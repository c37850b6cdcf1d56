frappe.listview_settings["Brand Acceptance"] = {
	add_fields: ["stage"],
	get_indicator({ stage }) {
		const colours = { Draft: "orange", Filed: "blue", "In Review": "blue", Rectify: "orange", Closed: "green" };
		return [__(stage, null, "Brand Acceptance"), colours[stage] || "red", `stage,=,${stage}`];
	},
};
