"""The rules: ``entry`` looks at one entry, ``calls`` at a page's macro calls, ``whole`` at everything."""
