"""Outputs for programs."""
