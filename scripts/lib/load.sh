# shellcheck shell=bash
# Loads the parts in the order of their needs; sourced by every script.

for part in config lock ui user packages bench services site app serve checks upgrade; do
	# shellcheck disable=SC1090
	. "$(dirname "${BASH_SOURCE[0]}")/$part.sh"
done
