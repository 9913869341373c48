using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A parameter that was read.</summary>
/// <param name="name">Its name, from the root.</param>
/// <param name="value">Its value.</param>
/// <param name="isList">Whether it is a <c>StringList</c>.</param>
[DebuggerDisplay("{Name,nq}")]
internal sealed class AwsParameter(string name, string value, bool isList)
{
    public string Name => name;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value => value;

    public bool IsList => isList;
}
