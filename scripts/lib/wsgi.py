"""Serves the site named in FRAPPE_SITE, whatever the address that the browser asks for, with its static files."""

import os

import frappe.app

frappe.app._site = os.environ["FRAPPE_SITE"]
frappe.app._sites_path = "."
application = frappe.app.application_with_statics()
