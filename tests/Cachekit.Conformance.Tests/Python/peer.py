"""An implementation of the protocol that shares no code with the library: one JSON request per line, one JSON answer per line."""

import json
import os
import sys

import lz4.block
import redis
import xxhash

import bounds
import container
import encryption
import envelope
import keys
import lz4_block
import tagged
import values
from errors import Refused

STORES = {}


def binding(request):
    return encryption.associated_data(
        request["tenant"], request["key"], request.get("format", "msgpack"), request["compressed"], request.get("type"))


def seal(request):
    stored = encryption.seal(
        bytes.fromhex(request["master"]), request["tenant"], os.urandom(12), bytes.fromhex(request["data"]), binding(request))
    return {"data": stored.hex()}


def unseal(request):
    masters = [bytes.fromhex(master) for master in request["masters"]]
    plaintext, index = encryption.unseal(masters, request["tenant"], bytes.fromhex(request["data"]), binding(request))
    return {"data": plaintext.hex(), "servedBy": index}


def derive(request):
    key = encryption.derive(bytes.fromhex(request["master"]), request["tenant"])
    return {"data": key.hex(), "fingerprint": encryption.fingerprint(key).hex()}


def interop_key(request):
    arguments = tagged.parse(request["args"])
    return {"data": keys.pack(arguments).hex(), "key": keys.interop_key(request["namespace"], request["operation"], arguments)}


def auto_key(request):
    packed = keys.auto_bytes(tagged.parse(request["args"]), {})
    return {"data": packed.hex(), "hash": keys.blake2b(packed)}


def decode_value(request):
    return {"value": tagged.show(values.decode(bytes.fromhex(request["data"])))}


def check_bounds(request):
    bounds.check(bytes.fromhex(request["data"]))
    return {}


def decode_block(request):
    try:
        return {"data": lz4_block.decode(bytes.fromhex(request["data"]), request["size"]).hex()}
    except lz4_block.Damaged as error:
        raise Refused("Compression", str(error)) from error


def decode_block_natively(request):
    try:
        data = lz4.block.decompress(bytes.fromhex(request["data"]), uncompressed_size=request["size"])
    except lz4.block.LZ4BlockError as error:
        raise Refused("Compression", str(error)) from error
    if len(data) != request["size"]:
        raise Refused("Compression", "another length")
    return {"data": data.hex()}


def store(port):
    if port not in STORES:
        STORES[port] = redis.Redis(host="127.0.0.1", port=port)
    return STORES[port]


def write_entry(request):
    """Stores an entry as another SDK does: key from the arguments, container and encryption as the operation is set up."""
    key = keys.interop_key(request["namespace"], request["operation"], tagged.parse(request["args"]))
    data = values.encode(tagged.parse(request["value"]))
    if request["version"] == 2:
        data = container.write(data)
    if "master" in request:
        aad = encryption.associated_data(request["tenant"], key, "msgpack", request["version"] == 2, None)
        data = encryption.seal(bytes.fromhex(request["master"]), request["tenant"], os.urandom(12), data, aad)
    store(request["port"]).set(key, data, px=request.get("ttl"))
    return {"key": key, "data": data.hex()}


def read_entry(request):
    key = keys.interop_key(request["namespace"], request["operation"], tagged.parse(request["args"]))
    data = store(request["port"]).get(key)
    if data is None:
        raise Refused("Missing", "no entry")
    stored = data.hex()
    served_by = None
    if "masters" in request:
        aad = encryption.associated_data(request["tenant"], key, "msgpack", request["version"] == 2, None)
        data, served_by = encryption.unseal([bytes.fromhex(master) for master in request["masters"]], request["tenant"], data, aad)
    if request["version"] == 2:
        data = container.read(data)
    return {"key": key, "stored": stored, "data": data.hex(), "value": tagged.show(values.decode(data)), "servedBy": served_by}


OPERATIONS = {
    "ping": lambda request: {"version": sys.version},
    "blake2b": lambda request: {"data": keys.blake2b(bytes.fromhex(request["data"]), request["size"])},
    "xxh3": lambda request: {"data": xxhash.xxh3_64_hexdigest(bytes.fromhex(request["data"]))},
    "lz4_compress": lambda request: {"data": envelope.compress(bytes.fromhex(request["data"])).hex()},
    "lz4_decode": decode_block,
    "lz4_decode_natively": decode_block_natively,
    "bounds": check_bounds,
    "interop_key": interop_key,
    "auto_key": auto_key,
    "finish": lambda request: {"key": keys.finish(request["key"])},
    "encode_value": lambda request: {"data": values.encode(tagged.parse(request["value"])).hex()},
    "encode_value_loosely": lambda request: {"data": values.encode_loosely(tagged.parse(request["value"])).hex()},
    "decode_value": decode_value,
    "write_envelope": lambda request: {"data": envelope.write(bytes.fromhex(request["data"]), request.get("legacy", False)).hex()},
    "read_envelope": lambda request: {"data": envelope.read(bytes.fromhex(request["data"])).hex()},
    "write_container": lambda request: {"data": container.write(bytes.fromhex(request["data"]), request.get("method")).hex()},
    "read_container": lambda request: {"data": container.read(bytes.fromhex(request["data"])).hex()},
    "derive": derive,
    "seal": seal,
    "unseal": unseal,
    "write_entry": write_entry,
    "read_entry": read_entry,
}


def answer(line):
    request = json.loads(line)
    try:
        return OPERATIONS[request["op"]](request)
    except Refused as refused:
        return {"refused": refused.kind, "message": str(refused)}
    except Exception as error:  # Shown to the test that asked: a defect of this program, or a request that it does not know.
        return {"crashed": f"{type(error).__name__}: {error}"}


def main():
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
