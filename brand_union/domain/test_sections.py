import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_union.domain import file_kinds
from brand_union.domain.rules import MISSING, TOO_LONG, TOO_SHORT
from brand_union.domain.sections import (
	CHOICE,
	EMPTY_CELL,
	FILES,
	LARGE_FILE,
	LONG_TEXT,
	LOST_FILE,
	MEGABYTE,
	NO_CHOICE,
	NO_NUMBER,
	NUMBER,
	SMALL_FILE,
	STRANGE_COLUMN,
	TABLE,
	TOO_FEW_FILES,
	TOO_LARGE,
	TOO_MANY_FILES,
	TOO_SMALL,
	WRONG_CONTENT,
	WRONG_ENDING,
	GivenFile,
	Problem,
	Section,
	check,
	lines,
	read_table,
	write_table,
)

TITLE = "往年成效"
JPEG, PDF = b"\xff\xd8\xff\xe0\x00\x10JF", b"%PDF-1.7"


def section(kind: str, **values) -> Section:
	return Section("past", TITLE, kind, **values)


def found(kind: str, answer: str | None, **limits) -> list[Problem]:
	return list(check(section(kind, **limits), answer))


@pytest.mark.parametrize("kind", [LONG_TEXT, NUMBER, CHOICE, TABLE])
@pytest.mark.parametrize("answer", [None, "", " \n"])
def test_only_a_required_section_is_missed(kind, answer):
	assert found(kind, answer) == []
	assert found(kind, answer, required=True) == [Problem(MISSING, TITLE)]


@pytest.mark.parametrize(
	("text", "expected"),
	[
		("四个汉字", []),
		("三个字", [Problem(TOO_SHORT, TITLE, "3", "4")]),
		("六 个 汉 字 啊 啊", []),
		("这里是七个汉字", [Problem(TOO_LONG, TITLE, "7", "6")]),
	],
)
def test_a_long_text_is_counted_in_characters(text, expected):
	assert found(LONG_TEXT, text, min_chars=4, max_chars=6) == expected


@pytest.mark.parametrize(
	("answer", "expected"),
	[
		("10", []),
		("１０", []),
		("20.5", []),
		("9.99", [Problem(TOO_SMALL, TITLE, "9.99", "10")]),
		("20.51", [Problem(TOO_LARGE, TITLE, "20.51", "20.5")]),
		("三百人", [Problem(NO_NUMBER, TITLE, "三百人")]),
		("12人", [Problem(NO_NUMBER, TITLE, "12人")]),
		("NaN", [Problem(NO_NUMBER, TITLE, "NaN")]),
	],
)
def test_a_number_lies_within_its_bounds(answer, expected):
	limits = {"min_number": Decimal(10), "max_number": Decimal("20.5")}
	assert found(NUMBER, answer, **limits) == expected


def test_a_choice_is_one_of_the_choices():
	choices = ("校级", "院级")
	assert found(CHOICE, "院级", choices=choices) == []
	assert found(CHOICE, "班级", choices=choices) == [Problem(NO_CHOICE, TITLE, "班级", "校级, 院级")]


def test_a_table_has_a_text_in_each_of_its_columns():
	rows = [{"名称": "读书会", "人数": 30}, {"名称": "讲座", "人数": " "}, {"名称": "", "人数": None}]
	answer = json.dumps([*rows, {"名称": "展览", "人数": "9", "备注": "旧栏"}])
	assert found(TABLE, answer, columns=("名称", "人数")) == [
		Problem(EMPTY_CELL, TITLE, row=2, place="人数"),
		Problem(STRANGE_COLUMN, TITLE, "旧栏", "名称, 人数", 3, "备注"),
	]


def test_a_table_of_empty_rows_is_an_empty_table():
	answer = json.dumps([{"名称": " "}])
	assert found(TABLE, answer, columns=("名称",), required=True) == [Problem(MISSING, TITLE)]


@pytest.mark.parametrize("text", ["{}", "[1]", "读书会", '[{"a": [1]}]', '[{"a": true}]', "[[]]"])
def test_what_is_no_table_is_refused(text):
	with pytest.raises(ValueError):
		read_table(text)


@given(st.lists(st.dictionaries(st.text(min_size=1), st.text(), min_size=1)))
def test_a_table_comes_back_as_it_was_kept(rows):
	plain = [{column: cell.strip() for column, cell in row.items()} for row in rows]
	kept = [row for row in plain if any(row.values())]
	assert read_table(write_table(rows)) == kept
	assert not {"<", ">"} & set(write_table(rows))


@pytest.mark.parametrize(
	("files", "expected"),
	[
		([], [Problem(MISSING, TITLE)]),
		([("a.jpg", 2)], [Problem(TOO_FEW_FILES, TITLE, "1", "2")]),
		([("a.jpg", 2)] * 4, [Problem(TOO_MANY_FILES, TITLE, "4", "3")]),
		([("a.JPG", 1), ("b.jpeg", 5)], []),
		([("a.jpg", 0.5), ("b.jpg", 2)], [Problem(SMALL_FILE, TITLE, "0.5", "1", place="a.jpg")]),
		([("a.jpg", 2), ("b.jpg", 5.25)], [Problem(LARGE_FILE, TITLE, "5.25", "5", place="b.jpg")]),
		([("a.jpg", 2), ("b.jpg", None)], [Problem(LOST_FILE, TITLE, place="b.jpg")]),
		([("a.jpg", 2), ("b.exe", 2)], [Problem(WRONG_ENDING, TITLE, "exe", "jpg, pdf", place="b.exe")]),
		([("a.jpg", 2), ("b.pdf", 2)], [Problem(WRONG_CONTENT, TITLE, "pdf", place="b.pdf")]),
	],
)
def test_files_are_counted_weighed_and_looked_into(files, expected):
	limits = {"min_files": 2, "max_files": 3, "min_file_mb": 1, "max_file_mb": 5}
	asked = section(FILES, required=True, file_types=("jpg", "pdf"), **limits)
	given_files = [
		GivenFile(name, None if size is None else int(size * MEGABYTE), JPEG) for name, size in files
	]
	assert list(check(asked, None, given_files)) == expected


def test_no_files_are_no_fault_where_none_are_required():
	assert list(check(section(FILES, min_files=2), None, [])) == []


@pytest.mark.parametrize(
	("text", "expected"),
	[
		("jpg, .PNG，pdf、jpg", ("jpg", "png", "pdf")),
		("", ()),
		(None, ()),
		(" , . ", ()),
	],
)
def test_endings_are_read_as_people_write_them(text, expected):
	assert file_kinds.endings(text) == expected


@pytest.mark.parametrize(
	("ending", "head", "fits"),
	[
		("jpg", JPEG, True),
		("jpg", PDF, False),
		("docx", b"PK\x03\x04", True),
		("doc", b"\xd0\xcf\x11\xe0", True),
		("docx", b"\xd0\xcf\x11\xe0", False),
		("mp4", b"\x00\x00\x00\x18ftyp", True),
		("unheard", b"anything", True),
	],
)
def test_the_first_bytes_tell_where_a_kind_has_its_own(ending, head, fits):
	assert file_kinds.is_what_it_says(ending, head) is fits


def test_lines_of_a_rule():
	assert lines(" 校级\n\n院级 \r\n校级") == ("校级", "院级")
	assert lines(None) == ()
