"""The kinds of rule, one small module each."""
