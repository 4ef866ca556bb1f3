"""One Discord server: what Usher needs there, what is missing, and how to put it right."""
