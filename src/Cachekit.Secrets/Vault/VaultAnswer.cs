using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>An answer of Vault: a status and, mostly, an envelope with <c>data</c> or <c>auth</c> and a lease.</summary>
internal sealed class VaultAnswer
{
    private readonly JsonElement _root;

    public VaultAnswer(string store, StoreResponse response)
    {
        Status = (int)response.Status;
        if (response.Body.IsEmpty)
        {
            return;
        }

        if (IsSuccess)
        {
            using var document = response.Json(store);
            _root = document.RootElement.Clone();
            return;
        }

        try
        {
            // A secret that was deleted comes with 404 and tells of its version.
            using var document = JsonDocument.Parse(response.Body);
            _root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A proxy's page, not Vault's: the status is all there is.
            IsForeign = true;
        }
    }

    public int Status { get; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether somebody else than Vault has answered.</summary>
    public bool IsForeign { get; }

    public string LeaseId => Get(_root, "lease_id") is { ValueKind: JsonValueKind.String } id ? id.GetString()! : "";

    public TimeSpan LeaseDuration => Seconds(Get(_root, "lease_duration"));

    public bool Renewable => Get(_root, "renewable") is { ValueKind: JsonValueKind.True };

    public JsonElement? Data() => Get(_root, "data") is { ValueKind: JsonValueKind.Object } data ? data : null;

    public JsonElement? Data(string name) => Data() is { } data ? Get(data, name) : null;

    public JsonElement? Auth(string name) => Get(_root, "auth") is { } auth ? Get(auth, name) : null;

    /// <summary>The member of an object; <see langword="null"/> where there is none, or it is no object, or the member is null.</summary>
    public static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static TimeSpan Seconds(JsonElement? element)
    {
        if (element is not { ValueKind: JsonValueKind.Number } number || !number.TryGetDouble(out var seconds) || seconds <= 0)
        {
            return TimeSpan.Zero;
        }

        // A century is for ever.
        return TimeSpan.FromSeconds(Math.Min(seconds, 3_153_600_000));
    }
}
