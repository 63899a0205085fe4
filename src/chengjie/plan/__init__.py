"""What a text says: reading a plan into a document tree and claims, and testing the plan against itself (§4)."""
