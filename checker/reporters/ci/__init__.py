"""Outputs for continuous integration."""
