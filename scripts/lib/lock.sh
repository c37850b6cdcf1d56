# shellcheck shell=bash
# One builder at a time: others wait for the lock, and say so.

LOCK_FDS=()

# locked NAME COMMAND...: runs the command while holding the named lock.
locked() {
	local file=$LOCKS/$1 fd status
	shift
	exec {fd}>"$file"
	if ! flock -n "$fd"; then
		note "waiting for another run (lock $file)"
		flock "$fd"
	fi
	LOCK_FDS+=("$fd")
	"$@"
	status=$? # other than 0 only where the caller tests it
	LOCK_FDS=("${LOCK_FDS[@]:0:${#LOCK_FDS[@]}-1}")
	exec {fd}>&-
	return "$status"
}
