# shellcheck shell=bash disable=SC2153,SC2034
# The parts of scripts/test.sh and what they report.

TEST_TOOLS=(pytest hypothesis babel jinja2 'ruff>=0.17,<0.18')
SUMMARY=()
FAILED=0
SITE_TESTED=no
SITE_REASON=''

# part NAME COMMAND: runs a part, keeps its result and goes on.
part() {
	local began=$SECONDS
	say "--- $1"
	outcome "$2"
	if ((OUTCOME)); then
		FAILED=1
		SUMMARY+=("$1: FAILED ($((SECONDS - began)) s)")
		return
	fi
	[[ $1 != site ]] || SITE_TESTED=yes
	SUMMARY+=("$1: passed ($((SECONDS - began)) s)")
}

# skip NAME WHY: with --require-site a failure.
skip() {
	SUMMARY+=("$1: skipped, because $2")
	if [[ $REQUIRE_SITE == yes ]]; then FAILED=1; fi
}

show_summary() {
	local line
	say ""
	for line in "${SUMMARY[@]}"; do say "$line"; done
	if ((FAILED)); then
		say "The log: $LOG_FILE"
		return 1
	fi
	if is_full_run && [[ $SITE_TESTED == yes ]]; then echo green >"$GREEN_MARK"; fi
}

# shown COMMAND...: runs it with its output on the terminal and in the log.
shown() {
	log "\$ $*"
	"$@" 2>&1 | tee -a "$LOG_FILE"
}

# --- tools

# What the pure tests import: their tools, and the libraries that the app itself asks for in pyproject.toml.
test_tools() {
	printf '%s\n' "${TEST_TOOLS[@]}"
	sed -n '/^dependencies = \[/,/^\]/s/^ *"\([^"]*\)".*/\1/p' "$CHECKOUT/pyproject.toml"
}

test_tools_are_there() {
	[[ $(test_tools) == "$(cat "$STATE/test-tools")" ]] && "$TOOLS/bin/python" -m pytest --version && "$TOOLS/bin/ruff" --version
}

install_test_tools() { locked tools install_test_tools_now; }

install_test_tools_now() {
	if test_tools_are_there >>"$LOG_FILE" 2>&1; then return; fi
	[[ -x $TOOLS/bin/pip ]] || logged "$(find_python)" -m venv "$TOOLS"
	test_tools | logged xargs -d '\n' "$TOOLS/bin/pip" install
	test_tools >"$STATE/test-tools"
}

# --- lint

lint() {
	local status=0
	(cd "$CHECKOUT" && shown "$TOOLS/bin/ruff" check --no-cache .) || status=1
	(cd "$CHECKOUT" && shown "$TOOLS/bin/ruff" format --no-cache --check --output-format concise .) || status=1
	frappe_rules || status=1
	return "$status"
}

# Frappe's own rules for Semgrep live in a repository; where it cannot be reached, this is said and not held against us.
frappe_rules() {
	local rules=$BRAND_UNION_HOME/semgrep-rules semgrep=$BRAND_UNION_HOME/semgrep
	if ! locked semgrep install_frappe_rules "$rules" "$semgrep"; then
		say "Frappe's lint rules: skipped, because $RULES_REPOSITORY or Semgrep cannot be downloaded"
		return 0
	fi
	(cd "$CHECKOUT" && PATH=$semgrep/bin:$PATH shown semgrep scan --metrics off --disable-version-check --quiet --error \
		--config "$rules/rules" "$APP")
}

# install_frappe_rules RULES SEMGREP
install_frappe_rules() {
	if [[ ! -d $1/rules ]]; then
		rm -rf "$1"
		GIT_TERMINAL_PROMPT=0 timeout 60 git clone --quiet --depth 1 "$RULES_REPOSITORY" "$1" >>"$LOG_FILE" 2>&1 || return 1
	fi
	if [[ ! -x $2/bin/semgrep ]]; then
		{ "$(find_python)" -m venv "$2" && "$2/bin/pip" install semgrep; } >>"$LOG_FILE" 2>&1 || return 1
	fi
}

# --- pytest

# run_pytest FOLDER PYTHON MARK: no test chosen by the arguments is no failure.
run_pytest() {
	local status=0
	cd "$1" || return
	shown "$2" -m pytest -p no:cacheprovider -m "$3" "${PYTEST_ARGUMENTS[@]}" || status=$?
	if ((status == 5 && ${#PYTEST_ARGUMENTS[@]} > 0)); then status=0; fi
	return "$status"
}

# In an environment without Frappe: a pure test that imports it fails here.
pure_tests() { run_pytest "$CHECKOUT" "$TOOLS/bin/python" pure; }

# --- site

# site_is_possible: 0 when a bench is there or could be built, else SITE_REASON says why not.
site_is_possible() {
	local missing
	missing=$(WITH_BROWSER=no needed_packages | xargs)
	if frappe_is_installed >>"$LOG_FILE" 2>&1; then return 0; fi
	if [[ -n $missing ]]; then
		SITE_REASON="these packages are missing: $missing"
		return 1
	fi
	if ! frappe_can_be_downloaded; then
		SITE_REASON=$(frappe_missing_sentence)
		return 1
	fi
	say "--- the bench in $BRAND_UNION_HOME is built, once"
}

prepare_test_bench() {
	ensure_bench
	sync_app
	locked app install_test_packages
}

prepare_test_site() {
	if [[ $RESTORE == yes || ! -f $SITES/$SITE/site_config.json ]]; then
		make_app_site "$SITE"
	else
		migrate_site "$SITE"
	fi
	set_test_settings "$SITE"
	remove_old_dumps
}

# worker_sites: a site for each worker, one per core and at most four; a single one where some tests were chosen.
worker_sites() {
	local number count
	count=$(nproc)
	printf '%s\n' "$SITE"
	if ((${#PYTEST_ARGUMENTS[@]} > 0)); then return; fi
	for ((number = 2; number <= (count > 4 ? 4 : count); number++)); do printf '%s\n' "$number-$SITE"; done
}

site_tests() {
	local sites name SITE=$SITE
	mapfile -t sites < <(worker_sites)
	for name in "${sites[@]}"; do SITE=$name prepare_test_site; done
	# A file stays with one worker, because a class begins with what it has made before.
	if ((${#sites[@]} > 1)); then local PYTEST_ARGUMENTS=(-n "${#sites[@]}" --dist loadfile --max-worker-restart 0); fi
	FRAPPE_SITE="${sites[*]}" run_pytest "$(app_copy)" "$BENCH/env/bin/python" site
}

# --- browser

# find_chromium: the system's, or the one that Playwright has brought.
find_chromium() {
	local name
	for name in "${BRAND_UNION_CHROMIUM:-}" chromium chromium-browser google-chrome; do
		# Ubuntu's chromium-browser is a script that asks for a snap
		if [[ -n $name ]] && "$name" --version >/dev/null 2>&1; then
			command -v "$name"
			return
		fi
	done
	find ~/.cache/ms-playwright -path '*chrome-linux*/chrome' -type f -perm -u+x 2>/dev/null | sort | tail -n 1 | grep .
}

chromium_is_possible() {
	find_chromium >/dev/null || "$BENCH/env/bin/python" -m playwright install chromium >>"$LOG_FILE" 2>&1
}

browser_tests() {
	local port
	build_assets
	prepare_test_site
	port=$(free_port)
	trap stop_test_processes EXIT
	start_web "web-$SITE" "$SITE" 127.0.0.1 "$port"
	detached "worker-$SITE" "$BENCH" bench worker --quiet
	BRAND_UNION_CHROMIUM=$(find_chromium) BRAND_UNION_BASE_URL=http://127.0.0.1:$port FRAPPE_SITE=$SITE \
		run_pytest "$(app_copy)" "$BENCH/env/bin/python" browser
}

stop_test_processes() {
	stop_detached "web-$SITE"
	stop_detached "worker-$SITE"
}
