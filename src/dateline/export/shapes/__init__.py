"""The field's own formats: each module fills the tables of one of them."""
