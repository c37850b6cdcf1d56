frappe.listview_settings["Brand Award"] = {
	add_fields: ["status", "recommendation"],
	get_indicator({ status, recommendation }) {
		if (status === "Revoked" || recommendation === "Not Planned") {
			return [__(status, null, "Brand Award"), status === "Revoked" ? "red" : "gray", `status,=,${status}`];
		}
		const colours = { "To Be Recommended": "orange", Recommended: "blue", Awarded: "green" };
		return [__(recommendation, null, "Brand Award"), colours[recommendation] || "gray", `recommendation,=,${recommendation}`];
	},
};
