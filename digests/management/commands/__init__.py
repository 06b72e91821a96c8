"""Commands of the digests."""
