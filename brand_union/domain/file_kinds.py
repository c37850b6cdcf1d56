"""Kinds of files that a form may ask for: by the ending of the name, and by the first bytes where a kind has its own."""

from pathlib import PurePosixPath

_OFFICE = b"\xd0\xcf\x11\xe0"  # the older Word, Excel and PowerPoint, and WPS
_ZIP = b"PK"  # the newer ones
_JPEG, _TIFF = b"\xff\xd8\xff", (b"II*\x00", b"MM\x00*")

# {ending: what a file of this kind begins with}; an empty tuple stands for kinds that begin with anything.
KINDS: dict[str, tuple[bytes, ...]] = {
	**dict.fromkeys(("jpg", "jpeg"), (_JPEG,)),
	"png": (b"\x89PNG\r\n",),
	"gif": (b"GIF8",),
	"bmp": (b"BM",),
	"webp": (b"RIFF",),
	**dict.fromkeys(("tif", "tiff"), _TIFF),
	**dict.fromkeys(("heic", "mp4", "m4a", "mov", "avi", "mp3", "wav", "wmv"), ()),
	"pdf": (b"%PDF",),
	"ofd": (_ZIP,),
	**dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps"), (_OFFICE, _ZIP)),
	**dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), (_ZIP,)),
	"zip": (_ZIP,),
	"rar": (b"Rar!",),
	"7z": (b"7z\xbc\xaf",),
	**dict.fromkeys(("txt", "csv"), ()),
}
# How many bytes of a file are needed to tell.
HEAD = 8


def endings(text: str | None) -> tuple[str, ...]:
	"""The endings of a list like "jpg, .PNG，pdf" in its order, small and without the dot."""
	parts = (text or "").replace("，", ",").replace("、", ",").replace(";", ",").replace("\n", ",").split(",")
	return tuple(dict.fromkeys(part.strip().lstrip(".").lower() for part in parts if part.strip().strip(".")))


def ending_of(file_name: str | None) -> str:
	"""The ending of a file's name, small and without the dot; "" for none."""
	return PurePosixPath(file_name or "").suffix.lstrip(".").lower()


def is_asked_for(ending: str, wanted: tuple[str, ...]) -> bool:
	"""Whether files with this ending are among those asked for (none: all are); jpg and jpeg are one kind."""
	return not wanted or _same(ending) in {_same(one) for one in wanted}


def is_what_it_says(ending: str, head: bytes) -> bool:
	"""Whether a file that begins with these bytes can be of the kind that its ending says."""
	marks = KINDS.get(ending, ())
	return not marks or head.startswith(marks)


def _same(ending: str) -> str:
	return {"jpeg": "jpg", "tiff": "tif"}.get(ending, ending)
