"""Recognition: grids and text become a report in the codes of the form."""
