"""Doorways: each cog receives an event, asks a service, and shows the outcome."""

EXTENSIONS = ("cogs.communities", "cogs.moderation", "cogs.cases", "cogs.privacy", "cogs.stagehand")
"""Every cog, in the order in which they are loaded."""
