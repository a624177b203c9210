"""The only sockets: guarded HTTP, robots.txt, pacing, caps on what comes back."""
