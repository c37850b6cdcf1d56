frappe.ui.form.on("Brand Letter", {
	refresh(frm) {
		if (frm.doc.status === "Sent") return frm.disable_form();
		frm.add_custom_button(__("Send", null, "Brand Letter"), () => confirm_sending(frm)).addClass("btn-primary");
	},
});

function confirm_sending(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the letter first: what is sent is what was saved."));
	const to = frappe.utils.escape_html((frm.doc.recipients || "").split("\n").join(", ")) || "—";
	frappe.confirm(__("Send this letter to {0}?", [to]), () => frm.call("send").then(() => frm.reload_doc()));
}
