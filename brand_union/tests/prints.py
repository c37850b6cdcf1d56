"""Reading what a form says when it is printed."""

import io
import json
import unicodedata
from pathlib import Path

from frappe.translate import print_language
from pypdf import PdfReader

from brand_union.services import paper
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

SAMPLE = json.loads((Path(__file__).parents[1] / "demo/data/applications/HIT-03.json").read_text("utf-8"))
TEXTS = ("foundation", "objectives", "content", "plan", "expected_results", "publicity")
FACTS = ("project_title", "leader_name", "leader_post", "leader_phone", "leader_email", "contact_name")
ROWS = {
	"team": ("member_name", "post", "duty"),
	"schedule": ("period", "content", "responsible"),
	"budget": ("heading", "basis"),
	"endorsements": ("endorsement", "opinion", "signer"),
}
BOXES = [
	{"form": "Application", "endorsement": "申报单位工会意见", "print_height": 40},
	{"form": "Application", "endorsement": "二级党组织意见", "print_height": 32},
	{"form": "Summary", "endorsement": "单位工会意见", "print_height": 44},
]
MILLIMETRE = 72 / 25.4


def squash(text: str) -> str:
	"""Without white space, and without the radicals that fonts put in place of characters."""
	return "".join(unicodedata.normalize("NFKC", text).split())


def pages_of(pdf: bytes) -> list[str]:
	return [squash(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def running_text(pages: list[str], *headers: str) -> str:
	"""The text of all pages in a row, without what stands in their margins."""
	found = ""
	for number, page in enumerate(pages, 1):
		for text in (*headers, f"— {number} / {len(pages)} —"):
			page = page.replace(squash(text), "")
		found += page
	return found


def html_of(doc, language: str = "zh", **options) -> str:
	with print_language(language):
		return paper.as_html(doc, paper._print_format(doc.doctype, None), **options)


def fonts_of(pdf: bytes) -> list[dict]:
	"""The descriptor of every font that a page uses."""
	fonts = [
		font.get_object()
		for page in PdfReader(io.BytesIO(pdf)).pages
		for font in page["/Resources"]["/Font"].values()
	]
	return [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]


class PaperCase(IntegrationTestCase):
	"""A cycle with three categories and boxes for opinions, and a unit whose `chair` reads its papers."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle(rules={"document_number": "校工会发〔2025〕3号", "endorsements": BOXES})
		programme = cls.cycle.programme
		cls.categories = [
			make.make_category(programme, category_name=name, position=position)
			for position, name in enumerate(("思想引领类", "建功立业类", "其他"), 1)
		]
		cls.chair = make.make_user("Brand Unit Chair")
		cls.unit = make.make_unit(unit_name="机电工程学院工会", members=[(cls.chair, "Chair")])

	def sample(self, **values):
		"""A draft with the texts of an application of the demo year."""
		given = {
			field: SAMPLE[field] for field in (*FACTS, *TEXTS, *ROWS, "starts_on", "ends_on", "member_count")
		}
		values = {"category": self.categories[1].name, **given, **values}
		return make.make_project(self.cycle, self.unit, **values)
