"""Word processor documents: what a report is before it is published."""
