"""Doorways: each cog receives an event, asks a service, and shows the outcome."""
