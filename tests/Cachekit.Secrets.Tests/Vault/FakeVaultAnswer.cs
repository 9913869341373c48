using System.Text.Json.Nodes;

namespace Cachekit.Secrets.Tests.Vault;

/// <summary>An answer in the envelope of Vault.</summary>
internal sealed record FakeVaultAnswer(int Status, JsonObject? Body)
{
    /// <summary>What an error says besides; a client must not show it.</summary>
    public const string Detail = "d3tail-of-the-server";

    public static FakeVaultAnswer Denied => Error(403, "1 error occurred:\n\t* permission denied\n\n");

    public static FakeVaultAnswer NoContent { get; } = new(204, null);

    public static FakeVaultAnswer Error(int status, params string[] errors) => new(status, new JsonObject { ["errors"] = new JsonArray([.. errors.Select(error => JsonValue.Create(error)), JsonValue.Create(Detail)]) });

    /// <summary>Where nothing is found there are no messages.</summary>
    public static FakeVaultAnswer NotFound() => new(404, new JsonObject { ["errors"] = new JsonArray() });

    public static FakeVaultAnswer Data(JsonNode? data, int status = 200, string leaseId = "", double leaseSeconds = 0, bool renewable = false) => new(status, Envelope(data, leaseId, leaseSeconds, renewable, null));

    public static FakeVaultAnswer Auth(JsonObject auth) => new(200, Envelope(null, "", 0, false, auth));

    private static JsonObject Envelope(JsonNode? data, string leaseId, double leaseSeconds, bool renewable, JsonObject? auth) => new()
    {
        ["request_id"] = Guid.NewGuid().ToString(),
        ["lease_id"] = leaseId,
        ["renewable"] = renewable,
        ["lease_duration"] = (long)leaseSeconds,
        ["data"] = data,
        ["wrap_info"] = null,
        ["warnings"] = null,
        ["auth"] = auth,
    };
}
