"""AES-256-GCM with HKDF-SHA256 per tenant and the AAD 0x03 (encryption.md)."""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from errors import Refused


def derive(master, tenant, domain="encryption"):
    name = domain.encode()
    text = tenant.encode()
    salt = b"cachekit_v1_" + bytes([len(name)]) + name + len(text).to_bytes(2, "big") + text
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=name).derive(master)


def fingerprint(key):
    return hashlib.sha256(b"key_fingerprint_v1" + key).digest()[:16]


def associated_data(tenant, key, text, compressed, original_type):
    parts = [tenant, key, text, "True" if compressed else "False"]
    if original_type is not None:
        parts.append(original_type)
    encoded = [part.encode() for part in parts]
    return b"\x03" + b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def seal(master, tenant, nonce, plaintext, aad):
    return nonce + AESGCM(derive(master, tenant)).encrypt(nonce, plaintext, aad)


def unseal(masters, tenant, stored, aad):
    """The plaintext, and which key of the ring served it."""
    if len(stored) < 28:
        raise Refused("Malformed", "too short")
    for index, master in enumerate(masters):
        try:
            return AESGCM(derive(master, tenant)).decrypt(stored[:12], stored[12:], aad), index
        except InvalidTag:
            continue
    raise Refused("Tampered", "no key opens it")
