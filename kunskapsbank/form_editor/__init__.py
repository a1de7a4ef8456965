"""The editors' form at ``/redigera/``: its settings, the bundle it runs on and the page that opens it."""
