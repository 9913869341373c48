using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>What a debugger shows of secrets: their names.</summary>
internal sealed class SecretsDebugView(Secrets secrets)
{
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public KeyValuePair<string, string>[] Items { get; } = [.. secrets.Keys.Select(name => KeyValuePair.Create(name, SecretMask.Text))];
}
