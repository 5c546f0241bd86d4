"""Documents: a file becomes text and grids, every cell read twice."""
