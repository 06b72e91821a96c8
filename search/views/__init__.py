"""The pages of the room, one module a page; they ask one service or selector and never write themselves."""
