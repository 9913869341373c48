using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A token that requests carry.</summary>
/// <param name="value">The token.</param>
/// <param name="end">When it ends.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class GcpAccessToken(string value, DateTimeOffset end)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value => value;

    public DateTimeOffset End => end;

    public override string ToString() => $"a token until {end:O}";
}
