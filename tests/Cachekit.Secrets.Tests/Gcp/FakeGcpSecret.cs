namespace Cachekit.Secrets.Tests.Gcp;

/// <summary>A secret of <see cref="FakeGcp"/>.</summary>
internal sealed class FakeGcpSecret
{
    public List<byte[]> Versions { get; } = [];

    /// <summary>Labels as filters have them: <c>name=value</c>.</summary>
    public HashSet<string> Labels { get; } = [];

    public bool IsOwn { get; set; }

    public bool IsDisabled { get; set; }
}
