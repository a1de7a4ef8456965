"""What helps editors from the outside in: new entries, suggestions from the Git host, links and freshness.

No engine and no Git host is called here. Texts from outside are data: they are read, checked and written,
never run.
"""
