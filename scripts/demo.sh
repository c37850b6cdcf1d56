#!/usr/bin/env bash
# From nothing to Brand Union in the browser, with a demo year in Chinese.
# shellcheck disable=SC2034,SC1091 # the sourced parts read these variables
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/load.sh"

usage() {
	cat <<-END
		Usage: scripts/demo.sh [--port PORT] [--host ADDRESS] [--reset] [--stop]

		Installs what is missing, builds a bench with Frappe, makes the site $DEMO_SITE with a demo year and serves it.
		Run it again after an interruption: it goes on where it stopped.

		  --port PORT     where to serve (8000, or a free port, which is remembered)
		  --host ADDRESS  the address to listen on (127.0.0.1: this machine only)
		  --reset         remove the demo site and make it anew
		  --stop          stop the site and its servers; nothing is removed

		Environment:
		  BRAND_UNION_HOME  the folder that everything lives in (.brand-union in the home folder)
		  FRAPPE_PATH       a mirror's address, or a local git clone, to take Frappe from
		  FRAPPE_BRANCH     another branch than version-15
	END
}

read_options() {
	DEMO_HOST=127.0.0.1 WANTED_PORT='' RESET=no STOP=no
	while (($#)); do
		case $1 in
			--port) WANTED_PORT=${2:?"--port needs a number"} && shift ;;
			--host) DEMO_HOST=${2:?"--host needs an address"} && shift ;;
			--reset) RESET=yes ;;
			--stop) STOP=yes ;;
			-h | --help) usage && exit 0 ;;
			*) usage >&2 && exit 2 ;;
		esac
		shift
	done
	[[ -z $WANTED_PORT || $WANTED_PORT =~ ^[0-9]{1,5}$ ]] || die "--port needs a number, not '$WANTED_PORT'."
}

build_demo() {
	start_log demo 9
	say "Brand Union is built in $BRAND_UNION_HOME; the log is $LOG_FILE"
	packages_step
	step "Tools: frappe-bench, Node, yarn" tools_are_there install_tools
	step "MariaDB and Redis of our own" services_are_up start_services
	step "Frappe ($FRAPPE_BRANCH)" bench_is_there build_bench
	[[ $RESET == no ]] || remove_demo
	step "The app, from this checkout" never sync_app
	step "Assets" assets_are_built build_assets
	step "The site $DEMO_SITE" demo_site_is_whole make_demo_site
	step "The demo year" demo_year_is_loaded load_demo_year
	choose_demo_port "$WANTED_PORT"
	step "Serving" demo_runs start_demo
	show_logins
}

# --- the site and its year

demo_site_is_whole() {
	[[ -f $SITES/$DEMO_SITE/ready ]] && check_site "$DEMO_SITE" frappe "$APP" && site_is_current "$DEMO_SITE"
}

make_demo_site() {
	if [[ -f $SITES/$DEMO_SITE/ready ]] && check_site "$DEMO_SITE" frappe "$APP"; then
		migrate_site "$DEMO_SITE"
		return
	fi
	stop_demo_processes
	make_app_site "$DEMO_SITE"
	prepare_site "$DEMO_SITE" zh
	touch "$SITES/$DEMO_SITE/ready"
}

demo_year_is_loaded() { python3 -m json.tool "$SITES/$DEMO_SITE/demo_logins.json"; }

# All of the year is loaded or nothing, so an interrupted run leaves nothing to undo.
load_demo_year() {
	"$BENCH/env/bin/python" -c 'import freezegun' 2>/dev/null || logged "$BENCH/env/bin/python" -m pip install freezegun
	in_bench logged bench --site "$DEMO_SITE" execute "$APP.demo.load.run"
	demo_year_is_loaded >/dev/null || die "The demo year was not loaded; see $LOG_FILE"
}

remove_demo() {
	stop_demo_processes
	drop_site "$DEMO_SITE"
	note "the demo site is removed"
}

show_logins() {
	say ""
	say "Brand Union is served at $(demo_address) (stop it with scripts/demo.sh --stop)"
	python3 "$LIBRARY/logins.py" "$SITES/$DEMO_SITE/demo_logins.json" | tee -a "$LOG_FILE"
	say "System administration: Administrator / $(admin_password)"
}

stop_demo() {
	stop_demo_processes
	stop_services
	say "Stopped."
}

main() {
	read_options "$@"
	if ((EUID == 0)); then
		prepare_user
		[[ $STOP == yes ]] || install_packages_as_root demo 9
		run_as_ordinary_user demo.sh "$@"
		return
	fi
	set_folders
	set_environment
	if [[ $STOP == yes ]]; then stop_demo; else locked demo build_demo; fi
}

main "$@"
