"""The independent second reading of a cell, and what the eye sees of it."""
