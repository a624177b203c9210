"""The steps that lead to the tables of `schema.py`, run by `migrate.upgrade`."""
