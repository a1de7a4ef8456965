"""``make door``: build the same site with the engines we could move to, and tell what differs."""
