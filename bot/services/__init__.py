"""Use cases: load, decide, commit; an outcome for whoever asked, a plan in the ledger for everyone else."""
