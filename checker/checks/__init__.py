"""Reports and rules -> outcomes: pass, fail, undecided or broken."""
