"""The plan of a client or a branch as one linked object: its shape, its checks, and what is made of it."""
