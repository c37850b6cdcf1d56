frappe.ui.form.on("Brand Notice", {
	setup(frm) {
		frm.set_query("decision", () => ({ filters: { status: "Released" } }));
		frm.set_query("corrects", () => ({
			filters: { cycle: frm.doc.cycle, purpose: frm.doc.purpose, status: ["!=", "Draft"] },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) return frm.set_intro(__("Choose a released decision and save; the list is drawn up from it."));
		const [text, colour] = next_step(frm.doc);
		frm.dashboard.set_headline(text, colour);
		if (frm.doc.status !== "Draft") frm.disable_form();
		add_buttons(frm);
	},
});

const is_over = ({ closes_on }) => closes_on && closes_on < frappe.datetime.get_today();

function next_step(doc) {
	if (doc.status === "Draft") return [__("Complete the text, look at the preview, then post it."), "orange"];
	if (doc.status === "Withdrawn") return [__("Withdrawn: the public page shows it no more."), "gray"];
	if (doc.status === "Concluded" || doc.kind === "Announcement") return [__("Everybody can read it."), "green"];
	if (is_over(doc)) return [__("The window is over. Answer what has come in, then conclude the notice."), "orange"];
	const until = frappe.datetime.str_to_user(doc.closes_on);
	return [__("Everybody can read it. Objections are accepted until {0}.", [until]), "blue"];
}

function add_buttons(frm) {
	const { status, kind } = frm.doc;
	const office = frappe.user.has_role(["Brand Officer", "Brand Administrator"]);
	const is_public = status === "Posted" || status === "Concluded";
	if (is_public) frm.add_custom_button(__("Open the Public Page"), () => window.open(`/brand-notices/${frm.doc.name}`));
	if (!office) return;
	if (status === "Draft") frm.add_custom_button(__("Preview and Post"), () => preview(frm)).addClass("btn-primary");
	if (is_public && kind === "Public Notice") {
		frm.add_custom_button(__("Objections"), () =>
			frappe.set_route("List", "Brand Objection", { notice: frm.doc.name })
		);
	}
	if (is_public) {
		const { decision, kind, name: corrects } = frm.doc;
		frm.add_custom_button(__("Correct", null, "Brand Notice"), () =>
			frappe.new_doc("Brand Notice", { decision, kind, corrects })
		);
	}
	if (is_public) ask(frm, __("Withdraw Notice"), "withdraw", "reason", __("Reason for Withdrawing"));
	if (status === "Posted" && is_over(frm.doc)) {
		ask(frm, __("Conclude Notice"), "conclude", "conclusion", __("Conclusion Made Public")).addClass("btn-primary");
	}
}

function ask(frm, label, method, argument, question) {
	return frm.add_custom_button(label, () =>
		frappe.prompt({ fieldname: "text", fieldtype: "Small Text", label: question, reqd: 1 }, ({ text }) =>
			frm.call(method, { [argument]: text }).then(() => frm.reload_doc())
		)
	);
}

function preview(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the notice first."));
	frm.call("preview").then(({ message }) => {
		const { list } = brand_union.releasing;
		const dialog = new frappe.ui.Dialog({
			title: __("Preview"),
			size: "extra-large",
			fields: [{ fieldname: "html", fieldtype: "HTML" }],
		});
		dialog.fields_dict.html.$wrapper
			.html(list(__("Before posting"), message.problems) + list(__("Good to know"), message.warnings))
			.append(page(message.html));
		if (!message.problems.length) {
			dialog.set_primary_action(__("Post Notice"), () => {
				dialog.hide();
				frm.call({ method: "post", doc: frm.doc, freeze: true }).then(() => frm.reload_doc());
			});
		}
		dialog.show();
	});
}

// In a frame of its own: the Desk's styles do not reach the page, and nothing in the page reaches the Desk.
function page(html) {
	const frame = $(`<iframe sandbox class="bu-page" title="${__("Preview")}"></iframe>`);
	return frame.css({ width: "100%", height: "60vh", border: "1px solid var(--border-color)" }).attr("srcdoc", html);
}
