"""The settings: YAML files on disk become frozen, checked values, or a list of problems that say how to mend them."""
