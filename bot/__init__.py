"""Usher looks after the fan community of a film or series on Discord."""

__version__ = "0.1.0"
