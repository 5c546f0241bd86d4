"""Measurements: speed side by side with what the program is built on, and accuracy."""
