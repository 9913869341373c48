using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A secret that was read.</summary>
/// <param name="arn">Its ARN.</param>
/// <param name="name">Its name.</param>
/// <param name="text">Its value; base64 where it is binary.</param>
/// <param name="isBinary">Whether it is binary.</param>
[DebuggerDisplay("{Name,nq}")]
internal sealed class AwsSecret(string arn, string name, string text, bool isBinary)
{
    public string Arn => arn;

    public string Name => name;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Text => text;

    public bool IsBinary => isBinary;

    /// <summary>Whether an id means this secret: a name, an ARN, or an ARN without the six letters that AWS adds.</summary>
    public bool IsNamed(string id) => id == name || id == arn || id.StartsWith("arn:", StringComparison.Ordinal) && arn.Length == id.Length + 7 && arn.StartsWith(id + "-", StringComparison.Ordinal);
}
