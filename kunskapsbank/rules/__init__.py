"""Rules: ``texts`` for each text, ``entry`` for an entry, ``calls`` for macros, ``whole`` for everything."""
