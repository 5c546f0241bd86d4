"""Untrusted bytes are opened here only: child processes with limits, and what is said to them."""
