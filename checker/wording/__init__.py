"""Values in words: names of cells and places, outcomes, repairs."""
