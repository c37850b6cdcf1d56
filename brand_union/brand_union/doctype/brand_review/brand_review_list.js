frappe.listview_settings["Brand Review"] = {
	add_fields: ["sealed", "running_no"],
	formatters: {
		packet_title: (title, df, { running_no }) => (running_no ? `${running_no}. ${title}` : title),
	},
	get_indicator({ status, sealed }) {
		if (sealed && status === "Pending") return [__("Missing", null, "Brand Review"), "red", "status,=,Pending|sealed,=,1"];
		const colours = { Pending: "orange", Submitted: "green", Withdrawn: "gray" };
		return [__(status, null, "Brand Review"), colours[status], `status,=,${status}`];
	},
};
