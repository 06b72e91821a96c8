"""Commands that read the rules of the room `feedback` aloud; never a rule of their own."""
