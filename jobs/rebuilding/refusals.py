"""The words for a file that is not taken, each with a way out; owns nothing but the words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jobs.rebuilding import Reason
from jobs.rebuilding.limits import file_count, file_limits, file_megabytes, file_total

_WORDS: dict[Reason, Promise] = {
    Reason.EMPTY: _("It is empty. Please choose another one."),
    Reason.UNKNOWN: _("Only JPEG and PNG pictures and PDF documents are taken."),
    Reason.OFFICE: _(
        "Office documents carry names and versions. In WPS or Word choose “Save as” or “Export”, then PDF, and choose "
        "that file here."
    ),
    Reason.HEIC: _(
        "This is a picture in a phone's own format (HEIC). Please save it as JPEG, or take a screenshot of it, and "
        "choose that."
    ),
    Reason.PICTURE: _(
        "Pictures of this type are not taken. Please save it as JPEG or PNG, or take a screenshot of it."
    ),
    Reason.DAMAGED: _("It is damaged or unusual, and cannot be written anew. Please export or save it once more."),
    Reason.BOMB: _("It unpacks to far more than it seems, and is not taken. Please export or print it as PDF again."),
    Reason.LOCKED: _("It is protected by a password or against changes. Please save it without, and choose that."),
    Reason.LAYERS: _("It has hidden layers, which would come to light. Please print it as PDF, and choose that."),
    Reason.MEMORY: _("It needs too much memory to be written anew. Please choose a smaller one."),
    Reason.SLOW: _("It took too long to write it anew. Please choose a smaller or simpler one."),
    Reason.BUSY: _("Many files are coming in just now. Please send once more in a minute."),
    Reason.STORED: _(
        "What you sent is safe under this receipt already. So many files are coming in just now that those you send "
        "again cannot be compared with it; nothing needs to be sent twice."
    ),
}


def words_for(reason: Reason) -> str:
    """Return why a file was refused, in the reader's language."""
    limits = file_limits()
    if reason is Reason.LARGE:
        return _("It is too large: at most %(number)d MB each. A smaller picture or fewer pages will do.") % {
            "number": file_megabytes()
        }
    if reason is Reason.MANY:
        return _(
            "At most %(number)d files can lie under one receipt, and these would be more. Please choose fewer, or say "
            "in words what they show."
        ) % {"number": file_total()}
    if reason is Reason.PIXELS:
        return _("The picture has too many pixels: at most %(number)d million. Please make it smaller.") % {
            "number": limits.pixels // 1_000_000
        }
    if reason is Reason.PAGES:
        return ngettext(
            "It has too many pages: at most %(number)d. Please choose the page that matters.",
            "It has too many pages: at most %(number)d. Please choose those that matter.",
            limits.pages,
        ) % {"number": limits.pages}
    return str(_WORDS[reason])


def too_many() -> str:
    """Return that there are too many files."""
    number = file_count()
    return ngettext(
        "Too many files: at most %(number)d. Please choose again.",
        "Too many files: at most %(number)d. Please choose again.",
        number,
    ) % {"number": number}
