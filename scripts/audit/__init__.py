"""``make audit``: what is measured on every built page, and the statement with the result."""
