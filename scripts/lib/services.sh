# shellcheck shell=bash
# A MariaDB and two Redis servers of our own: own data folders, own ports, this user's processes only.

PORT_NAMES=(MARIADB_PORT REDIS_CACHE_PORT REDIS_QUEUE_PORT SOCKETIO_PORT)

# free_port: a port on the loopback interface that nobody listens on.
free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

port_is_free() {
	python3 -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' "$1" 2>/dev/null
}

# Ports are chosen once and remembered; one that a stranger has taken since is chosen anew.
load_ports() {
	local name
	# shellcheck disable=SC1091
	if [[ -f $STATE/ports ]]; then . "$STATE/ports"; fi
	for name in "${PORT_NAMES[@]}"; do
		if [[ -z ${!name:-} ]]; then printf -v "$name" %s "$(free_port)"; fi
	done
	save_ports
}

save_ports() {
	local name
	for name in "${PORT_NAMES[@]}"; do printf '%s=%s\n' "$name" "${!name}"; done >"$STATE/ports.$$"
	mv "$STATE/ports.$$" "$STATE/ports"
}

# keep_port NAME: gives the named server another port if its own is taken.
keep_port() {
	if port_is_free "${!1}"; then return; fi
	printf -v "$1" %s "$(free_port)"
	save_ports
}

# detached NAME FOLDER COMMAND...: a process in its own session that outlives this shell and holds none of its locks.
detached() {
	local name=$1 folder=$2 fd
	shift 2
	(
		for fd in "${LOCK_FDS[@]}"; do exec {fd}>&-; done
		cd "$folder" || exit
		exec setsid "$@" </dev/null >>"$LOGS/$name.log" 2>&1
	) &
	echo $! >"$STATE/$name.pid"
	disown
}

# is_running NAME: the process of that name lives, and its number has not passed to somebody else's.
is_running() {
	local pid
	pid=$(cat "$STATE/$1.pid" 2>/dev/null) && [[ $(readlink "/proc/$pid/cwd") == "$BRAND_UNION_HOME"* ]]
}

# stop_detached NAME: ends the process with its children and waits for its end.
stop_detached() {
	if is_running "$1"; then
		kill -- "-$(cat "$STATE/$1.pid")" 2>/dev/null || true
		wait_for 20 process_is_gone "$1" || kill -KILL -- "-$(cat "$STATE/$1.pid")"
	fi
	rm -f "$STATE/$1.pid"
}

process_is_gone() { ! is_running "$1"; }

wait_for() {
	local seconds=$1 tries
	shift
	for ((tries = seconds * 5; tries > 0; tries--)); do
		if "$@" >/dev/null 2>&1; then return 0; fi
		sleep 0.2
	done
	return 1
}

# --- MariaDB

mariadb_root() { mariadb --defaults-file="$MARIADB/root.cnf" "$@"; }
mariadb_is_up() { [[ -f $MARIADB/root.cnf ]] && mariadb_root -e 'select 1' >/dev/null 2>&1; }

write_mariadb_configuration() {
	cat >"$MARIADB/my.cnf" <<-END
		[mariadbd]
		datadir = $MARIADB/data
		socket = $MARIADB/socket
		pid-file = $MARIADB/pid
		bind-address = 127.0.0.1
		port = $MARIADB_PORT
		skip-name-resolve
		skip-log-bin
		performance-schema = off
		character-set-server = utf8mb4
		collation-server = utf8mb4_unicode_ci
		innodb-buffer-pool-size = 512M
		innodb-flush-log-at-trx-commit = 2
		max-allowed-packet = 256M
		max-connections = 200
	END
}

write_mariadb_login() {
	(
		umask 077
		printf '[client]\nhost = 127.0.0.1\nport = %s\nuser = root\npassword = %s\n' "$MARIADB_PORT" "$1" \
			>"$MARIADB/root.cnf.$$"
	)
	mv "$MARIADB/root.cnf.$$" "$MARIADB/root.cnf"
}

mariadb_password() { sed -n 's/^password = //p' "$MARIADB/root.cnf"; }

launch_mariadb() { detached mariadb "$MARIADB" mariadbd --defaults-file="$MARIADB/my.cnf"; }

mariadb_answers_unprotected() {
	mariadb --no-defaults --socket="$MARIADB/socket" --user=root -e 'select 1'
}

# The first start: a data folder, and a root account with a password, reachable from this machine only.
create_mariadb() {
	local password
	password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
	rm -rf "$MARIADB/data"
	# --force: a machine that cannot look up its own name is good enough
	logged mariadb-install-db --no-defaults --force --auth-root-authentication-method=normal --skip-test-db \
		--datadir="$MARIADB/data"
	launch_mariadb
	wait_for 60 mariadb_answers_unprotected || die "MariaDB did not start; see $LOGS/mariadb.log"
	mariadb --no-defaults --socket="$MARIADB/socket" --user=root <<-END
		delete from mysql.global_priv where user = '' or (user = 'root' and host <> 'localhost');
		flush privileges;
		create user root@127.0.0.1 identified by '$password';
		grant all privileges on *.* to root@127.0.0.1 with grant option;
		alter user root@localhost identified by '$password';
	END
	write_mariadb_login "$password"
}

start_mariadb() {
	if mariadb_is_up; then return; fi
	((${#MARIADB} < 95)) || die "The path $MARIADB is too long for a socket: set BRAND_UNION_HOME to a shorter folder."
	keep_port MARIADB_PORT
	write_mariadb_configuration
	if [[ ! -f $MARIADB/root.cnf ]]; then
		create_mariadb
		return
	fi
	write_mariadb_login "$(mariadb_password)"
	launch_mariadb
	wait_for 60 mariadb_is_up || die "MariaDB did not start; see $LOGS/mariadb.log"
}

# --- Redis

redis_is_up() { [[ $(redis-cli -p "$1" config get dir 2>/dev/null | tail -n 1) == "$REDIS" ]]; }

# start_redis NAME PORT_NAME POLICY
start_redis() {
	if redis_is_up "${!2}"; then return; fi
	keep_port "$2"
	detached "redis-$1" "$REDIS" redis-server --bind 127.0.0.1 --port "${!2}" --dir "$REDIS" --save '' \
		--appendonly no --maxmemory 512mb --maxmemory-policy "$3"
	wait_for 30 redis_is_up "${!2}" || die "Redis did not start; see $LOGS/redis-$1.log"
}

# --- all of them

services_are_up() {
	load_ports
	mariadb_is_up && redis_is_up "$REDIS_CACHE_PORT" && redis_is_up "$REDIS_QUEUE_PORT"
}

start_services() {
	locked services start_services_now
}

start_services_now() {
	load_ports
	start_mariadb
	start_redis cache REDIS_CACHE_PORT allkeys-lru
	start_redis queue REDIS_QUEUE_PORT noeviction
	point_bench_to_services
}

stop_services() {
	load_ports
	if mariadb_is_up; then
		mariadb_root -e shutdown
		wait_for 60 process_is_gone mariadb || die "MariaDB did not stop; see $LOGS/mariadb.log"
	fi
	local port
	for port in "$REDIS_CACHE_PORT" "$REDIS_QUEUE_PORT"; do
		if redis_is_up "$port"; then redis-cli -p "$port" shutdown nosave || true; fi
	done
}
