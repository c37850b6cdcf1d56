#!/usr/bin/env bash
# All checks of Brand Union: lint, pure tests, site tests, an upgrade and browser tests.
# shellcheck disable=SC2034,SC1091 # the sourced parts read these variables
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/load.sh"

usage() {
	cat <<-END
		Usage: scripts/test.sh [OPTIONS] [-- PYTEST ARGUMENTS]

		Runs lint, the pure tests, the site tests on a real site, an upgrade that has to keep what an admin changed, and the
		browser tests. The bench is built once, by the same steps as in scripts/demo.sh, and the site is restored from a dump
		before each run.

		  --only PART     only lint, pure, site, upgrade or browser
		  --site NAME     use a site of this name ($TEST_SITE); several can be tested at the same time
		  --no-restore    use the site as it is; it is migrated when the app has changed
		  --require-site  fail, instead of skipping, where the site tests cannot run

		Environment: BRAND_UNION_HOME, FRAPPE_PATH, FRAPPE_BRANCH, as for scripts/demo.sh.
	END
}

read_options() {
	ONLY='' SITE=$TEST_SITE RESTORE=yes REQUIRE_SITE=no PYTEST_ARGUMENTS=()
	while (($#)); do
		case $1 in
			--only) ONLY=${2:?"--only needs lint, pure, site, upgrade or browser"} && shift ;;
			--site) SITE=${2:?"--site needs a name"} && shift ;;
			--no-restore) RESTORE=no ;;
			--require-site) REQUIRE_SITE=yes ;;
			-h | --help) usage && exit 0 ;;
			--) shift && PYTEST_ARGUMENTS=("$@") && break ;;
			*) usage >&2 && exit 2 ;;
		esac
		shift
	done
	[[ $ONLY =~ ^(|lint|pure|site|upgrade|browser)$ ]] || die "--only needs lint, pure, site, upgrade or browser, not '$ONLY'."
	[[ $SITE =~ ^[a-z0-9.-]+$ ]] || die "--site needs a name of lower case letters, digits, dots and hyphens, not '$SITE'."
}

wanted() { [[ -z $ONLY || $ONLY == "$1" ]]; }
is_full_run() { [[ -z $ONLY && $RESTORE == yes && ${#PYTEST_ARGUMENTS[@]} == 0 ]]; }

run_checks() {
	start_log "test-$SITE" 4
	install_test_tools
	if wanted lint; then part lint lint; fi
	if wanted pure; then part pure pure_tests; fi
	if wanted site || wanted upgrade || wanted browser; then run_site_checks; fi
	show_summary
}

run_site_checks() {
	if ! site_is_possible; then
		if wanted site; then skip site "$SITE_REASON"; fi
		if wanted upgrade; then skip upgrade "$SITE_REASON"; fi
		if wanted browser; then skip browser "$SITE_REASON"; fi
		return
	fi
	prepare_test_bench
	if wanted site; then part site site_tests; fi
	if wanted upgrade; then part upgrade upgrade_tests; fi
	if ! wanted browser; then return; fi
	if chromium_is_possible; then part browser browser_tests; else skip browser "there is no Chromium and none could be installed"; fi
}

# --- what is recorded

checkout_git() { git -c safe.directory="$CHECKOUT" -C "$CHECKOUT" "$@"; }
commit_under_test() { checkout_git rev-parse --verify --quiet HEAD 2>/dev/null || true; }
checkout_is_clean() { [[ -z $(checkout_git status --porcelain) ]]; }

# The tested commit, when the run was complete and green and nothing but that commit was tested.
record_green() {
	local commit=$1 clean=$2 directory
	if [[ -z $commit || ! -s $GREEN_MARK ]]; then return; fi
	if [[ $clean == no ]]; then
		echo "last_green is not written: the checkout has changes that are not committed."
		return
	fi
	directory=$(cd "$CHECKOUT" && cd "$(checkout_git rev-parse --git-dir)" && pwd)
	printf '%s\n' "$commit" >"$directory/last_green"
}

run_as_user() {
	set_folders
	set_environment
	locked "run-$SITE" run_checks
}

run_as_root() {
	prepare_user
	(install_packages_as_root test 1) || echo "System packages could not be installed; what needs them will be skipped."
	chown "$BRAND_UNION_USER" "$GREEN_MARK"
	KEPT_ENVIRONMENT+=("BRAND_UNION_GREEN_MARK=$GREEN_MARK")
	run_as_ordinary_user test.sh "$@"
}

# What only the process that the developer started can do: read the checkout's commit, and record it.
run_and_record() {
	local commit clean=no runner=run_as_user
	GREEN_MARK=$(mktemp)
	export BRAND_UNION_PREVIOUS
	BRAND_UNION_PREVIOUS=$(mktemp)
	trap 'rm -f "$GREEN_MARK" "$BRAND_UNION_PREVIOUS"' EXIT
	stage_previous "$BRAND_UNION_PREVIOUS"
	commit=$(commit_under_test)
	if [[ -n $commit ]] && checkout_is_clean; then clean=yes; fi
	if ((EUID == 0)); then runner=run_as_root; fi
	outcome "$runner" "$@"
	record_green "$commit" "$clean"
	return "$OUTCOME"
}

main() {
	read_options "$@"
	GREEN_MARK=${BRAND_UNION_GREEN_MARK:-}
	WITH_BROWSER=yes
	if [[ -n $GREEN_MARK ]]; then run_as_user; else run_and_record "$@"; fi
}

main "$@"
