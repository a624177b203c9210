"""Lists, feeds and features for programs."""
