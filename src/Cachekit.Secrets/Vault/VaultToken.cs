using System.Diagnostics;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>A token and its life.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class VaultToken
{
    private VaultToken(string value, VaultLife? life)
    {
        Value = value;
        Life = life;
    }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value { get; }

    /// <summary>Its life; <see langword="null"/> for a token that has no end, or of which nothing is known.</summary>
    public VaultLife? Life { get; }

    /// <summary>The token of a login, or <see langword="null"/> where there is none.</summary>
    public static VaultToken? OfAuth(VaultAnswer answer, DateTimeOffset now) => answer.Auth("client_token") is { ValueKind: JsonValueKind.String } token && token.GetString() is { Length: > 0 } value
        ? new VaultToken(value, VaultLife.Start(now, VaultAnswer.Seconds(answer.Auth("lease_duration")), IsTrue(answer.Auth("renewable"))))
        : null;

    /// <summary>A token that was given, as it says about itself.</summary>
    public static VaultToken OfLookup(string value, VaultAnswer answer, DateTimeOffset now) =>
        new(value, VaultLife.Start(now, VaultAnswer.Seconds(answer.Data("ttl")), IsTrue(answer.Data("renewable")), VaultAnswer.Seconds(answer.Data("creation_ttl"))));

    /// <summary>A token that may not even look itself up.</summary>
    public static VaultToken Unknown(string value) => new(value, null);

    /// <summary>The same token after a renewal.</summary>
    public VaultToken Renewed(VaultAnswer answer, DateTimeOffset now) =>
        new(Value, Life?.Renewed(now, VaultAnswer.Seconds(answer.Auth("lease_duration")), IsTrue(answer.Auth("renewable"))));

    /// <summary>The same token, which could not be renewed just now.</summary>
    public VaultToken Postponed(DateTimeOffset now) => new(Value, Life?.Postponed(now));

    public override string ToString() => $"{SecretMask.Text}, {Life}";

    private static bool IsTrue(JsonElement? element) => element is { ValueKind: JsonValueKind.True };
}
