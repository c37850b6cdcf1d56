# shellcheck shell=bash disable=SC2034
# What is built and where it lives. Every value can be set from outside.

FRAPPE_REPOSITORY=https://github.com/frappe/frappe
FRAPPE_PATH=${FRAPPE_PATH:-}
RULES_REPOSITORY=${FRAPPE_RULES_PATH:-https://github.com/frappe/semgrep-rules}
FRAPPE_BRANCH=${FRAPPE_BRANCH:-version-15}
BRAND_UNION_USER=brand-union
APP=brand_union
DEMO_SITE=demo.localhost
TEST_SITE=test.localhost
BENCHMARK_SITE=bench.localhost
MINIMUM_NODE=18

# Sets the folders below $BRAND_UNION_HOME; called once the user who owns them is known.
set_folders() {
	BRAND_UNION_HOME=${BRAND_UNION_HOME:-$HOME/.brand-union}
	BENCH=$BRAND_UNION_HOME/bench
	SITES=$BENCH/sites
	TOOLS=$BRAND_UNION_HOME/tools
	NODE_PREFIX=$BRAND_UNION_HOME/node
	MARIADB=$BRAND_UNION_HOME/mariadb
	REDIS=$BRAND_UNION_HOME/redis
	DUMPS=$BRAND_UNION_HOME/dumps
	STATE=$BRAND_UNION_HOME/state
	LOCKS=$BRAND_UNION_HOME/locks
	LOGS=$BRAND_UNION_HOME/log
	mkdir -p "$TOOLS" "$NODE_PREFIX" "$MARIADB" "$REDIS" "$DUMPS" "$STATE" "$LOCKS" "$LOGS"
}

# The programs that all steps use: ours first, then the system's.
set_environment() {
	export PATH="$TOOLS/bin:$NODE_PREFIX/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
	export GIT_CONFIG_GLOBAL=$STATE/gitconfig
	# bench would install with uv, which reads neither pip's configuration nor its certificates
	export BENCH_DISABLE_UV=1
	export PYTHONUNBUFFERED=1 PYTHONIOENCODING=utf-8 PIP_DISABLE_PIP_VERSION_CHECK=1
	write_git_configuration
}

# A local clone may belong to another user; git reads it only when it is named as safe in a file.
write_git_configuration() {
	local clone
	{
		printf '[include]\n\tpath = ~/.gitconfig\n[init]\n\tdefaultBranch = main\n'
		printf '[user]\n\tname = Brand Union\n\temail = brand-union@localhost\n'
		for clone in "$FRAPPE_PATH" "$RULES_REPOSITORY"; do
			if [[ $clone == /* ]]; then printf '[safe]\n\tdirectory = %s\n\tdirectory = %s/.git\n' "$clone" "$clone"; fi
		done
	} >"$GIT_CONFIG_GLOBAL.$$"
	mv "$GIT_CONFIG_GLOBAL.$$" "$GIT_CONFIG_GLOBAL"
}
