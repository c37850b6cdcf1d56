# shellcheck shell=bash
# Sites: made once with bare Frappe, kept as a dump, and restored from it in seconds.

MINIMUM_DOCTYPES=200

site_config() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$SITES/$1/site_config.json" "$2"; }
bench_site() { in_bench bench --site "$@"; }
in_sites() { (cd "$SITES" && "$@"); }

# site_value SITE SQL: the single value that a query returns.
site_value() { mariadb_root --batch --skip-column-names "$(site_config "$1" db_name)" -e "$2"; }

# frappe_stamp: names the version of Frappe whose tables a dump holds.
frappe_stamp() { git -C "$BENCH/apps/frappe" rev-parse --short HEAD; }
bare_dump() { printf '%s/frappe-%s.sql' "$DUMPS" "$(frappe_stamp)"; }

# A half-installed site answers some questions and not others: ask both for the apps and for the DocTypes.
# check_site SITE APP...
check_site() {
	local site=$1 app apps count
	shift
	apps=$(bench_site "$site" list-apps 2>>"$LOG_FILE") || return 1
	for app in "$@"; do grep -qw "^$app" <<<"$apps" || return 1; done
	count=$(site_value "$site" 'select count(*) from tabDocType') || return 1
	((count >= MINIMUM_DOCTYPES))
}

# --- dumps

# dump_site SITE FILE
dump_site() {
	mariadb-dump --defaults-file="$MARIADB/root.cnf" --single-transaction --quick --skip-comments \
		"$(site_config "$1" db_name)" >"$2.$$"
	mv "$2.$$" "$2"
}

# restore_site SITE FILE: empties the site's database, fills it from the dump and removes its files.
restore_site() {
	local database
	database=$(site_config "$1" db_name)
	{
		printf 'drop database if exists %s; create database %s; use %s;\n' "$database" "$database" "$database"
		printf 'set session unique_checks = 0, foreign_key_checks = 0;\n'
		cat "$2"
	} | mariadb_root
	rm -rf "$SITES/$1"/{public,private}/files
	mkdir -p "$SITES/$1"/{public,private}/files
	remove_cache_of "$1"
}

# Frappe's cache outlives the tables that it was read from.
remove_cache_of() { bench_site "$1" clear-cache >>"$LOG_FILE" 2>&1; }

# --- making

random_word() { python3 -c 'import secrets; print(secrets.token_hex(8))'; }

# make_site SITE: a site with bare Frappe; the first one takes a minute, later ones come from its dump.
make_site() {
	locked "site-$1" make_site_now "$1"
}

make_site_now() {
	ensure_bare_dump
	drop_site "$1"
	create_site_folder "$1"
	restore_site "$1" "$(bare_dump)"
}

ensure_bare_dump() { [[ -f $(bare_dump) ]] || locked bare-dump make_bare_dump; }

# make_app_site SITE: a site with the app as it now is in the bench, from a dump where there is one.
make_app_site() { locked "site-$1" make_app_site_now "$1"; }

make_app_site_now() {
	local stamp dump
	stamp=$(app_stamp)
	dump=$(app_dump "$stamp")
	if [[ -f $dump ]]; then
		[[ -f $SITES/$1/site_config.json ]] || create_site_folder "$1"
		restore_site "$1" "$dump"
	else
		make_site_now "$1"
		in_bench logged bench --site "$1" install-app "$APP"
		check_site "$1" frappe "$APP" || die "The site $1 is not whole after install-app; see $LOG_FILE"
		dump_site "$1" "$dump"
	fi
	echo "$stamp" >"$SITES/$1/app-stamp"
}

# prepare_site SITE LANGUAGE: past the set-up wizard, in China's time zone and currency.
prepare_site() { in_sites "$BENCH/env/bin/python" "$LIBRARY/prepare_site.py" "$1" "$2" >>"$LOG_FILE" 2>&1 || die "The site $1 could not be set up; see $LOG_FILE"; }

# The template is a site of its own, so that an interruption never leaves half of somebody's site.
make_bare_dump() {
	local template=template.localhost
	if [[ -f $(bare_dump) ]]; then return; fi
	drop_site "$template"
	in_bench logged bench new-site "$template" --force --admin-password "$(admin_password)" \
		--mariadb-user-host-login-scope='%'
	check_site "$template" frappe || die "The new site is not whole; see $LOG_FILE"
	prepare_site "$template" en
	dump_site "$template" "$(bare_dump)"
	drop_site "$template"
}

admin_password() { printf %s "${BRAND_UNION_ADMIN_PASSWORD:-admin}"; }

drop_site() {
	local database
	if [[ -f $SITES/$1/site_config.json ]] && database=$(site_config "$1" db_name); then
		mariadb_root -e "drop database if exists \`$database\`; drop user if exists \`$database\`@'%'"
	fi
	rm -rf "${SITES:?}/$1"
}

# create_site_folder SITE: the folder, its configuration, an empty database and the user for it.
create_site_folder() {
	local site=$1 database password
	database=_$(random_word)
	password=$(random_word)$(random_word)
	mkdir -p "$SITES/$site"/{public,private}/files "$SITES/$site"/{private/backups,locks,logs}
	printf '{"db_name": "%s", "db_password": "%s", "db_type": "mariadb", "encryption_key": "%s"}' \
		"$database" "$password" "$(encryption_key)" | python3 "$LIBRARY/config.py" update "$SITES/$site/site_config.json"
	chmod 600 "$SITES/$site/site_config.json"
	mariadb_root -e "create or replace user \`$database\`@'%' identified by '$password';
		grant all privileges on \`$database\`.* to \`$database\`@'%';"
}

encryption_key() { python3 -c 'import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())'; }

# set_site_setting SITE KEY VALUE (numbers become numbers)
set_site_setting() {
	python3 -c 'import json, sys; print(json.dumps({sys.argv[1]: sys.argv[2]}))' "$2" "$3" |
		python3 "$LIBRARY/config.py" update "$SITES/$1/site_config.json"
}

# Tests may run, mails stay inside, and no file of the app is written by the Desk. Server and sender are named for Frappe's
# own test records, whose users get a welcome mail under bench run-tests.
set_test_settings() {
	printf '{"allow_tests": 1, "mail_server": "localhost", "auto_email_id": "test@example.com", "mute_emails": 1, "developer_mode": 0, "server_script_enabled": 0}' |
		python3 "$LIBRARY/config.py" update "$SITES/$1/site_config.json"
}

# migrate_site SITE: only when the app has changed since the site was made or migrated.
migrate_site() { locked "site-$1" migrate_site_now "$1"; }

site_is_current() { [[ $(cat "$SITES/$1/app-stamp" 2>/dev/null) == "$(app_stamp)" ]]; }

migrate_site_now() {
	local stamp
	if site_is_current "$1"; then return; fi
	stamp=$(app_stamp)
	in_bench logged bench --site "$1" migrate --skip-search-index
	echo "$stamp" >"$SITES/$1/app-stamp"
}

# Dumps of former states of the app are of no use any more.
remove_old_dumps() { find "$DUMPS" -name "$APP-*.sql" ! -path "$(app_dump "$(app_stamp)")" -mmin +60 -delete; }
