"""The use cases, called by the command line, the web pages and library users alike.

from policykit.api import reading
document = reading.read(Path("通知.docx"))
"""
