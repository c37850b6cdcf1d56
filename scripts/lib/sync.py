"""Keeps a copy of a checkout: the files that git tracks or would track, nothing else.

Usage: sync.py copy SOURCE TARGET   copies what changed, removes what has gone; prints the number of changes
       sync.py stamp FOLDER         prints a hash of the files that shape a site's database
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

# What a copy may hold beside the files of the checkout.
KEPT = {".git", "node_modules", "__pycache__", "dist"}
# A change in these alone needs no migration of a site.
SHAPELESS = {"__pycache__", "tests", "public", "benchmarks", "demo"}
SHAPING = {".py", ".json", ".txt", ".csv", ".html"}


def tracked_files(source: Path) -> set[Path]:
	"""Relative paths of the files of a checkout, or of all files when the folder is not a checkout's root."""
	git = ["git", "-c", f"safe.directory={source}", "-C", str(source)]
	top = subprocess.run([*git, "rev-parse", "--show-toplevel"], capture_output=True, text=True)
	if top.returncode or Path(top.stdout.strip()) != source:
		return set(plain_files(source))
	listed = subprocess.run([*git, "ls-files", "-coz", "--exclude-standard"], capture_output=True, check=True)
	names = listed.stdout.decode().split("\0")
	return {Path(name) for name in names if name and (source / name).is_file()}


def plain_files(folder: Path, skipped: set[str] = KEPT):
	"""Relative paths of all files below `folder`, without the skipped folders."""
	for parent, folders, files in os.walk(folder):
		folders[:] = [name for name in folders if name not in skipped and not name.endswith(".egg-info")]
		for name in files:
			yield Path(parent, name).relative_to(folder)


def is_same(one: Path, other: Path) -> bool:
	if not other.is_file():
		return False
	left, right = one.stat(), other.stat()
	return (left.st_size, left.st_mtime_ns, left.st_mode) == (right.st_size, right.st_mtime_ns, right.st_mode)


def copy_file(source: Path, target: Path) -> None:
	"""Replaces the target in one move, so that whoever reads it sees the old file or the new one."""
	target.parent.mkdir(parents=True, exist_ok=True)
	draft = target.with_name(f".{target.name}.{os.getpid()}")
	shutil.copy2(source, draft)
	draft.replace(target)


def remove_empty_parents(folder: Path, top: Path) -> None:
	while folder != top and not any(entry.name != "__pycache__" for entry in folder.iterdir()):
		shutil.rmtree(folder)
		folder = folder.parent


def copy(source: Path, target: Path) -> int:
	"""Returns how many files were copied or removed."""
	target.mkdir(parents=True, exist_ok=True)
	wanted = tracked_files(source)
	changed = [path for path in wanted if not is_same(source / path, target / path)]
	for path in changed:
		copy_file(source / path, target / path)
	stale = [path for path in plain_files(target) if path not in wanted]
	for path in stale:
		(target / path).unlink(missing_ok=True)
		remove_empty_parents((target / path).parent, target)
	return len(changed) + len(stale)


def stamp(folder: Path) -> str:
	"""Twelve hex digits over names and contents."""
	digest = hashlib.sha256()
	for path in sorted(plain_files(folder, SHAPELESS)):
		if path.suffix in SHAPING and not path.name.startswith("test_"):
			digest.update(f"{path}\0".encode() + (folder / path).read_bytes() + b"\0")
	return digest.hexdigest()[:12]


if __name__ == "__main__":
	action, *folders = sys.argv[1:]
	print({"copy": copy, "stamp": stamp}[action](*(Path(folder).resolve() for folder in folders)))
