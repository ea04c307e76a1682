"""Citations against the corpus: resolve, check, and who cites what."""
