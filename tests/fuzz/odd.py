"""Odd values, bodies and headers, drawn by a seeded chance; owns how they are odd, never where they are sent."""

import random
from urllib.parse import quote_from_bytes, urlencode

from feedback import receipts, tokens
from tests.feedback.walking import WORDS

# Reproducible on purpose: a failing run can be repeated by its seed.
METHODS = ("GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "get")
TEXTS = (
    "", " ", "\x00", "a\x00b", "\ufeff", "\u202e反", "e\u0301" * 9, "👩\u200d👧" * 9, "0", "-1", "1e999", "9" * 400,
    "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "{% include 'x' %}", "%s%n%x", "../../etc/passwd",
    "\r\nX: y", "NaN", "[]", "line\nline\r\nline\rline\u2028", "ＡＢＣ１２３", "①②③", "\U0010ffff",
    "\x7f\x80\x9f", "on", "true", "None", WORDS, "B04", "B99", "0.5-2", ">30", "RM04", "fixed", "partly",
    "13800000000 张主任", "11010519491231002X",
)  # fmt: skip
_CHARACTERS = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x110000, 17))]
RAW = (
    b"%ED%A0%80",
    b"%00",
    b"%FF%FE",
    b"%",
    b"%ZZ",
    b"%C0%AF",
    b"+",
    b"%F4%90%80%80",
    b"=",
    b"&",
    b";",
    b"\xff",
    b"\x00",
)
CHARSETS = ("utf-8", "utf-16", "utf-7", "gb18030", "latin-1", "bogus", "\x00", "utf-8; charset=gbk", "x" * 900, "idna")
LANGUAGES = (
    "zh-CN",
    "en",
    "*",
    "",
    "tlh",
    "zh;q=9",
    "en;q=0.5,*;q=-1",
    "a" * 5000,
    "x-" * 2000,
    "\x00",
    "ü",
    "en_US.UTF-8",
)
HOSTS = (
    "localhost",
    "127.0.0.1",
    "[::1]",
    "evil.example",
    "localhost:99999",
    "",
    "a b",
    "localhost\x00",
    "x" * 300,
    "[::1",
    "é",
)


def text(chance: random.Random) -> str:
    """Return a value: listed, drawn at random, or huge once in a while."""
    drawn = chance.random()
    if drawn < 0.7:
        return chance.choice(TEXTS)
    if drawn < 0.995:
        return "".join(chance.choices(_CHARACTERS, k=20))
    return chance.choice(("字", "x", "\x00")) * chance.choice((5000, 5001, 5001, 100_000))


def token(chance: random.Random) -> str:
    """Return a form token: ours, ours changed in one place, or nobody's."""
    good = tokens.issue()
    place = chance.randrange(len(good))
    changed = good[:place] + chance.choice("0Zz:-é\x00") + good[place + 1 :]
    return chance.choice(
        (
            good,
            good,
            good,
            good,
            good,
            changed,
            good[:place],
            good + "x",
            f"{receipts.new()}:1abcde:forged",
            ":::",
            text(chance),
        )
    )


def form(chance: random.Random, fields: dict[str, str]) -> bytes:
    """Return `fields` as a body, with names doubled, dropped and made up, and bytes that no browser sends."""
    pairs = [(name, value) for name, value in fields.items() if chance.random() < 0.98]
    pairs += [(chance.choice(list(fields) or ["x"]), text(chance)) for _ in range(chance.choice((0, 0, 0, 0, 1, 3)))]
    chance.shuffle(pairs)
    body = urlencode(pairs, errors="surrogatepass").encode()
    if chance.random() < 0.1:
        place = chance.randrange(len(body) + 1)
        body = body[:place] + chance.choice(RAW) + body[place:]
    return body if chance.random() < 0.98 else body + b"&a=" * 3000


def multipart(chance: random.Random, fields: dict[str, str]) -> tuple[bytes, str]:
    """Return a body in parts and its type; often with a file, and broken in one of many ways."""
    mark = chance.choice(("qz", "a" * 70, "x" * 300, "b c", "é"))
    names = (*fields, "file", "", "\x00")
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    for _ in range(chance.choice((0, 1, 2))):
        file = chance.choice(("x.jpg", "../../x", "", "\x00", "é" * 300, 'a"b', "x.php\r\nX: y"))
        kind = chance.choice(("image/jpeg", "application/pdf", "", "multipart/mixed; boundary=in", "\x00"))
        extra = chance.choice(("", "Content-Transfer-Encoding: base64", "X: " + "y" * 9000))
        head = f'form-data; name="{chance.choice(names)}"; filename="{file}"\r\nContent-Type: {kind}\r\n{extra}'
        parts.append(f"Content-Disposition: {head}\r\n\r\n{text(chance)[:9000]}")
    chance.shuffle(parts)
    body = (
        "".join(f"--{mark}\r\n{part}\r\n" for part in parts).encode(errors="surrogatepass") + f"--{mark}--\r\n".encode()
    )
    if chance.random() < 0.4:
        cut = chance.randrange(len(body))
        body = chance.choice(
            (body[:cut], body[cut:], body[:cut] + b"\x00\xff\r\n--" + body[cut:], body.replace(b"\r\n", b"\n"))
        )
    said = chance.choice((mark, mark, mark, "", "other", f'"{mark}"'))
    return body, f"multipart/form-data; boundary={said}".encode().decode("latin-1")


def query(chance: random.Random) -> str:
    """Return a query string as it stands in an address."""
    if chance.random() < 0.6:
        return ""
    names = ("q", "page", "state", "category", "unit", "kind", "next", "sort", "", "\x00", "q")
    pairs = [
        f"{quote_from_bytes(chance.choice(names).encode())}={quote_from_bytes(text(chance)[:800].encode())}"
        for _ in range(3)
    ]
    return "&".join(pairs) + chance.choice(("", "&", "&%ED%A0%80=%00", "&q=%FF", "&&&=", "&page=%EF%BC%91"))


def headers(chance: random.Random) -> dict[str, str]:
    """Return headers, most of them plain."""
    drawn = {"Accept-Language": chance.choice(LANGUAGES), "User-Agent": chance.choice(("x", "", "\x00", "é" * 99))}
    odd = {
        "Host": chance.choice(HOSTS),
        "Cookie": chance.choice(("sessionid=x; csrftoken=y", "=;=;", "\x00", "a=" + "b" * 9000)),
        "X-Forwarded-For": chance.choice(("203.0.113.77", "\x00")),
        "X-Forwarded-Proto": chance.choice(("https", "gopher")),
        "If-Modified-Since": chance.choice(
            ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "Thu, 01 Jan 99999 00:00:00 GMT")
        ),
        "If-None-Match": chance.choice(('"x"', "*", "\x00")),
        "Range": chance.choice(("bytes=0-1", "bytes=9-1", "bytes=" + "9" * 99, "x")),
        "Accept": chance.choice(("*/*", "application/json", "\x00", "x/" * 99)),
        "HX-Request": "true",
        "Origin": chance.choice(("null", "http://evil.example", "\x00")),
        "Referer": chance.choice(("http://localhost/", "\x00")),
        "Sec-Fetch-Site": chance.choice(("cross-site", "x")),
    }
    drawn |= {name: value for name, value in odd.items() if chance.random() < 0.03}
    return {name: value.encode().decode("latin-1") for name, value in drawn.items()}
