"""Spreadsheets: the workbooks and tables of text in which figures are drafted and handed in."""
