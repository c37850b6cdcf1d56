frappe.listview_settings["Brand Adjustment"] = {
	get_indicator({ status }) {
		const colours = { Draft: "gray", Proposed: "orange", Consented: "blue", Declined: "red", Applied: "green" };
		return [__(status, null, "Brand Adjustment"), colours[status] || "darkgrey", `status,=,${status}`];
	},
};
