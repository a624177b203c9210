"""Where records are kept: SQLite by default, PostgreSQL for teams. `base.py` says what a store does."""
