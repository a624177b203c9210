"""Collecting: what joins sources, net, documents and the store, for one visit, one round, or as long as it runs."""
