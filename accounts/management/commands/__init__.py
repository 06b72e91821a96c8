"""Commands of the room for whoever runs the machine."""
