"""Drafting: a plan or an annex from clauses, a profile and a template.

draft = compose("实施方案", profile, documents)
annex = build("任务分工表", profile, documents, store)
"""

from policykit.draft.annexes import ALIASES, KINDS, build
from policykit.draft.annexes.review import with_source_table
from policykit.draft.compose import Options, compose
from policykit.draft.template import load as load_template
from policykit.draft.template import names as template_names

__all__ = ["ALIASES", "KINDS", "Options", "build", "compose", "load_template", "template_names", "with_source_table"]
