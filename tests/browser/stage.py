"""Fills the database of a server beside the tests: the cast, and the rows that the URL table's addresses need.

Run as a module with the server's environment; prints as JSON, by url name and language, the addresses to visit.
"""

import json
import os

import django


def _addresses() -> dict[str, dict[str, str]]:
    from django.urls import reverse  # noqa: PLC0415  # Django must be set up first
    from django.utils.translation import override  # noqa: PLC0415

    from digests.models import Edition  # noqa: PLC0415
    from tests.browser.case_stage import add_people  # noqa: PLC0415
    from tests.cast import build_cast, build_organisation  # noqa: PLC0415
    from tests.urls.table import answers, arguments  # noqa: PLC0415

    organisation = build_organisation()
    cast = build_cast(organisation)
    kwargs = arguments(organisation, cast)
    add_people(organisation, cast)
    found: dict[str, dict[str, str]] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            found[language] = {name: reverse(name, kwargs=kwargs.get(name)) for name in answers()}
            # The second page that answers at one kind of address: where a problem went that was merged into another.
            found[language]["moved"] = reverse("board_problem", args=[kwargs["problem_unmerge"]["merged"]])
            # One that is only there with its question.
            other = Edition.objects.exclude(pk=kwargs["digest_compare"]["edition_id"]).values_list("pk", flat=True)[0]
            found[language]["compared"] = f"{found[language]['digest_compare']}?with={other}"
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(_addresses()))  # noqa: T201  # the caller reads it
