# shellcheck shell=bash
# Serving a site: a web server, and for the demo a worker, the scheduler and the socket server.

DEMO_HOST=127.0.0.1
DEMO_PORT=8000
DEMO_PROCESSES=(demo-web demo-worker demo-schedule demo-socketio)

# start_web NAME SITE HOST PORT: starts a web server and waits until it answers.
start_web() {
	FRAPPE_SITE=$2 PYTHONPATH=$LIBRARY DEV_SERVER=1 detached "$1" "$SITES" "$BENCH/env/bin/gunicorn" \
		--bind "$3:$4" --threads 8 --timeout 120 wsgi:application
	wait_for 60 web_answers "$4" || die "The web server did not start; see $LOGS/$1.log"
}

web_answers() { curl --silent --fail --noproxy '*' --max-time 5 "http://127.0.0.1:$1/api/method/ping"; }

# --- the demo

# choose_demo_port [PORT]: the port asked for, else the remembered one, else 8000 or a free one.
choose_demo_port() {
	local remembered=$STATE/demo-port
	if [[ -n ${1:-} ]]; then
		DEMO_PORT=$1
		[[ $DEMO_PORT == "$(cat "$remembered" 2>/dev/null)" ]] || stop_demo_processes
		if ! is_running demo-web && ! port_is_free "$DEMO_PORT"; then die "Port $DEMO_PORT is in use; choose another one with --port."; fi
	elif [[ -f $remembered ]]; then
		DEMO_PORT=$(cat "$remembered")
		is_running demo-web || port_is_free "$DEMO_PORT" || DEMO_PORT=$(free_port)
	else
		DEMO_PORT=8000
		port_is_free "$DEMO_PORT" || DEMO_PORT=$(free_port)
	fi
	echo "$DEMO_PORT" >"$remembered"
}

demo_address() { printf 'http://%s:%s' "${DEMO_HOST/0.0.0.0/127.0.0.1}" "$DEMO_PORT"; }

demo_runs() {
	local name
	for name in "${DEMO_PROCESSES[@]}"; do is_running "$name" || return 1; done
	web_answers "$DEMO_PORT" && [[ $(cat "$STATE/served") == "$(served_stamp)" ]]
}

# served_stamp: what the running processes were started with; another one means that they are out of date.
served_stamp() { echo "$(frappe_stamp) $(app_stamp) $(public_stamp) $DEMO_HOST:$DEMO_PORT $MARIADB_PORT $REDIS_CACHE_PORT $REDIS_QUEUE_PORT"; }

start_demo() {
	stop_demo_processes
	start_web demo-web "$DEMO_SITE" "$DEMO_HOST" "$DEMO_PORT"
	detached demo-worker "$BENCH" bench worker
	detached demo-schedule "$BENCH" bench schedule
	detached demo-socketio "$BENCH" node apps/frappe/socketio.js
	served_stamp >"$STATE/served"
}

stop_demo_processes() {
	local name
	for name in "${DEMO_PROCESSES[@]}"; do stop_detached "$name"; done
}
