"""The plain question for browsers that run no script; owns its words and its check, and keeps nothing.

It is a sum in words, so that it needs no picture and no ear. The page carries a signature over what is asked for and
the answer; without our key, that does not tell the answer.
"""

import random
import unicodedata
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_CHANCE = random.SystemRandom()
_ONES = "零一二三四五六七八九"
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty")
_END, _TEN, _TWENTY = 40, 10, 20
_NONCE = 16


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the signature that comes back with the answer."""

    words: str
    signed: str


def ask(about: str) -> Question:
    """Return a fresh question in the reader's language; its answer passes for `about` alone."""
    first, second = _CHANCE.randint(11, 29), _CHANCE.randint(2, 9)
    name = in_english if get_language() == "en" else in_chinese
    words = _("How much is %(first)s plus %(second)s?") % {"first": name(first), "second": name(second)}
    nonce = get_random_string(_NONCE)
    return Question(words, f"{nonce}:{_signature(nonce, about, first + second)}")


def is_answer(signed: str, typed: str, about: str) -> bool:
    """Return whether `typed`, in digits or words of either language, answers the question that `signed` belongs to."""
    nonce, _colon, signature = signed[:200].partition(":")
    number = _number(typed)
    return number is not None and constant_time_compare(signature, _signature(nonce, about, number))


def in_chinese(number: int) -> str:
    """Return a number from 0 to 39 in Chinese."""
    tens, ones = divmod(number, _TEN)
    head = ("" if tens == 1 else _ONES[tens]) + "十" if tens else ""
    return head + (_ONES[ones] if ones or not tens else "")


def in_english(number: int) -> str:
    """Return a number from 0 to 39 in English."""
    if number < _TWENTY:
        return _SMALL[number]
    tens, ones = divmod(number, _TEN)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


_NUMBERS = {name(number): number for number in range(_END) for name in (in_chinese, in_english, str)}


def _number(typed: str) -> int | None:
    plain = unicodedata.normalize("NFKC", typed[:40]).strip().lower().rstrip("。.").replace("两", "二")
    return _NUMBERS.get(plain.replace(" ", "-"), _NUMBERS.get(plain))


def _signature(nonce: str, about: str, answer: int) -> str:
    return salted_hmac("feedback.floods.question", f"{nonce}:{about}:{answer}").hexdigest()
