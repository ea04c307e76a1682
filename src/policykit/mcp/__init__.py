"""The tools of policykit for assistants, over the Model Context Protocol (extra `mcp`).

An assistant that writes official documents must cite only what exists: these tools search, read, check and verify
against the workspace and never answer from anything else.
"""
