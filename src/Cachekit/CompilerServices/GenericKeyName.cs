using System.ComponentModel;
using System.Text;
using Cachekit.Hashing;

namespace Cachekit.CompilerServices;

/// <summary>Names one instantiation of a generic cached method in keys.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GenericKeyName
{
    private const int DigestLength = 8;

    /// <summary>The name, with a discriminator that also tells the type arguments apart.</summary>
    /// <param name="name">Namespace, type and method.</param>
    /// <param name="discriminator">What tells overloads and shapes apart.</param>
    /// <param name="typeArguments">The type arguments of the containing types and of the method.</param>
    /// <returns>The same text in every process, and after a new version of an assembly.</returns>
    public static string Create(string name, string discriminator, params Type[] typeArguments)
    {
        ArgumentNullException.ThrowIfNull(typeArguments);
        var text = new StringBuilder(discriminator);
        foreach (var type in typeArguments)
        {
            // Without assembly versions: a deploy of the same types finds its entries.
            text.Append('\n').Append(type).Append(", ").Append(type.Assembly.GetName().Name);
        }

        Span<byte> digest = stackalloc byte[DigestLength];
        Blake2b.Hash(Encoding.UTF8.GetBytes(text.ToString()), digest);
        return $"{name}.{Convert.ToHexString(digest).ToLowerInvariant()}";
    }
}
