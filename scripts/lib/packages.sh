# shellcheck shell=bash
# System packages through apt (Debian 12, Ubuntu 22.04 and 24.04).

# programs: what must answer, and the package that brings it
declare -A PROGRAM_PACKAGES=(
	[git]=git [curl]=curl [flock]=util-linux [cc]=build-essential [pkg-config]=pkg-config
	[mariadb-dump]=mariadb-client [redis-server]=redis-server [redis-cli]=redis-tools
	[pdftotext]=poppler-utils
)
# Pango lays out the official papers, the fonts carry their characters.
LIBRARY_PACKAGES=(ca-certificates fonts-noto-cjk fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)

# The browser tests alone need a browser.
WITH_BROWSER=no

# needed_packages: one name a line, those that are missing.
needed_packages() {
	local program package
	for program in "${!PROGRAM_PACKAGES[@]}"; do
		program_is_there "$program" || echo "${PROGRAM_PACKAGES[$program]}"
	done
	program_is_there mariadbd || mariadb_package
	for package in "${LIBRARY_PACKAGES[@]}"; do
		package_is_installed "$package" || echo "$package"
	done
	if [[ $WITH_BROWSER == yes ]] && ! find_chromium >/dev/null; then chromium_package; fi
	python_with_venv_is_there || printf '%s\n' python3 python3-venv python3-dev
	node_is_there || nodejs_packages
}

program_is_there() { PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null; }

# The server without its service; Ubuntu 22.04 has the version in the package's name.
mariadb_package() {
	apt-cache --names-only search '^mariadb-server-core(-[0-9.]+)?$' | sort | head -n 1 | cut -d ' ' -f 1 | grep . || echo mariadb-server
}

# Debian has the browser itself; Ubuntu's package only points to a snap, so Playwright brings its own there.
chromium_package() {
	if [[ -n $(apt-cache --names-only search '^chromium$') ]]; then echo chromium; fi
}

package_is_installed() { [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

python_with_venv_is_there() { (find_python) >/dev/null 2>&1; }

node_is_there() { node_is_new_enough && command -v npm >/dev/null; }

# apt's Node, where it is new enough; the older one of Ubuntu 22.04 is replaced from PyPI later.
nodejs_packages() {
	local version
	version=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]*\).*/\1/p')
	if [[ -n $version ]] && ((version >= MINIMUM_NODE)); then printf '%s\n' nodejs npm; fi
}

packages_are_there() { [[ -z $(needed_packages) ]]; }

packages_step() { step "System packages" packages_are_there install_packages; }

AS_ROOT=()

# install_packages [EXTRA...]: as root, or through sudo.
install_packages() {
	local missing
	command -v apt-get >/dev/null || die "These programs are missing and apt-get is not there to install them: $(needed_packages | xargs)"
	if ((EUID != 0)); then
		command -v sudo >/dev/null ||
			die "Packages are missing; as root, run: apt-get install --no-install-recommends $(needed_packages | xargs)"
		AS_ROOT=(sudo)
	fi
	logged "${AS_ROOT[@]}" apt-get update
	mapfile -t missing < <(needed_packages)
	forbid_new_services
	logged "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}" "$@"
	allow_new_services
}

# A freshly installed Redis package would start a server that nobody asked for.
POLICY=/usr/sbin/policy-rc.d
OUR_POLICY=no
forbid_new_services() {
	if [[ -e $POLICY ]]; then return; fi
	printf '#!/bin/sh\nexit 101\n' | "${AS_ROOT[@]}" tee "$POLICY" >/dev/null
	"${AS_ROOT[@]}" chmod 755 "$POLICY"
	trap 'allow_new_services' EXIT
	OUR_POLICY=yes
}

allow_new_services() {
	if [[ $OUR_POLICY == yes ]]; then "${AS_ROOT[@]}" rm -f "$POLICY"; fi
	OUR_POLICY=no
}
