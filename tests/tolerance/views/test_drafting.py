"""The pages of the criteria's editor and of its versions, as people use them."""

import io
import re
from html import unescape

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tolerance import services
from tolerance.criteria_document import fingerprint, render_criteria
from tolerance.models import CriteriaSet, Criterion

pytestmark = pytest.mark.django_db
WORDS = {"zh": "先干后补", "en": "Build first", "basis": "本县规定"}


@pytest.fixture
def draft(cast: Cast) -> CriteriaSet:
    services.load_published_criteria()
    return services.begin_draft(actor=cast.secretary, version="2027-1", title_zh="下一版", title_en="Next version")


@pytest.fixture
def secretary(cast: Cast, client: Client) -> Client:
    client.force_login(cast.secretary)
    return client


def _path(name: str, **kwargs: str) -> str:
    return reverse(name, kwargs={"version": "2027-1", **kwargs})


def test_draft_goes_from_its_beginning_to_publication(cast: Cast, secretary: Client) -> None:
    services.load_published_criteria()
    names = {"version": "2027-1", "title_zh": "下一版", "title_en": "Next version"}
    assert secretary.post(reverse("criteria_sets"), names).headers["Location"] == _path("criteria_draft")
    added = secretary.post(_path("criterion_new"), {"kind": "situation", **WORDS})
    assert added.headers["Location"] == _path("criteria_draft")
    secretary.post(_path("criterion_act", code="S11"), {"act": "up"})
    secretary.post(_path("criterion_act", code="M08"), {"act": "remove"})
    secretary.post(_path("criterion_act", code="M07"), {"act": "remove"})
    page = secretary.get(_path("criteria_draft")).content.decode()
    assert re.findall(r"恢复 (\w+)<", page) == ["M07", "M08"]
    back = secretary.post(_path("criterion_act", code="M07"), {"act": "restore"}, follow=True)
    assert "M07已恢复" in back.content.decode()
    page = secretary.get(_path("criteria_publish")).content.decode()
    assert re.findall(r'<th scope="row">(\w\d\d)<br><span class="badge[^>]*>(.*?)<', page) == [
        ("S11", "新增"),
        ("M08", "删除"),
    ]
    assert "发布此版本" not in page
    leader = Client()
    leader.force_login(cast.leader)
    form = {"effective_on": timezone.localdate().isoformat(), "seen": fingerprint(CriteriaSet.objects.drafts().get())}
    done = leader.post(_path("criteria_publish"), form)
    assert done.headers["Location"] == _path("criteria_set")
    assert _words("2027-1", "S11") == "先干后补"
    # The public pages and the self-check follow at once.
    public = Client()
    assert "先干后补" in public.get(reverse("criteria")).content.decode()
    step = public.post(reverse("criteria_check"), {"step": "2"}).content.decode()
    assert "先干后补" in step or "先干后补" in public.post(reverse("criteria_check"), {"step": "6"}).content.decode()
    compared = public.get(_path("criteria_compare", other="2026-1")).content.decode()
    assert "先干后补" in compared


def _words(version: str, code: str) -> str:
    return CriteriaSet.objects.get(version=version).criteria.get(code=code).zh


def test_changed_words_are_marked_by_signs_and_not_by_colour_alone(draft: CriteriaSet, secretary: Client) -> None:
    one = draft.criteria.get(code="S01")
    words = {"zh": one.zh.replace("改革", "改革创新"), "en": one.en, "basis": one.basis, "verified": "on"}
    secretary.post(_path("criterion_edit", code="S01"), words)
    page = secretary.get(_path("criteria_publish")).content.decode()
    assert "<ins>【+创新+】</ins>" in page
    assert "<del>【" in page  # the words that explain the signs
    assert 'class="badge warn">有改动</span>' in page


def test_publisher_who_read_an_older_draft_reads_again(draft: CriteriaSet, cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    form = {"effective_on": timezone.localdate().isoformat(), "seen": "0" * 64}
    answer = client.post(_path("criteria_publish"), form)
    assert answer.status_code == 422
    assert f'value="{fingerprint(draft)}"' in answer.content.decode()
    assert client.post(_path("criteria_publish"), form | {"seen": fingerprint(draft)}).status_code == 302


def test_archive_and_discard_by_their_buttons(draft: CriteriaSet, cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    archive = reverse("criteria_archive", kwargs={"version": "2026-1"})
    client.post(archive)
    assert CriteriaSet.objects.get(version="2026-1").state == "published"  # it is in force
    client.force_login(cast.secretary)
    client.post(_path("criteria_discard"))
    assert not CriteriaSet.objects.drafts().exists()


def test_draft_is_no_public_page(draft: CriteriaSet) -> None:
    for path in (_path("criteria_set"), _path("criteria_pdf"), _path("criteria_compare", other="2026-1")):
        assert Client().get(path).status_code == 404


def test_pdf_says_what_the_page_says_and_is_the_same_each_time() -> None:
    criteria = services.load_published_criteria()
    path = reverse("criteria_pdf", kwargs={"version": criteria.version})
    answer = Client().get(path)
    assert (answer.headers["Content-Type"], answer.content) == ("application/pdf", render_criteria(criteria))
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    for one in criteria.criteria.all():
        for words in (one.code, one.zh, one.en, one.basis):
            assert re.sub(r"\s", "", words) in text, words
    assert text.count("本地规定，依据待核实") == criteria.criteria.filter(verified=False).count() == 3
    assert fingerprint(criteria) in text
    assert fingerprint(criteria) in Client().get(reverse("criteria")).content.decode()
    assert "pdfuaid" in answer.content.decode("latin-1")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zh=st.text(max_size=210), en=st.text(max_size=310), basis=st.text(max_size=210))
def test_editor_takes_any_words_or_says_why_not_and_keeps_them(
    zh: str, en: str, basis: str, draft: CriteriaSet, secretary: Client
) -> None:
    before = draft.criteria.get(code="R01").zh
    answer = secretary.post(_path("criterion_edit", code="R01"), {"zh": zh, "en": en, "basis": basis})
    one = Criterion.objects.get(criteria_set=draft, code="R01")
    if answer.status_code == 302:
        assert one.zh == " ".join(zh.split())
        assert secretary.get(_path("criteria_publish")).status_code == 200
    else:
        assert (answer.status_code, one.zh) == (422, before)
        shown = re.search(r"<textarea[^>]*name=.zh.[^>]*>\n(.*?)</textarea>", answer.content.decode(), re.DOTALL)
        assert shown is not None
        assert unescape(shown[1]).replace("\r\n", "\n") == unescape(shown[1])
    Criterion.objects.filter(pk=one.pk).update(zh=before)
