using System.Text.Json.Nodes;

namespace Cachekit.Secrets.Tests.Vault;

/// <summary>A secret of the fake with its versions.</summary>
internal sealed class FakeSecret
{
    public List<JsonObject> Versions { get; } = [];

    public string DeletedAt { get; set; } = "";

    public bool Destroyed { get; set; }
}
