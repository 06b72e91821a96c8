"""The process that rebuilds a PDF document: `python -m jobs.rebuilding.rebuild_document`."""

import pypdfium2

from jobs.rebuilding import documents, images
from jobs.rebuilding.child import Task, serve


def first_page(data: bytes) -> bytes:
    """Return a small JPEG of a document's first page.

    Raises:
        pypdfium2.PdfiumError: the page cannot be drawn, so that the document will not open elsewhere either.
    """
    page = pypdfium2.PdfDocument(data)[0]
    scale = images.PREVIEW_SIDE / max(*page.get_size(), 1)
    return images.preview(page.render(scale=scale).to_pil().convert("RGB"))


def rebuilt(data: bytes, task: Task) -> tuple[bytes, bytes]:
    """Return the new document and its preview."""
    new = documents.rebuild(data, pixels=task.pixels, pages=task.pages)
    return new, first_page(new)


if __name__ == "__main__":
    images.warm_up()
    documents.warm_up()
    serve(rebuilt)
