"""The dashboard and the API: pages, lists, feeds and features over one store."""
