frappe.listview_settings["Brand Letter"] = {
	get_indicator({ status }) {
		return [__(status, null, "Brand Letter"), status === "Sent" ? "green" : "orange", `status,=,${status}`];
	},

	onload(list) {
		list.page.add_action_item(__("Send", null, "Brand Letter"), () => {
			const names = list.get_checked_items(true);
			frappe.confirm(__("Send {0} letters?", [names.length]), () => send(list, names));
		});
	},
};

function send(list, names) {
	frappe
		.call({ method: "brand_union.services.mailing.send_letters", args: { names }, freeze: true })
		.then(({ message: { sent, problems } }) => {
			const told = [__("{0} letters sent.", [sent]), ...problems.map(frappe.utils.escape_html)];
			frappe.msgprint({ message: told.join("<br>"), indicator: problems.length ? "orange" : "green" });
			list.refresh();
		});
}
