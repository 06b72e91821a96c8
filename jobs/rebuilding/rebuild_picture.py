"""The process that rebuilds a picture: `python -m jobs.rebuilding.rebuild_picture`."""

from jobs.rebuilding import images
from jobs.rebuilding.child import Task, serve


def rebuilt(data: bytes, task: Task) -> tuple[bytes, bytes]:
    """Return the new picture and its preview."""
    picture = images.decode(data, task.kind, pixels=task.pixels)
    return images.encode(picture, task.kind), images.preview(picture)


if __name__ == "__main__":
    images.warm_up()
    serve(rebuilt)
