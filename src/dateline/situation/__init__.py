"""Read views: what is known, put together from the store."""
