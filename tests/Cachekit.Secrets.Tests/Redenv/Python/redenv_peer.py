"""A client of Redenv that shares no code with the library: one JSON request per line, one JSON answer per line."""

import datetime
import hashlib
import json
import os
import sys

import redis
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

STORES = {}


def store(request):
    port = request["port"]
    if port not in STORES:
        STORES[port] = redis.Redis(host="127.0.0.1", port=port, decode_responses=True)
    return STORES[port]


def derive(token, salt, rounds):
    return hashlib.pbkdf2_hmac("sha256", token.encode("utf-8"), salt, rounds, 32)


def encrypt(text, key):
    iv = os.urandom(12)
    return iv.hex() + "." + AESGCM(key).encrypt(iv, text.encode("utf-8"), None).hex()


def decrypt(text, key):
    iv, sealed = text.split(".")
    return AESGCM(key).decrypt(bytes.fromhex(iv), bytes.fromhex(sealed), None).decode("utf-8")


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z")


def create(request):
    """A project with service tokens and short-lived tokens, as 'redenv register' and 'redenv token create' make them."""
    rounds = request.get("rounds", 310000)
    pek = os.urandom(32)
    salt = os.urandom(16)
    metadata = {
        "encryptedPEK": encrypt(pek.hex(), derive("the master password", salt, 1000)),
        "salt": salt.hex(),
        "kdf": "pbkdf2",
        "algorithm": "aes-256-gcm",
        "createdAt": now(),
    }
    if "historyLimit" in request:
        metadata["historyLimit"] = request["historyLimit"]
    services = {}
    for token in request["tokens"]:
        salt = os.urandom(16)
        info = {
            "encryptedPEK": encrypt(pek.hex(), derive(token["token"], salt, rounds)),
            "salt": salt.hex(),
            "name": token["id"],
            "description": "",
            "createdAt": now(),
            "createdBy": "ann@laptop",
        }
        if token.get("ephemeral"):
            metadata["ephemeral:" + token["id"]] = json.dumps(info)
        else:
            services[token["id"]] = info
    if services:
        metadata["serviceTokens"] = json.dumps(services)
    store(request).hset("meta@" + request["project"], mapping=metadata)
    return {"pek": pek.hex()}


def write(request):
    """Versions of secrets, the oldest first."""
    pek = bytes.fromhex(request["pek"])
    key = request["environment"] + ":" + request["project"]
    for name, values in request["secrets"].items():
        text = store(request).hget(key, name)
        history = json.loads(text) if text else []
        for value in values:
            number = history[0]["version"] + 1 if history else 1
            history.insert(0, {"version": number, "value": encrypt(value, pek), "user": "ann@laptop", "createdAt": now()})
        store(request).hset(key, name, json.dumps(history))
    return {}


def read(request):
    """All versions of all secrets, by way of a token."""
    metadata = store(request).hgetall("meta@" + request["project"])
    info = json.loads(metadata["serviceTokens"])[request["tokenId"]]
    key = derive(request["token"], bytes.fromhex(info["salt"]), request.get("rounds", 310000))
    pek = bytes.fromhex(decrypt(info["encryptedPEK"], key))
    secrets = {}
    for name, text in store(request).hgetall(request["environment"] + ":" + request["project"]).items():
        secrets[name] = [
            {"version": entry["version"], "value": decrypt(entry["value"], pek), "user": entry["user"], "createdAt": entry["createdAt"]}
            for entry in json.loads(text)
        ]
    return {"secrets": secrets}


def seal(request):
    return {"text": encrypt(request["text"], bytes.fromhex(request["key"]))}


def unseal(request):
    return {"text": decrypt(request["text"], bytes.fromhex(request["key"]))}


ANSWERS = {"create": create, "write": write, "read": read, "seal": seal, "unseal": unseal}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = ANSWERS[request["op"]](request)
    except Exception as error:
        answer = {"crashed": repr(error)}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
