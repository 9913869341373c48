namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>What the tests of this project look at, so that a file, section or member that nobody looks at is noticed.</summary>
internal static class VectorCatalog
{
    /// <summary>Files that tests elsewhere run.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["file-backend.json"] = "tests/Cachekit.Backends.Tests runs this file: it is about the file backend.",
    };

    /// <summary>File and section, with the members of its rows.</summary>
    public static IReadOnlyDictionary<(string File, string Section), string[]> Sections { get; } = new Dictionary<(string File, string Section), string[]>
    {
        [("cache-keys.json", "vectors")] =
            ["namespace", "function_module", "function_qualname", "args", "kwargs", "integrity_checking", "serializer_type", "expected_key"],
        [("decode-bounds.json", "reject_vectors")] = ["construction", "input_hex", "input_len", "nesting_depth", "declared_slots", "reject_reasons"],
        [("decode-bounds.json", "accept_vectors")] = ["construction", "input_hex", "input_len", "nesting_depth", "declared_slots"],
        [("encryption.json", "vectors")] = [.. Entry, "original_type"],
        [("encryption.json", "default_tenant.vectors")] = [.. Entry, "original_type"],
        [("encryption.json", "keyring.entries")] = ["id", "master_key_hex", "derived_key_fingerprint_hex"],
        [("encryption.json", "keyring.vectors")] = [.. Entry, "encrypted_with", "key_fingerprint_hex"],
        [("encryption.json", "master_key_input.accept_vectors")] = [.. Entry, "master_key_hex", "derived_key_fingerprint_hex"],
        [("encryption.json", "master_key_input.reject_vectors")] = ["master_key_hex"],
        [("encryption.json", "master_key_input.raw_reject_vectors")] = ["raw_key_hex"],
        [("freshness-headers.json", "freshness_vectors")] = ["value", "stale"],
        [("freshness-headers.json", "fresh_for_vectors")] = ["value", "fresh_for"],
        [("interop-mode.json", "key_vectors")] = ["namespace", "operation", "args", "canonical_args_hex", "args_hash", "expected_key"],
        [("interop-mode.json", "value_vectors")] = ["value", "canonical_msgpack_hex"],
        [("interop-mode.json", "error_vectors")] = ["namespace", "operation", "args"],
        [("interop-mode.json", "aad_vectors")] = ["tenant_id", "cache_key", "format", "compressed", "aad_hex"],
        [("interop-mode.json", "encryption_vectors")] = [.. Sealed],
        [("interop-v2.json", "container_vectors")] = ["value", "value_msgpack_hex", "method", "original_size", "payload_hex", "container_hex"],
        [("interop-v2.json", "constructed_container_vectors")] =
            ["method", "original_size", "payload_len", "container_len", "container_construction", "value_construction"],
        [("interop-v2.json", "aad_vectors")] = ["tenant_id", "cache_key", "format", "compressed", "aad_hex", "v1_aad_hex_for_comparison"],
        [("interop-v2.json", "encryption_vectors")] = [.. Sealed],
        [("interop-v2.json", "reject_vectors")] = ["container_hex", "container_construction"],
        [("interop-v2.json", "crypto_reject_vectors")] = ["master_key_hex", "tenant_id", "ciphertext_hex", "aad_hex"],
        [("path-encoding.json", "vectors")] = ["key", "encoded", "decoded", "reject", "encoded_alternates"],
        [("wire-format.json", "vectors")] =
            ["envelope_hex", "envelope_size", "format", "input_hex", "input_size", "envelope_encoding", "derived_from"],
    };

    /// <summary>Members that say something to people and nothing to tests.</summary>
    public static IReadOnlyList<string> ForPeople { get; } = ["name", "description", "note", "error"];

    private static string[] Entry => ["plaintext_hex", "cache_key", "format", "compressed", "aad_hex", "ciphertext_hex"];

    private static string[] Sealed => [.. Entry, "master_key_hex", "tenant_id", "derived_key_fingerprint_hex", "nonce_hex", "ciphertext_layout"];
}
