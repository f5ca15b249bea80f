"""Which network addresses an article may be fetched from: public ones, checked before anything connects."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from translate.errors import InputError

# IPv6 addresses that lead to an IPv4 one: NAT64, and its local form.
_NAT64 = ip_network("64:ff9b::/96")
_NOT_PUBLIC = (
    ip_network("64:ff9b:1::/48"),
    ip_network("192.88.99.0/24"),
    ip_network("fec0::/10"),
    # Where clouds tell a machine its secrets, in the range of shared addresses.
    ip_network("100.64.0.0/10"),
)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000


def checked_url(url: str) -> SplitResult:
    """The parts of an address that may be asked for. Raises InputError for any other."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise InputError(f"{shown(url)}: not a web address") from None
    if parts.scheme not in _PORTS:
        raise InputError(f"{shown(url)}: only http and https addresses are fetched")
    if not host or len(url) > _LONGEST or any(c <= " " or c == "\x7f" for c in url):
        raise InputError(f"{shown(url)}: not a web address")
    if parts.username is not None or parts.password is not None:
        raise InputError(f"{shown(url)}: addresses with a password are not fetched; save the page and give the file")
    return parts


def port_of(parts: SplitResult) -> int:
    """The port that an address names, or that of its scheme."""
    return parts.port or _PORTS[parts.scheme]


def host_of(parts: SplitResult) -> str:
    """The host in ASCII, as DNS and certificates have it. Raises InputError for none."""
    host = (parts.hostname or "").rstrip(".")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise InputError(f"{shown(parts.geturl())}: not a web address") from None


def resolved(parts: SplitResult, *, seconds: float, allow_private: bool) -> list[str]:
    """The IP addresses of a host, in the resolver's order; connect to one of these and to nothing else.

    Raises InputError when there are none, or when any of them is not public: a name that
    also leads inside is not to be trusted.
    """
    where = shown(parts.geturl())
    host = host_of(parts)
    found: list[str] = []
    failure: list[str] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port_of(parts), type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            failure.append(getattr(error, "strerror", None) or str(error))

    # The resolver knows no time limit.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise InputError(f"{where}: the host's address was not found within {seconds:.0f} seconds")
    if not found:
        raise InputError(f"{where}: no such host ({failure[0] if failure else 'no address'}); check the address")
    if not allow_private:
        for address in found:
            if not is_public(address):
                raise InputError(f"{where}: leads to a private address ({address}); refused")
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also when an IPv6 address hides an IPv4 one."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(one) for one in (ip, *_hidden(ip)))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if any(ip.version == network.version and ip in network for network in _NOT_PUBLIC):
        return False
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    # Newer Pythons call the whole of NAT64 and 6to4 reserved or not global: what they hide decides.
    if isinstance(ip, IPv6Address) and (ip in _NAT64 or ip.sixtofour or ip.ipv4_mapped):
        return True
    return ip.is_global and not special


def _hidden(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(ip, IPv4Address):
        return []
    hidden = [one for one in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if one is not None]
    if ip in _NAT64 or int(ip) >> 32 == 0:
        hidden.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return hidden


def shown(url: str) -> str:
    """An address for a message: one line, no password."""
    before, mark, after = "".join(c if c.isprintable() else "?" for c in url)[:200].partition("//")
    host, slash, path = after.partition("/")
    return f"{before}{mark}{host.rpartition('@')[2]}{slash}{path}"
