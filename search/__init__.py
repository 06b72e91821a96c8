"""Full-text search: documents, the registry where apps declare what is searchable, engine, query, visibility.

Never knows what a document is about, and never decides who may read it: the declaring app does.
"""
