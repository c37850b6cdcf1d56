"""Who takes part: the union and the women's committee of a university, units of every kind, and the people in them."""

from brand_union.tests.year.school import JURY, School, Unit

COLLEGE, FEDERATION, CLUB = "学院", "Women's Federation", "Staff Association"
UNION, WOMEN = "YL", "YLW"


def _college(code: str, name: str, heads: int, **more) -> Unit:
	return Unit(code, name, parent=UNION, tags=(COLLEGE,), more={"head_count": heads, **more})


YUNLU = School(
	preset="",
	domain="yl.example",
	year=2025,
	opened_at="2024-02-20 09:00:00",
	units=(
		Unit(UNION, "云麓大学工会", "University Union"),
		Unit(WOMEN, "云麓大学妇女工作委员会", FEDERATION),
		_college("YL-01", "文学院工会", 320, party_organisation="文学院党委"),
		_college("YL-02", "理学院工会", 150),
		_college("YL-03", "工学院工会", 400),
		_college("YL-04", "医学院工会", 260),
		_college("YL-05", "外国语学院工会", 350),
		Unit("YL-06", "机关工会", parent=UNION, more={"head_count": 80}),
		Unit("YL-07", "图书馆工会", parent=UNION, more={"head_count": 150}),
		_college("YL-08", "体育学院工会", 120, exempt_from_duty=1, exemption_reason="承办省运会"),
		Unit("YL-09", "教职工摄影协会", CLUB, parent=UNION, more={"head_count": 40}),
		Unit("YL-10", "教职工棋类协会", CLUB, parent=UNION, more={"head_count": 12}),
		Unit("YLW-01", "文学院妇委会", FEDERATION, parent=WOMEN, more={"head_count": 60}),
	),
	people={
		"admin": ("谢清源", "Brand Administrator", UNION),
		"office": ("唐若水", "Brand Officer", UNION),
		"women": ("彭雁", "Brand Officer", WOMEN),
		"auditor": ("董砚", "Brand Auditor", ""),
		"secretary": ("文学院书记", "Brand Endorser", ""),
		**{f"chair{n}": (f"主席{n}", "Brand Unit Chair", "") for n in range(1, 5)},
		**JURY,
	},
	budget=50000,
)
# Who chairs the unions: some have a chair of their own, the others share one.
CHAIRS = {"YL-01": "chair1", "YL-03": "chair2", "YLW-01": "chair3"}
SHARED_CHAIR, SECRETARY = "chair4", "secretary"
# Holds the keys of the site as well: workflows are Frappe's own, and System Manager edits them.
KEEPER = "keeper"
