frappe.listview_settings["Brand Project"] = {
	// The cards of the board by stage show these too.
	add_fields: ["stage", "category", "approved_amount"],

	// Seen where the workflow leaves the status of documents alone; else the list shows the workflow's state.
	get_indicator(doc) {
		const colours = {
			Draft: "gray",
			Filed: "blue",
			Checked: "cyan",
			"In Review": "orange",
			Decided: "purple",
			"Under Way": "light-blue",
			Acceptance: "yellow",
			Closed: "green",
			Terminated: "red",
		};
		return [__(doc.stage, null, "Brand Project"), colours[doc.stage] || "darkgrey", `stage,=,${doc.stage}`];
	},

	// The board heads its columns with the general word for an option, and draws them anew at any time.
	refresh({ view_name, $result }) {
		if (view_name !== "Kanban" || $result.data("retitled")) return;
		$result.data("retitled", true);
		retitle($result);
		new MutationObserver(() => retitle($result)).observe($result[0], { childList: true, subtree: true });
	},
};

function retitle($board) {
	$board.find(".kanban-column").each((_index, column) => {
		const title = __(column.dataset.columnValue, null, "Brand Project");
		const $title = $(column).find(".kanban-title");
		if ($title.text() !== title) $title.text(title).attr("title", title);
	});
}
