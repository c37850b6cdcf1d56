#!/usr/bin/env bash
# Measures Brand Union against bare Frappe: one line per figure, tab-separated: name, value, goal, ok or short.
# shellcheck disable=SC1091
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/load.sh"

measure() {
	start_log benchmark 4
	{
		ensure_bench
		sync_app
		make_app_site "$BENCHMARK_SITE"
		set_test_settings "$BENCHMARK_SITE"
	} >>"$LOG_FILE" 2>&1
	in_sites "$BENCH/env/bin/python" -m frappe.utils.bench_helper frappe --site "$BENCHMARK_SITE" \
		execute "$APP.benchmarks.run.main" 2>>"$LOG_FILE"
}

main() {
	if ((EUID == 0)); then
		prepare_user
		install_packages_as_root benchmark 1
		run_as_ordinary_user benchmark.sh "$@"
		return
	fi
	set_folders
	set_environment
	locked benchmark measure
}

main "$@"
