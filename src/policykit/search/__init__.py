"""Searching clauses: a query language, engines behind one protocol, ranking, snippets and facets.

Import `Session` from policykit.search.session and `index` from policykit.search.indexing.
"""
