"""An address that a site leads to → whether we may go there.

Refused are private, loopback, link-local and other non-public networks (the list is Python's `ipaddress`). The name
is looked up once for each request and the very address that was checked is connected to, so that DNS cannot answer
otherwise in between; the peer is compared once more when it has answered.
"""

import ipaddress
import socket
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from atlascast.collect.kept import is_online
from atlascast.errors import SourceError

if TYPE_CHECKING:
    import httpx

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_HINT = "If it is meant, allow it in the config: [fetch] hosts = [\"{host}\"]."


def check(address: str, hosts: Collection[str]) -> list[str]:
    """The network addresses of its host; none where any is allowed, or a proxy decides.

    Raises SourceError where the address is not http(s), or its host is neither allowed nor public.
    """
    parts = urlsplit(address if is_online(address) else "")
    if not parts.hostname:
        raise SourceError(f"{address[:120]} is no web address.", "Name an address that begins with https://.")
    if _allowed(address, hosts) or proxied():
        return []
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError, ValueError) as error:
        raise SourceError(f"{address} cannot be reached: {error}.", "Check the address and your network.") from error
    peers = list(dict.fromkeys(str(peer[0]) for *_, peer in found))
    for peer in peers:
        _public(address, peer)
    return peers


def transport(hosts: Collection[str]) -> "httpx.BaseTransport":
    """Connects to the addresses that `check` has found, under the host's own name, and to no others."""
    import httpx

    context = httpx.create_ssl_context()

    class Pinned(httpx.BaseTransport):
        def __init__(self) -> None:
            self._lines: dict[str, httpx.HTTPTransport] = {}

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            peers = check(str(request.url), hosts)
            place = f"{request.url.scheme} {request.url.netloc.decode()}"
            if place not in self._lines:  # one a host, as hosts may share an address but not a certificate
                self._lines[place] = httpx.HTTPTransport(verify=context)
            for peer in peers[:-1]:
                try:
                    return self._lines[place].handle_request(_aimed(request, peer))
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    continue  # the host's next address
            return self._lines[place].handle_request(_aimed(request, peers[-1]) if peers else request)

        def close(self) -> None:
            for line in self._lines.values():
                line.close()

    return Pinned()


def _aimed(request: "httpx.Request", peer: str) -> "httpx.Request":
    """The request to one address of its host, whose certificate must be the host's."""
    import httpx

    named = {**request.extensions, "sni_hostname": request.url.host}
    url = request.url.copy_with(host=peer.partition("%")[0])
    return httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=named)


def check_peer(address: str, answer: "httpx.Response", hosts: Collection[str]) -> None:
    """Raises SourceError where the answer comes from a host that is neither allowed nor public."""
    stream = answer.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    if peer and not _allowed(address, hosts) and not proxied():
        _public(address, str(peer[0]))


def check_packing(address: str, answer: "httpx.Response") -> None:
    """Raises SourceError for an answer packed more than once: each time a thousandfold, it fills any memory at once."""
    if answer.headers.get("content-encoding", "").count(","):
        raise SourceError(f"{address} answers packed more than once.", "Tell the site; nothing else packs so.")


def _allowed(address: str, hosts: Collection[str]) -> bool:
    parts = urlsplit(address)
    return parts.netloc.lower() in hosts or (parts.hostname or "").lower() in hosts


def proxied() -> bool:
    """Whether a proxy is set. Behind a proxy the names are looked up, and the networks are kept apart, by the proxy."""
    from urllib.request import getproxies

    return any(name in getproxies() for name in ("http", "https", "all"))


def _public(address: str, peer: str) -> None:
    found = ipaddress.ip_address(peer.partition("%")[0])
    if any(not one.is_global or one.is_multicast for one in (found, *_within(found))):
        host = urlsplit(address).netloc
        message = f"{address} lies in a private network ({peer}); a site we read leads there."
        raise SourceError(message, _HINT.format(host=host))


def _within(found: "ipaddress.IPv4Address | ipaddress.IPv6Address") -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 one leads on to: mapped, 6to4 (RFC 3056) and NAT64 (RFC 6052)."""
    if isinstance(found, ipaddress.IPv6Address):
        yield from filter(None, (found.ipv4_mapped, found.sixtofour))
        if found in _NAT64:
            yield ipaddress.IPv4Address(found.packed[-4:])
