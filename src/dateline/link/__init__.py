"""Joins what belongs together: pure deciders that read and write nothing."""
