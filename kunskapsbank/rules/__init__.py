"""The rules that entries are held to: ``entry`` looks at one at a time, ``whole`` at all of them together."""
