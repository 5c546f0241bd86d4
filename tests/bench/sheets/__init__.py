"""Workbooks nobody has seen: reports typed into spreadsheets in many ways, with their truth."""
