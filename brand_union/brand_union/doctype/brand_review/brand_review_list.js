frappe.listview_settings["Brand Review"] = {
	add_fields: ["sealed", "running_no", "progress"],
	hide_name_column: true,
	formatters: {
		packet_title: (title, df, { running_no }) => (running_no ? `${running_no}. ${title}` : title),
	},
	get_indicator({ status, sealed, progress }) {
		if (sealed && status === "Pending") return [__("Missing", null, "Brand Review"), "red", "status,=,Pending|sealed,=,1"];
		const colours = { Pending: "orange", Submitted: "green", "On Hold": "red", Withdrawn: "gray" };
		const label = __(status, null, "Brand Review");
		return [status === "Pending" ? `${label} ${progress || ""}` : label, colours[status], `status,=,${status}`];
	},
};
