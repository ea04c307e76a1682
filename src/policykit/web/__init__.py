"""The workbench in a browser: pages, the JSON API they use, and what keeps both safe.

    routes.py     what a page and an endpoint are; each of pages/ lists its own
    app.py        the application made of those lists
    workbench.py  one open workspace: readers, jobs, records of people's work
    guard/        host names, headers, sessions, passwords, limits
    templates/ static/   all that the browser gets; nothing is fetched from elsewhere

from policykit.web.app import build
app = build(Path("工作区"))   # an ASGI application
"""
