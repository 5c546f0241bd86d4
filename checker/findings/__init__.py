"""Outcomes to findings: severity, verdict, root cause, waivers, order."""
