# shellcheck shell=bash disable=SC2153
# An admin's changes outlive migrating and newer versions: tried on a site of its own, with copies of the app.

# stage_previous FILE: the app of the last commit that was tested green, or of the one before this; nothing where the
# history is too short.
stage_previous() {
	checkout_git archive "$(last_green || echo HEAD~1)" "$APP" >"$1" 2>/dev/null || : >"$1"
	chmod 644 "$1"
}

# last_green: an earlier commit than this one, if a test run has noted it.
last_green() {
	local commit
	commit=$(cat "$(cd "$CHECKOUT" && checkout_git rev-parse --absolute-git-dir)/last_green" 2>/dev/null) || return 1
	[[ $commit != "$(commit_under_test)" ]] && checkout_git merge-base --is-ancestor "$commit" HEAD 2>/dev/null &&
		printf '%s' "$commit"
}

upgrade_tests() {
	local site=upgrade-$SITE versions=$STATE/versions-$SITE first version
	place_versions "$versions"
	first=$versions/previous
	if ! previous_is_whole "$first"; then
		say "The upgrade from the previous commit is left out: $PREVIOUS_REASON."
		first=$versions/present
	fi
	make_site "$site"
	as_version "$first" frappe --site "$site" install-app "$APP"
	set_test_settings "$site"
	admin "$first" change "$site"
	for version in "$versions/present" "$versions/present" "$versions/next"; do
		as_version "$version" frappe --site "$site" migrate --skip-search-index
		admin "$version" compare "$site"
	done
	admin "$versions/next" offered "$site"
	drop_site "$site"
	rm -rf "$versions"
}

# place_versions FOLDER: the previous commit's app, the present one, and one with other defaults.
place_versions() {
	rm -rf "$1"
	mkdir -p "$1/present"
	cp -r "$(app_copy)/$APP" "$1/present/"
	cp -r "$1/present" "$1/next"
	python_of "$1/next" "$LIBRARY/upgrade.py" next "$1/next"
	if [[ -s ${BRAND_UNION_PREVIOUS:-} ]]; then
		mkdir "$1/previous"
		tar -x -C "$1/previous" -f "$BRAND_UNION_PREVIOUS"
	fi
}

# previous_is_whole FOLDER: else PREVIOUS_REASON says what is wrong with it.
previous_is_whole() {
	PREVIOUS_REASON="the history ends with this commit"
	[[ -d $1 ]] || return 1
	PREVIOUS_REASON="that commit cannot be compiled"
	"$BENCH/env/bin/python" -m compileall -q "$1" >>"$LOG_FILE" 2>&1
}

# python_of FOLDER ARGUMENTS...: the bench's Python, which finds the app in that folder.
python_of() { (cd "$SITES" && PYTHONPATH=$1 "$BENCH/env/bin/python" "${@:2}"); }
as_version() { logged python_of "$1" -m frappe.utils.bench_helper "${@:2}"; }
admin() { shown python_of "$1" "$LIBRARY/upgrade.py" "${@:2}"; }
