"""Outputs for people at a terminal."""
