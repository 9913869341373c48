"""Writes the vectors that travel with the repository: rows in the shapes of the shared ones, with values of this implementation.

    /usr/bin/python3 make_vectors.py ../Vectors
"""

import json
import os
import sys

import container
import encryption
import envelope
import keys
import tagged
import values

NOTE = "Made by tests/Cachekit.Conformance.Tests/Python/make_vectors.py, in the shapes of the vectors of the CacheKit protocol."
MASTER = "8f3c5d0e7b1a294f6e8d9c0b1a2f3e4d5c6b7a8990a1b2c3d4e5f60718293a4b"
TENANT = "warehouse-7"
NONCE = "f0f1f2f3f4f5f6f7000000"
KEYRING_TENANT = "rotation"
RING = {"old": "3c" * 32, "new": "5e" * 32, "spare": "7a" * 32}


def fingerprint(master, tenant):
    return encryption.fingerprint(encryption.derive(bytes.fromhex(master), tenant)).hex()


def sealed(name, master, tenant, number, plaintext, key, compressed, text="msgpack", original_type=None):
    aad = encryption.associated_data(tenant, key, text, compressed, original_type)
    stored = encryption.seal(bytes.fromhex(master), tenant, bytes.fromhex(f"{NONCE}{number:02x}"), plaintext, aad)
    row = {
        "name": name, "plaintext_hex": plaintext.hex(), "cache_key": key, "format": text, "compressed": compressed,
        "aad_hex": aad.hex(), "ciphertext_hex": stored.hex(),
    }
    if original_type:
        row["original_type"] = original_type
    return row


def shared(name, number, plaintext, key, compressed):
    row = sealed(name, MASTER, TENANT, number, plaintext, key, compressed)
    return row | {
        "master_key_hex": MASTER, "tenant_id": TENANT, "derived_key_fingerprint_hex": fingerprint(MASTER, TENANT),
        "nonce_hex": row["ciphertext_hex"][:24], "ciphertext_layout": "nonce(12) || ciphertext || tag(16)",
    }


def cache_keys():
    def row(name, namespace, function, args, kwargs, flag=True, serializer="std", code="s"):
        digest = keys.blake2b(keys.auto_bytes(args, kwargs))
        prefix = f"ns:{namespace}:" if namespace else ""
        key = keys.finish(f"{prefix}func:Contoso.{function}:args:{digest}:{int(flag)}{code}")
        return {
            "name": name, "namespace": namespace, "function_module": "Contoso", "function_qualname": function, "args": args, "kwargs": kwargs,
            "integrity_checking": flag, "serializer_type": serializer, "expected_key": key,
        }

    return {"note": NOTE, "vectors": [
        row("nothing", "stock", "Shelf.Count", [], {}),
        row("floats_stay_floats", "stock", "Shelf.Near", [7.0, -0.5, 1e21], {}),
        row("minus_zero_is_zero", "stock", "Shelf.Near", [-0.0], {}),
        row("map_order_by_code_point", "stock", "Shelf.Find", [{"\U00010400": 1, "\uffee": 2, "b": [True, None]}], {"z": -129, "a": 65536}),
        row("envelope_off", None, "Shelf.Count", ["x", 4294967296], {}, flag=False),
        row("other_serializer", "stock", "Shelf.Count", [1], {}, serializer="cbor", code="x" + keys.blake2b(b"cbor", 2)),
        row("shortened", "n" * 60, "Catalog." + "Q" * 90 + ".GetProductAsync", [42], {}),
    ]}


def decode_bounds():
    def row(name, repeat, count, suffix, depth, slots, reasons=None, suffix_count=None):
        data = bytes.fromhex(repeat) * count + bytes.fromhex(suffix) * (1 if suffix_count is None else suffix_count)
        recipe = {"repeat_hex": repeat, "count": count}
        recipe |= {"suffix_hex": suffix} if suffix_count is None else {"suffix_repeat_hex": suffix, "suffix_count": suffix_count}
        made = {"name": name, "construction": recipe, "input_len": len(data), "nesting_depth": depth, "declared_slots": slots}
        return made | ({"reject_reasons": reasons} if reasons else {"input_hex": data.hex()})

    return {"note": NOTE, "reject_vectors": [
        row("array16_each_within_the_rest", "dc07d0", 30, "c0", 30, 60000, ["overclaim"], 2000),
        row("map32_wraps_when_doubled", "df80000000", 1, "", 1, 4294967296, ["overclaim"]),
        row("bin32_alone", "c6ffffffff", 1, "00", 0, 4294967295, ["overclaim"]),
        row("bin8_one_too_many", "c404", 1, "010203", 0, 4, ["incomplete"]),
        row("deep_maps", "81a16b", 1200, "c0", 1200, 3600, ["depth"]),
        row("cut_off_in_a_header", "93", 1, "c0c0de", 1, 3, ["incomplete"]),
    ], "accept_vectors": [
        row("ext_counts_its_bytes_only", "c70305", 1, "010203", 0, 3),
        row("maps_of_maps_at_32", "81a0", 32, "c0", 32, 64),
        row("array32_backed", "dd00000014", 1, "07", 1, 20, None, 20),
    ]}


def encryptions():
    text = values.encode({"sku": "A-1", "left": 12})
    five = sealed("frame_entry", MASTER, TENANT, 3, b"\x01\x02", "py:frame", True, "arrow", "dataframe")
    ring = [{"id": name, "master_key_hex": master, "derived_key_fingerprint_hex": fingerprint(master, KEYRING_TENANT)} for name, master in RING.items()]
    rotated = [
        sealed(f"written_with_{name}", master, KEYRING_TENANT, 16 + index, b"stock of " + name.encode(), f"rotation:{name}", index == 1)
        | {"encrypted_with": name, "key_fingerprint_hex": fingerprint(master, KEYRING_TENANT)}
        for index, (name, master) in enumerate(RING.items())
    ]
    accepted = "00FFeeDDccBBaa99887766554433221100112233445566778899aAbBcCdDeEfF"
    return {
        "note": NOTE, "version": "1.3.0", "nonce_size": 12, "tag_size": 16, "master_key_hex": MASTER, "tenant_id": TENANT,
        "derived_key_fingerprint_hex": fingerprint(MASTER, TENANT),
        "keyring": {"tenant_id": KEYRING_TENANT, "entries": ring, "vectors": rotated},
        "vectors": [
            sealed("plain_value", MASTER, TENANT, 0, text, "stock:get_left:1", False),
            sealed("in_envelope", MASTER, TENANT, 1, envelope.write(text), "ns:stock:func:Contoso.Shelf.Count:args:00:1s", True),
            sealed("nothing_in_it", MASTER, TENANT, 2, b"", "k", False),
            five,
        ],
        "default_tenant": {
            "tenant_id": "default", "derived_key_fingerprint_hex": fingerprint(MASTER, "default"),
            "vectors": [sealed("default_tenant", MASTER, "default", 4, text, "stock:get_left:2", False)],
        },
        "master_key_input": {
            "tenant_id": "default",
            "accept_vectors": [
                sealed("digits_of_both_cases", accepted, "default", 5, text, "stock:get_left:3", False)
                | {"master_key_hex": accepted, "derived_key_fingerprint_hex": fingerprint(accepted, "default")},
            ],
            "reject_vectors": [
                {"name": "empty", "master_key_hex": ""},
                {"name": "digits_63", "master_key_hex": MASTER[:63]},
                {"name": "line_end_behind_63_digits", "master_key_hex": MASTER[:63] + "\n"},
                {"name": "minus_sign", "master_key_hex": "-" + MASTER[1:]},
                {"name": "full_width_digit", "master_key_hex": MASTER[:63] + "\uff11"},
                {"name": "hyphens_of_a_guid", "master_key_hex": "550e8400-e29b-41d4-a716-446655440000550e8400e29b41d4a716446655440000"[:64]},
            ],
            "raw_reject_vectors": [
                {"name": "raw_empty", "raw_key_hex": ""},
                {"name": "raw_33_bytes", "raw_key_hex": "ab" * 33},
            ],
        },
    }


def interop_mode():
    def key(name, namespace, operation, args):
        parsed = tagged.parse(args)
        packed = keys.pack(parsed)
        return {
            "name": name, "namespace": namespace, "operation": operation, "args": args, "canonical_args_hex": packed.hex(),
            "args_hash": keys.blake2b(packed), "expected_key": keys.interop_key(namespace, operation, parsed),
        }

    def value(name, content):
        return {"name": name, "value": content, "canonical_msgpack_hex": values.encode(tagged.parse(content)).hex()}

    entry = keys.interop_key("stock", "get_left", ["A-1"])
    binding = sealed("stock_binding", MASTER, TENANT, 0, b"", entry, False)
    return {
        "note": NOTE,
        "key_vectors": [
            key("all_kinds", "stock", "find.v2-beta_1", [
                None, True, 1, {"$int": "-9223372036854775808"}, {"$float": "-0.0"}, {"$float": "1e-7"}, "\u00e5\u4e2d\U0001f680", {"$bytes": "00ff10"},
                [1, [2, []]], {"b": {}, "a": [None]}, {"$uuid": "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"}, {"$datetime": "2031-07-09T23:59:59.999999-07:30"},
            ]),
            key("floats_around_the_integers", "stock", "near", [
                {"$float": "9007199254740993"}, {"$float": "18446744073709549568"}, {"$float": "36893488147419103232"}, {"$float": "-9223372036854777856"},
                {"$float": "4.9e-324"}, {"$float": "1.7976931348623157e308"},
            ]),
            key("sets_in_sets", "stock", "any", [{"$set": [{"$set": [3, 1]}, {"$set": [1, 3, {"$float": "3"}]}, "aa", "b", {"$bytes": "61"}, None, -1]}]),
            key("instants_before_the_epoch", "stock", "since", [{"$datetime": "1901-12-13T20:45:51.999999Z"}, {"$datetime": "1969-12-31T19:00:00-05:00"}]),
            key("map_keys_of_all_planes", "stock", "by", [{"\U0010ffff": 1, "\uffff": 2, "\ud7ff": 3, "\u00ff": 4, "": 5}]),
            key("one_letter_segments", "n", "ns", []),
        ],
        "value_vectors": [
            value("times", {
                "at": {"$datetime": "2031-07-09T23:59:59.000001-07:30"}, "day": {"$date": "2028-02-29"}, "hour": {"$time": "23:59:59.500000"},
                "local": {"$datetime": "2031-07-09T06:00:00"},
            }),
            value("whole_floats_stay_floats", [{"$float": "1"}, {"$float": "-0.0"}, {"$float": "1e300"}]),
            value("sorted_at_every_level", {"b": {"d": 1, "c": {"$bytes": "ff"}}, "a": {"$int": "18446744073709551615"}}),
            value("nothing", None),
        ],
        "error_vectors": [
            {"name": "nan_in_a_set", "args": [{"$set": [1, {"$float": "nan"}]}], "error": "NaN"},
            {"name": "infinity_in_a_map", "args": [{"a": [{"$float": "1e999"}]}], "error": "infinity"},
            {"name": "int_of_65_bits", "args": [{"$int": "18446744073709551616"}], "error": "above 2^64-1"},
            {"name": "local_time_in_a_list", "args": [[{"$datetime": "2031-07-09T06:00:00.5"}]], "error": "no offset"},
            {"name": "half_a_pair_in_a_key", "args": [{"\ud83d": 1}], "error": "lone surrogate"},
            {"name": "half_a_pair_in_a_set", "args": [{"$set": ["\ude00"]}], "error": "lone surrogate"},
            {"name": "half_a_pair", "args": ["x\ud83d"], "error": "lone surrogate"},
            {"name": "namespace_of_65", "namespace": "a" * 65, "operation": "op", "args": [], "error": "length"},
            {"name": "namespace_ns", "namespace": "ns", "operation": "op", "args": [], "error": "reserved"},
            {"name": "namespace_nsapi", "namespace": "nsapi", "operation": "op", "args": [1], "error": "reserved"},
            {"name": "two_dots", "namespace": "stock", "operation": "a..b", "args": [], "error": "two dots"},
            {"name": "line_end", "namespace": "stock", "operation": "op\n", "args": [], "error": "newline"},
            {"name": "empty_operation", "namespace": "stock", "operation": "", "args": [], "error": "empty"},
            {"name": "other_digits", "namespace": "stock", "operation": "op\u0663", "args": [], "error": "not ASCII"},
        ],
        "aad_vectors": [{"name": "stock_binding", "tenant_id": TENANT, "cache_key": entry, "format": "msgpack", "compressed": False, "aad_hex": binding["aad_hex"]}],
        "encryption_vectors": [shared("stock_entry", 6, values.encode({"left": 12}), entry, False)],
    }


def interop_v2():
    def row(name, content, method):
        document = values.encode(tagged.parse(content))
        made = container.write(document, method)
        return {
            "name": name, "value": content, "value_msgpack_hex": document.hex(), "method": method, "original_size": len(document),
            "payload_hex": (envelope.compress(document) if method else document).hex(), "container_hex": made.hex(),
        }

    entry = keys.interop_key("stock", "get_left", ["A-1"])
    document = values.encode({"tags": ["blue-widget"] * 20})
    stored = shared("compressed_entry", 7, container.write(document), entry, True)
    first = encryption.associated_data(TENANT, entry, "msgpack", False, None)
    zeros = 70000
    block = envelope.compress(b"\xc6" + zeros.to_bytes(4, "big") + bytes(zeros))
    head = b"\xc1\x02\x93\x01\xce" + (zeros + 5).to_bytes(4, "big") + b"\xc5" + len(block).to_bytes(2, "big")
    wide = b"\xc1\x02\xdd\x00\x00\x00\x03\xcf\x00\x00\x00\x00\x00\x00\x00\x00\xcd\x00\x02\xc6\x00\x00\x00\x02\x91\x07"
    return {
        "note": NOTE,
        "container_vectors": [
            row("plain", {"left": 12, "sku": "A-1"}, 0),
            row("compressed", {"tags": ["blue-widget"] * 20}, 1),
            {"name": "wide_headers", "value": [7], "value_msgpack_hex": "9107", "method": 0, "original_size": 2, "payload_hex": "9107", "container_hex": wide.hex()},
        ],
        "constructed_container_vectors": [{
            "name": "zeros", "method": 1, "original_size": zeros + 5, "payload_len": len(block), "container_len": len(head) + len(block),
            "container_construction": [{"hex": (head + block).hex(), "count": 1}],
            "value_construction": [{"hex": (b"\xc6" + zeros.to_bytes(4, "big")).hex(), "count": 1}, {"hex": "00", "count": zeros}],
        }],
        "aad_vectors": [{
            "name": "stock_binding", "tenant_id": TENANT, "cache_key": entry, "format": "msgpack", "compressed": True,
            "aad_hex": stored["aad_hex"], "v1_aad_hex_for_comparison": first.hex(),
        }],
        "encryption_vectors": [stored],
        "reject_vectors": [
            {"name": "nothing", "container_hex": "", "error": "empty"},
            {"name": "magic_alone", "container_hex": "c102", "error": "no body"},
            {"name": "version_3", "container_hex": "c103930001c40107", "error": "second byte"},
            {"name": "python_frame", "container_hex": "434b03000000027b7d", "error": "Python frame"},
            {"name": "two_elements", "container_hex": "c102920001", "error": "array count"},
            {"name": "array_of_4_billion", "container_hex": "c102ddffffffff", "error": "array count"},
            {"name": "method_is_text", "container_hex": "c10293a13001c40107", "error": "method is no integer"},
            {"name": "size_is_float", "container_hex": "c1029300cb3ff0000000000000c40107", "error": "size is no integer"},
            {"name": "payload_of_integers", "container_hex": "c1029300019107", "error": "payload is no bin"},
            {"name": "payload_longer_than_input", "container_hex": "c102930002c40207", "error": "truncated"},
            {"name": "size_of_63_bits", "container_hex": "c1029301cf8000000000000010c4021000", "error": "size at full width"},
            {"name": "size_above_the_cap", "container_hex": "c1029301ce20000001c4021000", "error": "cap"},
            {"name": "ratio_1001_of_one_byte", "container_hex": "c1029301cd03e9c40100", "error": "ratio"},
            {"name": "plain_of_another_length", "container_hex": "c102930003c40107", "error": "sizes differ"},
            {"name": "offset_zero", "container_hex": "c102930105c40410410000", "error": "offset"},
            {"name": "offset_before_the_start", "container_hex": "c102930105c40410410200", "error": "offset"},
            {"name": "wide_method", "container_hex": "c10293cf000000010000000001c40107", "error": "method at full width"},
        ],
        "crypto_reject_vectors": [{
            "name": "opened_as_v1", "master_key_hex": MASTER, "tenant_id": TENANT, "ciphertext_hex": stored["ciphertext_hex"],
            "aad_hex": first.hex(), "error": "authentication",
        }],
    }


def wire_format():
    payloads = {
        "one_byte": b"\x7f", "sentence": b"The quick brown fox jumps over the lazy dog, and the lazy dog lets it.", "repeats": b"widget " * 60,
        "edge_of_bin8": bytes(range(256))[:252], "edge_of_bin16": bytes(range(256)) + b"x", "nothing": b"",
    }
    rows = []
    for name, payload in payloads.items():
        for legacy in (True, False):
            data = envelope.write(payload, legacy)
            row = {
                "name": name if legacy else name + "_bin", "input_hex": payload.hex(), "input_size": len(payload), "format": "msgpack",
                "envelope_hex": data.hex(), "envelope_size": len(data),
            }
            rows.append(row if legacy else row | {"envelope_encoding": "bin", "derived_from": name})
    return {"note": NOTE, "version": "1.1.0", "vectors": rows}


def main(folder):
    files = {
        "cache-keys": cache_keys, "decode-bounds": decode_bounds, "encryption": encryptions, "interop-mode": interop_mode,
        "interop-v2": interop_v2, "wire-format": wire_format,
    }
    for name, make in files.items():
        with open(os.path.join(folder, name + ".json"), "w", encoding="ascii") as file:
            json.dump(make(), file, indent=2)
            file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
