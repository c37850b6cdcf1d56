frappe.listview_settings["Brand Award"] = {
	add_fields: ["status", "recommendation"],
	get_indicator({ status, recommendation }) {
		if (status === "Revoked") return [__(status, null, "Brand Award"), "red", "status,=,Revoked"];
		const colours = { "To Be Recommended": "orange", Recommended: "blue", Awarded: "green" };
		return [__(recommendation, null, "Brand Award"), colours[recommendation] || "gray", `recommendation,=,${recommendation}`];
	},
};
