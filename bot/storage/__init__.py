"""What is remembered: tables, queries, the ledger of plans, and migrations. Nothing else speaks SQL."""
