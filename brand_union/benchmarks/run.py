"""Prints one line per figure: name, value, goal, ok or short, separated by tabs.

Values are ratios of two things that were measured in the same run, so that a slow machine does not
change them; where a goal is in seconds, the figure says so. Nothing that is made here stays on the site.
"""

import frappe

from brand_union.benchmarks import assigning, deciding, filing_rules, opening, queries, saving


def main() -> None:
	"""Entry of scripts/benchmark.sh: runs as Administrator on a site of its own."""
	frappe.set_user("Administrator")
	for measure in (
		assigning.figures,
		deciding.figures,
		saving.figures,
		opening.figures,
		filing_rules.figures,
		queries.figures,
	):
		for name, value, goal in measure():
			print(f"{name}\t{value:.2f}\t<= {goal:.1f}\t{'ok' if value <= goal else 'short'}", flush=True)
		frappe.db.rollback()
