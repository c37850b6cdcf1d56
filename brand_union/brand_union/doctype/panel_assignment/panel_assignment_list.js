frappe.listview_settings["Panel Assignment"] = {
	hide_name_column: true,
	get_indicator({ status }) {
		const colours = { Assigned: "blue", "In Question": "red", Recused: "orange", Withdrawn: "gray" };
		return [__(status, null, "Panel Assignment"), colours[status], `status,=,${status}`];
	},
};
