"""The only place that imports a search engine; owns words, files and postings, and knows nothing of who may read what.

Callers pass audience tokens and get identifiers back, never text: what a page shows is built anew from the database.
`reader` answers, `writer` writes while `files.writing` is held, `analysis` cuts words for both and for the highlights.
Banned here, with reasons in `docs/adr/0003-search-engine.md`: `refresh()`, `Require`, a Searcher shared by threads,
`BufferedWriter`, and an empty `filter`, which Whoosh takes for none.
"""
