"""The addresses of the room `digests`."""

from django.urls import URLPattern, URLResolver, path

from digests.views import bulletin, comparing, edition, instructions, lists, orders, releasing, remarks

urlpatterns: list[URLPattern | URLResolver] = [
    path("bulletin/", bulletin.bulletin, name="bulletin"),
    path("bulletin.pdf", bulletin.bulletin_pdf, name="bulletin_pdf"),
    path("work/digests/", lists.digests, name="digests"),
    path("work/digests/build/", lists.digest_build, name="digest_build"),
    path("work/digests/orders/<int:order_id>/", orders.digest_order, name="digest_order"),
    path("work/digests/orders/<int:order_id>/progress/", orders.digest_order_progress, name="digest_order_progress"),
    path("work/digests/orders/<int:order_id>/cancel/", orders.digest_order_cancel, name="digest_order_cancel"),
    path("work/digests/<int:edition_id>/", edition.digest, name="digest"),
    path("work/digests/<int:edition_id>/progress/", edition.digest_progress, name="digest_progress"),
    path("work/digests/<int:edition_id>/compare/", comparing.digest_compare, name="digest_compare"),
    path("work/digests/<int:edition_id>/cancel/", edition.digest_cancel, name="digest_cancel"),
    path("work/digests/<int:edition_id>/pdfs/", edition.digest_pdfs, name="digest_pdfs"),
    path("work/digests/<int:edition_id>.pdf", edition.digest_pdf, name="digest_pdf"),
    path("work/digests/<int:edition_id>.csv", edition.digest_csv, name="digest_csv"),
    path("work/digests/<int:edition_id>/release/", releasing.release, name="digest_release"),
    path("work/digests/<int:edition_id>/send-again/", releasing.resend, name="digest_send_again"),
    path("work/digests/<int:edition_id>/acknowledge/", releasing.acknowledge, name="digest_acknowledge"),
    path("work/digests/<int:edition_id>/remarks/", remarks.remarks, name="digest_remarks"),
    path("work/digests/<int:edition_id>/instruct/", instructions.instruct, name="instruct"),
    path("work/instructions/", instructions.instructions, name="instructions"),
    path("work/instructions/<int:instruction_id>/", instructions.instruction, name="instruction"),
    path("work/instructions/<int:instruction_id>/answer/", instructions.answer, name="instruction_answer"),
    path("work/instructions/<int:instruction_id>/accept/", instructions.accept, name="instruction_accept"),
    path("work/instructions/<int:instruction_id>/return/", instructions.give_back, name="instruction_return"),
]
