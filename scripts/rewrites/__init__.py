"""Semantics-preserving rewrites of marked case files, for scripts/rewrites.py."""
