"""The values we keep. Import them from their modules: codes, document, records, ids, annotations."""
