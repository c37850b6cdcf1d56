"""What a panel's jurors get to read about one project: title, packet and attachments, blind where the panel says so."""

import json
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import cint

from brand_union.services import blinding, cycles, packet_files, packets
from brand_union.services.panels import SELECTION, SUBJECT

FILES = "Attachments"


@dataclass(frozen=True)
class Material:
	"""For one project: what stands on every juror's sheet, and `masked` as {name: how often it was masked}."""

	title: str
	entries: list[dict]
	masked: dict[str, int]
	candidates: list[packet_files.Candidate]
	files: list[packet_files.Stored] = field(default_factory=list)

	@property
	def packet(self) -> str:
		# The order of the columns is the form's, so the keys are not sorted.
		return json.dumps(self.entries, ensure_ascii=False)


def of_panel(panel, subjects: dict) -> dict[str, Material]:
	"""{project: Material} with the attachments written to the disk, for sheets that are being issued."""
	return {project: _with_files(prepare(panel, subject)) for project, subject in subjects.items()}


def prepare(panel, subject) -> Material:
	"""The material of one Brand Project or Brand Acceptance; nothing is written."""
	hide_unit = bool(cint(panel.hide_unit))
	project = subject if _is_project(subject) else frappe.get_doc("Brand Project", subject.project)
	entries = _entries(subject, project, cycles.rules_of(panel.cycle), hide_unit)
	names = blinding.names_of(project) if hide_unit else []
	title = {"value": subject.project_title}
	(title, *entries), masked = blinding.mask_entries([title, *entries], names)
	given = packet_files.candidates(subject, names, hide_unit) if cint(panel.give_files) else []
	return Material(title["value"], entries, masked, given)


def notes(panel, subjects: dict) -> list[str]:
	"""What the office should know before it opens the panel: names masked, attachments left out or to be looked at."""
	return [
		note
		for subject in subjects.values()
		for note in _notes(subject.project_title, prepare(panel, subject))
	]


def _notes(title: str, material: Material) -> list[str]:
	masked = [
		_("{0}: {1} is masked {2} time(s) in what jurors read.").format(title, name, count)
		for name, count in material.masked.items()
	]
	return masked + [f"{title}, {one.file_name}: {one.note}" for one in material.candidates if one.note]


def _entries(subject, project, rules, hide_unit: bool) -> list[dict]:
	if _is_project(subject):
		return packets.build(subject, rules, hide_unit)
	return packets.for_acceptance(subject, project, rules, hide_unit)


def _with_files(material: Material) -> Material:
	given = [one for one in material.candidates if one.cleaned]
	files = packet_files.store(one.cleaned for one in given)
	if not files:
		return material
	part = material.entries[-1]["part"] if material.entries else packets.APPLICATION
	entry = {
		"part": part,
		"label": FILES,
		"files": [
			{
				"name": file.file_name,
				"url": file.file_url,
				**({"caption": one.caption} if one.caption else {}),
			}
			for file, one in zip(files, given, strict=True)
		],
	}
	return Material(material.title, [*material.entries, entry], material.masked, material.candidates, files)


def _is_project(subject) -> bool:
	return subject.doctype == SUBJECT[SELECTION][0]
