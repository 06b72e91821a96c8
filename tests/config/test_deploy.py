"""The configurations of docs/deploy/, each by really starting it, without any network but loopback."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import marks
from benchmarks.product import ROOT, Product, free_port, running
from benchmarks.trace import check_sight
from benchmarks.trespassing import ADDRESS, AGENT, COOKIE, FORWARDED, LANGUAGE, Trespasser
from config.packages import program

pytestmark = pytest.mark.slow
DEPLOY = ROOT / "docs" / "deploy"


def _certificate(folder: Path) -> None:
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",  # noqa: S607
         "-subj", "/CN=report.example", "-addext", "subjectAltName=DNS:report.example", "-days", "2",
         "-keyout", str(folder / "site.key"), "-out", str(folder / "site.crt")],
        check=True, capture_output=True,
    )  # fmt: skip


class Proxy:
    """The real nginx with the real configuration, in which only ports differ."""

    def __init__(self, folder: Path, product: Product) -> None:
        self.folder, self.product = folder, product
        self.plain, self.secure, self.onion = free_port(), free_port(), free_port()

    def configuration(self) -> str:
        text = (DEPLOY / "nginx.conf").read_text()
        changes = {
            "127.0.0.1:8000": f"127.0.0.1:{self.product.port}",
            "127.0.0.1:8081": f"127.0.0.1:{self.onion}",
            "listen 443": f"listen 127.0.0.1:{self.secure}",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "worker_processes auto;": "worker_processes 1;",
        }
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        return text if os.geteuid() == 0 else text.replace("user www-data;", "")

    def open(self, port: int, *, name: str = "report.example") -> socket.socket:
        line = socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(ADDRESS, 0))
        if port != self.secure:
            return line
        context = ssl.create_default_context(cafile=str(self.folder / "site.crt"))
        context.set_alpn_protocols(["h2", "http/1.1"] if name == "h2.example" else ["http/1.1"])
        return context.wrap_socket(line, server_hostname=name)

    def ask(self, request: bytes, port: int | None = None) -> bytes:
        answer = b""
        with self.open(port or self.secure) as line:
            line.sendall(request)
            try:
                while part := line.recv(65536):
                    answer += part
            except OSError:
                pass
        return answer


@contextmanager
def _proxied(folder: Path, product: Product) -> Iterator[Proxy]:
    proxy = Proxy(folder, product)
    folder.chmod(0o755)
    (folder / "temp").mkdir()
    _certificate(folder)
    (folder / "nginx.conf").write_text(proxy.configuration())
    command = [program("nginx") or "nginx", "-e", "stderr", "-p", str(folder), "-c", "nginx.conf"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)  # noqa: S603
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen([*command, "-g", "daemon off;"], stdout=output, stderr=output)  # noqa: S603
    try:
        for _ in range(100):
            try:
                proxy.ask(b"GET / HTTP/1.1\r\nHost: report.example\r\nConnection: close\r\n\r\n", proxy.plain)
                break
            except OSError:
                time.sleep(0.1)
        yield proxy
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=30)


def _request(method: str, path: str, body: bytes = b"", *, host: str = "report.example", length: int = -1) -> bytes:
    marked = {
        "User-Agent": AGENT, "Accept-Language": LANGUAGE, "Cookie": f"sessionid={COOKIE}", "X-Forwarded-For": FORWARDED,
        "Forwarded": f"for={FORWARDED}", "X-Real-IP": FORWARDED, "Referer": f"http://intranet.example/{COOKIE}",
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in marked.items())
    size = f"Content-Length: {len(body) if length < 0 else length}\r\n" if body or length >= 0 else ""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{kind}{size}{lines}\r\n"
    return head.encode() + body


def _stumble(proxy: Proxy) -> list[bytes]:
    """Do what goes wrong before the proxy; return the statuses."""
    words = Trespasser.words.encode() * 3000  # 260 kB: more than any buffer that spills by default
    broken = [
        _request("GET", f"/nowhere/{COOKIE}/"),
        _request("POST", "/report/send/", b"words=" + words),
        _request("POST", "/report/send/", b"w" * 100, length=80_000_000),  # above the limit
        _request("BREW", "/report/send/"),
        f"{COOKIE}\r\n\r\n".encode(),
        b"GET / HTTP/1.1\r\nHost: report.example\r\nX: " + COOKIE.encode() * 3000 + b"\r\n\r\n",
        _request("GET", "/", host=f"{COOKIE}.example"),
    ]
    answers = [proxy.ask(request) for request in broken]
    for raw in (COOKIE.encode() * 20, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc" + COOKIE.encode() * 20):
        with socket.create_connection(("127.0.0.1", proxy.secure), timeout=5, source_address=(ADDRESS, 0)) as line:
            line.sendall(raw)
    with proxy.open(proxy.secure) as line:  # breaks off in the middle of a body
        line.sendall(_request("POST", "/report/send/", words[:90_000], length=200_000))
    return [re.sub(rb"(?s)(HTTP/1.1 |.*<h1>|<center>)?(\d{3}).*", rb"\2", answer)[:3] for answer in answers]


def _patterns() -> dict[str, bytes]:
    every = marks.addresses("address", ADDRESS) | marks.addresses("forwarded", FORWARDED)
    for name, text in (("agent", AGENT), ("language", LANGUAGE), ("cookie", COOKIE), ("words", Trespasser.words[:9])):
        every |= marks.spellings(name, text)
    return every


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    served = {"QZ_HTTPS": "1", "QZ_ALLOWED_HOSTS": "report.example,onionaddress.onion"}
    with running(**served) as product, _proxied(tmp_path_factory.mktemp("proxy"), product) as started:
        yield started


def test_pages_come_through_with_their_headers_and_nothing_is_kept(proxy: Proxy) -> None:
    answer = proxy.ask(_request("GET", "/report/"))
    head = answer.partition(b"\r\n\r\n")[0].decode().lower()
    assert answer.startswith(b"HTTP/1.1 200")
    for line in (
        "strict-transport-security: max-age=31536000; includesubdomains; preload", "cache-control: no-store",
        "referrer-policy: no-referrer", "x-robots-tag: noindex, nofollow", "x-frame-options: deny",
    ):  # fmt: skip
        assert head.count(line) == 1
    assert "content-security-policy: default-src 'none'" in head
    assert "permissions-policy: camera=()" in head
    assert "set-cookie" not in head
    assert "\r\nserver: nginx\r\n" in head
    assert _stumble(proxy) == [b"404", b"200", b"413", b"405", b"400", b"400", b"421"]
    files = [path for path in (*proxy.folder.rglob("*"), *proxy.product.folder.rglob("*")) if path.is_file()]
    assert marks.found(files, _patterns())[0] == []
    assert list((proxy.folder / "temp").rglob("*.*")) == []
    assert not (proxy.folder / "logs").exists()
    check_sight(_patterns())


def test_a_refusal_of_the_proxy_itself_insists_on_https(proxy: Proxy) -> None:
    assert b"Strict-Transport-Security: max-age=31536000" in proxy.ask(_request("POST", "/", b"w", length=80_000_000))


def test_plain_http_is_sent_on(proxy: Proxy) -> None:
    answer = proxy.ask(_request("GET", "/promise/"), proxy.plain)
    assert answer.startswith(b"HTTP/1.1 308")
    assert b"Location: https://report.example/promise/" in answer


def test_the_onion_service_is_served_without_a_way_round(proxy: Proxy) -> None:
    answer = proxy.ask(_request("GET", "/report/", host="onionaddress.onion"), proxy.onion)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"set-cookie" not in answer.lower()


def test_newer_http_is_spoken_and_other_names_get_no_answer(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.folder / "site.crt"))
    context.set_alpn_protocols(["h2"])
    with (
        socket.create_connection(("127.0.0.1", proxy.secure), timeout=5) as line,
        context.wrap_socket(line, server_hostname="report.example") as secured,
    ):
        assert (secured.selected_alpn_protocol(), secured.session_reused) == ("h2", False)
    with pytest.raises(ssl.SSLError), proxy.open(proxy.secure, name="other.example"):
        pass


def test_tor_takes_its_configuration_and_writes_no_log(tmp_path: Path) -> None:
    data = tmp_path / "tor"
    data.mkdir(mode=0o700)
    text = (DEPLOY / "torrc").read_text().replace("/var/lib/tor", str(data))
    (tmp_path / "torrc").write_text(text + "DisableNetwork 1\n")
    command = [program("tor") or "tor", "-f", str(tmp_path / "torrc"), "--defaults-torrc", "/dev/null"]
    checked = subprocess.run([*command, "--verify-config"], capture_output=True, text=True, check=False)  # noqa: S603
    assert (checked.returncode, "Configuration was valid" in checked.stdout) == (0, True), checked.stdout
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        hostname = data / "qingzhuang" / "hostname"
        for _ in range(100):
            if hostname.exists():
                break
            time.sleep(0.1)
        assert re.fullmatch(r"[a-z2-7]{56}\.onion\n", hostname.read_text())
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(timeout=20)
    assert [path.name for path in tmp_path.rglob("*log*")] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="checks units where systemd is")
@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("qingzhuang*")))
def test_units_are_sound(unit: str, tmp_path: Path) -> None:
    text = (DEPLOY / unit).read_text().replace("/srv/qingzhuang/.venv/bin/python", shutil.which("python3") or "")
    (tmp_path / unit).write_text(text.replace("After=network-online.target", "After=network.target"))
    for other in DEPLOY.glob("qingzhuang*"):
        if other.name != unit:
            (tmp_path / other.name).write_text(
                other.read_text().replace("/srv/qingzhuang/.venv/bin/python", "/bin/true")
            )
    done = subprocess.run(  # noqa: S603
        [shutil.which("systemd-analyze") or "", "verify", str(tmp_path / unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if unit in line] == []
