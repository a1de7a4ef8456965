"""``make bench``: how quick the build is, how much it takes, and how it compares with other engines."""
