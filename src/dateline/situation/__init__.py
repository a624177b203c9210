"""Views of what is kept: who did what to whom, where, when, how often, and what changed."""
