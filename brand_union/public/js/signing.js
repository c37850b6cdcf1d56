// What is to be done now on a project or a summary, and its next signature: to give it, to ask somebody for it, or to
// enter it from paper.

import { text } from "./html";

frappe.provide("brand_union.signing");

brand_union.signing.show_next_step = (frm) => {
	const { name } = frm.doc;
	frm.call("what_is_next").then(({ message }) => {
		// While it was fetched, another document may have been opened.
		if (frm.doc.name !== name) return;
		if (message?.text) frm.dashboard.set_headline(text(message.text), message.colour);
		add_buttons(frm, message?.signature);
	});
};

function add_buttons(frm, next) {
	if (!next?.box) return;
	if (next.sign) frm.add_custom_button(__("Sign"), () => sign(frm, next)).addClass("btn-primary");
	if (next.paper) frm.add_custom_button(__("Enter Signed Paper"), () => enter_paper(frm, next));
	if (next.ask) frm.add_custom_button(__("Ask for Signature"), () => ask(frm));
}

const is_unsaved = (frm) => frm.is_dirty() && (frappe.msgprint(__("Save the form first.")), true);
const act = (frm, method, values) => frm.call(method, values).then(() => frm.reload_doc());

function sign(frm, { box, opinion }) {
	if (is_unsaved(frm)) return;
	const description = __("Your name, your post and today's date are entered. It cannot be changed by hand afterwards.");
	frappe.prompt(
		[{ fieldname: "opinion", fieldtype: "Small Text", label: __("Opinion"), default: opinion || __("Agreed."), description }],
		(values) => act(frm, "sign", { endorsement: box, opinion: values.opinion }),
		__("Sign: {0}", [text(box)]),
		__("Sign")
	);
}

function ask(frm) {
	if (is_unsaved(frm)) return;
	frm.call("ask_for_signature").then(({ message }) =>
		frappe.show_alert({ message: __("Asked for the signature: {0}", [text(message.join(", "))]), indicator: "green" })
	);
}

function enter_paper(frm, { box, opinion }) {
	if (is_unsaved(frm)) return;
	const word = (label) => __(label, null, "Brand Project Endorsement");
	frappe.prompt(
		[
			{ fieldname: "opinion", fieldtype: "Small Text", label: __("Opinion"), default: opinion },
			{ fieldname: "signer", fieldtype: "Data", label: word("Signed By"), reqd: 1 },
			{ fieldname: "post", fieldtype: "Data", label: __("Post") },
			{ fieldname: "column", fieldtype: "Column Break" },
			{ fieldname: "signed_on", fieldtype: "Date", label: __("Signed On"), reqd: 1 },
			{ fieldname: "sealed", fieldtype: "Check", label: __("Seal Affixed") },
			{
				...{ fieldname: "scan", fieldtype: "Attach", label: __("Stamped Scan") },
				options: { doctype: frm.doctype, docname: frm.doc.name, make_attachments_public: false },
			},
		],
		(values) => act(frm, "add_paper", { endorsement: box, values }),
		text(box),
		__("Save")
	);
}
