# shellcheck shell=bash
# The app in the bench: a copy of the checkout, which this user may not even be able to read through links.

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

app_copy() { printf '%s/apps/%s' "$BENCH" "$APP"; }
# app_stamp: names the state of the app that a site or a dump was made with.
app_stamp() { python3 "$LIBRARY/sync.py" stamp "$(app_copy)/$APP"; }
# app_dump STAMP: the file of a site with that state of the app
app_dump() { printf '%s/%s-%s-%s.sql' "$DUMPS" "$APP" "$(frappe_stamp)" "$1"; }

sync_app() { locked app sync_app_now; }

sync_app_now() {
	local changes
	changes=$(python3 "$LIBRARY/sync.py" copy "$CHECKOUT" "$(app_copy)")
	log "app: $changes files changed"
	commit_app_copy
	register_app
	app_is_importable || install_app_package
	link_assets
}

# bench wants every app to be a git repository.
commit_app_copy() {
	local git=(git -C "$(app_copy)")
	[[ -d $(app_copy)/.git ]] || logged "${git[@]}" init
	"${git[@]}" add --all
	"${git[@]}" diff --cached --quiet 2>/dev/null || logged "${git[@]}" commit --quiet --message "Copy of the checkout"
}

register_app() {
	if grep -qx "$APP" "$SITES/apps.txt"; then return; fi
	{ awk NF "$SITES/apps.txt" && echo "$APP"; } >"$SITES/apps.txt.$$"
	mv "$SITES/apps.txt.$$" "$SITES/apps.txt"
}

# Installed, and with the requirements of the present pyproject.toml.
app_is_importable() {
	(cd / && "$BENCH/env/bin/python" -c "import $APP") 2>/dev/null &&
		cmp -s "$(app_copy)/pyproject.toml" "$STATE/pyproject.toml"
}

install_app_package() {
	logged "$BENCH/env/bin/python" -m pip install --editable "$(app_copy)"
	cp "$(app_copy)/pyproject.toml" "$STATE/pyproject.toml"
}

# What only the tests import; demo and office never need it.
install_test_packages() {
	if "$BENCH/env/bin/python" -c 'import freezegun, hypothesis, playwright, pytest, xdist' 2>/dev/null; then return; fi
	logged "$BENCH/env/bin/python" -m pip install --editable "$(app_copy)[test]"
}

link_assets() {
	local public
	public=$(app_copy)/$APP/public
	if [[ -d $public && -d $SITES/assets ]]; then ln -sfn "$public" "$SITES/assets/$APP"; fi
}

app_is_synced() { [[ -d $(app_copy) ]] && app_is_importable && grep -qx "$APP" "$SITES/apps.txt"; }

# --- assets

public_stamp() {
	(cd "$(app_copy)/$APP/public" 2>/dev/null && find . -path ./dist -prune -o -type f -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -c1-12)
}

assets_are_built() {
	[[ -f $SITES/assets/assets.json && -e $SITES/assets/frappe/dist/js ]] &&
		[[ $(cat "$STATE/assets" 2>/dev/null) == "$(frappe_stamp) $(public_stamp)" ]]
}

# Frappe's own bundles take a minute; ours are built only when they changed.
build_assets() { locked assets build_assets_now; }

build_assets_now() {
	if assets_are_built; then return; fi
	local built
	built=$(cut -d ' ' -f 1 "$STATE/assets" 2>/dev/null || true)
	if [[ $built != "$(frappe_stamp)" || ! -f $SITES/assets/assets.json ]]; then
		in_bench logged bench build --app frappe
		printf '%s none' "$(frappe_stamp)" >"$STATE/assets"
	fi
	in_bench logged bench build --app "$APP"
	printf '%s %s' "$(frappe_stamp)" "$(public_stamp)" >"$STATE/assets"
}
