"""Bytes to Document or Rejected. All pure but `inputs.py` and `files.py`, which open what the user named."""
