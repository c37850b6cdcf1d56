(() => {
	const form = document.getElementById("objection");
	const trouble = document.getElementById("trouble");
	const button = form.querySelector("button");

	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		if (button.disabled) return;
		show_trouble([]);
		if (too_large()) return show_trouble([form.dataset.large]);
		button.disabled = true;
		try {
			await send();
		} catch (_error) {
			show_trouble([form.dataset.lost]);
		}
		button.disabled = false;
	});

	async function send() {
		const answer = await fetch("/api/method/brand_union.services.objection_form.submit", {
			method: "POST",
			headers: { Accept: "application/json", "X-Frappe-CSRF-Token": form.dataset.csrf },
			body: new FormData(form),
		});
		if (answer.status === 429) return show_trouble([form.dataset.busy]);
		if (answer.status === 413) return show_trouble([form.dataset.large]);
		const told = await answer.json();
		if (answer.ok) return show_receipt(told.message.receipt);
		show_trouble(sentences(told));
	}

	// Frappe sends each message as JSON in JSON, with the lines of one message parted by a tag.
	function sentences(told) {
		const messages = JSON.parse(told._server_messages || "[]").map((text) => JSON.parse(text).message);
		const lines = messages.flatMap((message) => message.split("<br>")).map(as_text);
		return lines.length ? lines : [form.dataset.lost];
	}

	function as_text(html) {
		return new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
	}

	function too_large() {
		const sizes = [...form.elements.evidence.files].map((file) => file.size / 1024 / 1024);
		const together = sizes.reduce((sum, size) => sum + size, 0);
		return together > Number(form.dataset.together) || sizes.some((size) => size > Number(form.dataset.each));
	}

	function show_trouble(lines) {
		trouble.hidden = !lines.length;
		trouble.replaceChildren(
			...lines.map((line) => Object.assign(document.createElement("div"), { textContent: line }))
		);
		if (lines.length) trouble.focus();
	}

	function show_receipt(receipt) {
		form.hidden = true;
		form.reset();
		document.getElementById("receipt").textContent = receipt;
		const received = document.getElementById("received");
		received.hidden = false;
		received.focus();
	}
})();
