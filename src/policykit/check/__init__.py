"""Checking a distribution of duties: complete, specific, contained level by level, nothing widened or weakened."""
