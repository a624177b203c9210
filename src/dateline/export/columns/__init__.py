"""The columns of each table: name, type, HXL tag, meaning. The codebooks and data packages are written from here."""
