"""The judgement of messages: reading them, the rules over what was read, and the verdict that can explain itself."""
