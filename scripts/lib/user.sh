# shellcheck shell=bash
# bench refuses to run as root: a script started by root goes on as an ordinary user of its own.

# Variables that tell pip, npm, git and TLS how this machine reaches its registries.
KEPT_VARIABLES='^(PIP_|npm_config_|NPM_CONFIG_|NODE_|YARN_|UV_|SSL_|GIT_SSL_|REQUESTS_CA_BUNDLE$|CURL_CA_BUNDLE$|.*_proxy$|.*_PROXY$|LANG$|LC_|TERM$|CI$|FRAPPE_(PATH|BRANCH|RULES_PATH)$|BRAND_UNION_)'
CONFIGURATION_FILES=(.config/pip/pip.conf .pip/pip.conf .npmrc .yarnrc)

# prepare_user: as root, the user, its folder, and what it may know of root's environment.
prepare_user() {
	create_ordinary_user
	keep_environment
	BRAND_UNION_HOME=${BRAND_UNION_HOME:-$(home_of_user)/.brand-union}
	LOGS=$BRAND_UNION_HOME/log
	install -d -o "$BRAND_UNION_USER" "$BRAND_UNION_HOME" "$BRAND_UNION_HOME/sources" "$LOGS"
}

# install_packages_as_root NAME STEPS: the first of so many steps, in a log of its own.
install_packages_as_root() {
	if packages_are_there; then return; fi
	start_log "$1-packages" "$2"
	packages_step
}

home_of_user() { getent passwd "$BRAND_UNION_USER" | cut -d: -f6; }

# run_as_ordinary_user SCRIPT ARGUMENTS...: returns what the script returns.
run_as_ordinary_user() {
	local script=$1 home copy
	shift
	home=$(home_of_user)
	give_configuration "$home"
	copy=$(stage_checkout)
	(cd "$home" && runuser -u "$BRAND_UNION_USER" -- env -i HOME="$home" USER="$BRAND_UNION_USER" \
		LOGNAME="$BRAND_UNION_USER" PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin BRAND_UNION_HOME="$BRAND_UNION_HOME" \
		"${KEPT_ENVIRONMENT[@]}" bash "$copy/scripts/$script" "$@")
}

create_ordinary_user() {
	id "$BRAND_UNION_USER" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$BRAND_UNION_USER"
}

keep_environment() {
	local name
	KEPT_ENVIRONMENT=(LANG=C.UTF-8)
	while read -r name; do
		if [[ $name =~ $KEPT_VARIABLES && $name != BRAND_UNION_HOME ]]; then KEPT_ENVIRONMENT+=("$name=${!name}"); fi
	done < <(compgen -e)
}

# The registries that root is set up for, unless the user has a configuration already.
give_configuration() {
	local file
	for file in "${CONFIGURATION_FILES[@]}"; do
		if [[ -f $HOME/$file && ! -e $1/$file ]]; then
			runuser -u "$BRAND_UNION_USER" -- mkdir -p "$1/$(dirname "$file")"
			install -m 600 -o "$BRAND_UNION_USER" "$HOME/$file" "$1/$file"
		fi
	done
}

# The user may not be able to read root's checkout: it works on a copy, one for each checkout.
stage_checkout() {
	local copy
	copy=$BRAND_UNION_HOME/sources/$(cksum <<<"$CHECKOUT" | cut -d ' ' -f 1)
	(
		flock 8
		python3 "$LIBRARY/sync.py" copy "$CHECKOUT" "$copy" >/dev/null
		chown -R "$BRAND_UNION_USER" "$copy"
		chmod -R u+rwX "$copy"
	) 8>"$BRAND_UNION_HOME/sources/lock"
	printf %s "$copy"
}
