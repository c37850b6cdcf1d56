# shellcheck shell=bash disable=SC2034
# What the person at the terminal sees: numbered steps, one clear sentence for an error, details in a log.

LOG_FILE=/dev/null
STEP_NUMBER=0
STEP_COUNT=0

say() { printf '%s\n' "$*" | tee -a "$LOG_FILE"; }
note() { printf '      %s\n' "$*" | tee -a "$LOG_FILE"; }
log() { printf '%s\n' "$*" >>"$LOG_FILE"; }

die() {
	printf '\nError: %s\n' "$*" | tee -a "$LOG_FILE" >&2
	exit 1
}

# start_log NAME COUNT: a new log file and the number of steps to come.
start_log() {
	LOG_FILE=$LOGS/$1-$(date +%Y%m%d-%H%M%S)-$$.log
	STEP_COUNT=$2
	: >"$LOG_FILE"
	ln -sfn "$(basename "$LOG_FILE")" "$LOGS/$1.log"
}

# step TITLE DONE_CHECK ACTION: runs the action unless the check says that its result is there.
step() {
	local title=$1 done_check=$2 action=$3 began=$SECONDS
	STEP_NUMBER=$((STEP_NUMBER + 1))
	if "$done_check" >>"$LOG_FILE" 2>&1; then
		say "[$STEP_NUMBER/$STEP_COUNT] $title: done already"
		return
	fi
	say "[$STEP_NUMBER/$STEP_COUNT] $title ..."
	"$action"
	note "($((SECONDS - began)) s)"
}

# logged COMMAND...: output goes to the log; when it fails, its last lines are shown.
logged() {
	local status=0
	log "\$ $*"
	"$@" >>"$LOG_FILE" 2>&1 || status=$?
	if ((status)); then
		printf '\n' >&2
		tr '\r' '\n' <"$LOG_FILE" | tail -n 25 >&2
		die "'$1 ${2:-}' ended with $status. The whole log: $LOG_FILE"
	fi
}

# outcome COMMAND...: sets OUTCOME to its exit code. Unlike in "command || ...", an error inside still ends the command.
outcome() {
	set +e
	(
		set -e
		"$@"
	)
	OUTCOME=$?
	set -e
}

never() { return 1; }
