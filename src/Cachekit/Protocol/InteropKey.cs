using Cachekit.CompilerServices;
using Cachekit.Hashing;
using Cachekit.Keys;

namespace Cachekit.Protocol;

/// <summary>Makes the keys of entries that are shared with the Python, Rust and TypeScript SDKs, for tools and migrations.</summary>
/// <remarks>
/// <para>
/// A key is <c>{namespace}:{operation}:{hash}</c>, at most <see cref="MaxLength"/> characters. The hash is BLAKE2b-256, in 64 lower case
/// hexadecimal digits, of the arguments as one MessagePack array. The same arguments give the same key in every SDK, and the same as a
/// method that has <c>[Cache(Interop = ...)]</c>. No prefix may be put in front of it.
/// </para>
/// <para>What an argument can be, at any depth:</para>
/// <list type="bullet">
/// <item><description><see langword="null"/>, <see cref="bool"/>, <see cref="string"/> of whole characters (no half of a surrogate pair)</description></item>
/// <item><description>every integer type, <see cref="Int128"/>, <see cref="UInt128"/> and <see cref="System.Numerics.BigInteger"/>, from -2^63 to 2^64-1; an enum is its number</description></item>
/// <item><description><see cref="double"/>, <see cref="float"/> and <see cref="Half"/>, finite; a whole number within that range is the same key as the integer, and -0.0 is 0</description></item>
/// <item><description><see cref="byte"/> arrays, <see cref="Memory{T}"/>, <see cref="ReadOnlyMemory{T}"/> and <see cref="ArraySegment{T}"/> of bytes</description></item>
/// <item><description><see cref="DateTimeOffset"/>, and <see cref="DateTime"/> of kind Utc: the instant in whole microseconds, rounded down; the offset does not count</description></item>
/// <item><description><see cref="Guid"/>, <see cref="decimal"/> and <see cref="char"/>, as texts; <see cref="FileInfo"/> and <see cref="DirectoryInfo"/> as the full path with <c>/</c></description></item>
/// <item><description>arrays, lists, other sequences and tuples, in their order</description></item>
/// <item><description>dictionaries with string keys: classes that implement <see cref="System.Collections.IDictionary"/>, as those of the class library do, or the generic interfaces with <see cref="object"/> or <see cref="string"/> values; their order does not count</description></item>
/// <item><description>
/// sets; neither order nor duplicates count. All set classes of the class library are sets, whatever they hold. A set class of another origin is
/// recognised when it holds objects, strings, <see cref="byte"/> arrays or one of the structs above: copy another one into a <c>HashSet&lt;object?&gt;</c>.
/// </description></item>
/// </list>
/// <para>All arguments together are nested at most 32 levels deep; the array that holds them is the first level.</para>
/// </remarks>
/// <example>
/// <code>
/// var key = InteropKey.Create("catalog", "get_product", 7, false);
/// // catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc
/// </code>
/// </example>
public static class InteropKey
{
    /// <summary>The length in characters that no key exceeds.</summary>
    public const int MaxLength = InteropKeyText.MaxLength;

    private const int StackBuffer = 512;

    /// <summary>Makes a key.</summary>
    /// <param name="ns">
    /// The namespace: 1 to 64 characters <c>a-z</c>, <c>0-9</c>, <c>.</c>, <c>_</c> and <c>-</c>, the first one a letter or digit, without two dots in
    /// a row; neither <c>ns</c> nor <c>nsapi</c>.
    /// </param>
    /// <param name="operation">The operation: the name that the method has in all SDKs, of the same characters.</param>
    /// <param name="arguments">
    /// Every argument in the order of the declaration, defaults included. An array in this place is all arguments: to pass one that is an array
    /// of references, for example a <c>string[]</c>, cast it to <see cref="object"/>.
    /// </param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is <see langword="null"/>; one null argument is <c>(object?)null</c>.</exception>
    /// <exception cref="CacheKeyException">The namespace or the operation is not allowed, or an argument has no form in a key; the message says which one.</exception>
    public static string Create(string ns, string operation, params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (InteropSegments.Problem(ns, operation) is { } problem)
        {
            throw new CacheKeyException(problem);
        }

        Span<byte> hash = stackalloc byte[KeyFormat.HashLength];
        var writer = new KeyWriter(stackalloc byte[StackBuffer], "InteropKey.Create", interop: true);
        try
        {
            InteropArguments.Write(ref writer, arguments);
            Blake2b.Hash(writer.Written, hash);
        }
        finally
        {
            writer.Dispose();
        }

        return InteropKeyText.Compose($"{ns}:{operation}:", hash);
    }

    /// <summary>Encodes arguments as the bytes that a key is the hash of, to find out why two SDKs disagree about a key.</summary>
    /// <param name="arguments">Every argument in the order of the declaration; see <see cref="Create"/>.</param>
    /// <returns>One MessagePack array, each value in its shortest form.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/> is <see langword="null"/>; one null argument is <c>(object?)null</c>.</exception>
    /// <exception cref="CacheKeyException">An argument has no form in a key; the message says which one.</exception>
    public static byte[] EncodeArguments(params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var writer = new KeyWriter(stackalloc byte[StackBuffer], "InteropKey.EncodeArguments", interop: true);
        try
        {
            InteropArguments.Write(ref writer, arguments);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
