"""Feeds, sitemaps, pages, folders, archives and wires, each read into RawItem values."""
