using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cachekit.Hashing;

namespace Cachekit.Backends;

/// <summary>The names of files: 32 hex digits for an entry, the same with <c>.tmp.</c> and something unique for one in the making.</summary>
internal static class EntryNames
{
    public const int Length = 32;

    private const int DigestSize = 16;
    private const string TemporaryMark = ".tmp.";
    private const int StackLimit = 512;

    // A key with half a surrogate pair would share its name with every other such key.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The process id alone is not unique where containers share a directory.
    private static readonly string ProcessMark = string.Create(
        CultureInfo.InvariantCulture,
        $"{TemporaryMark}{Environment.ProcessId}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}");

    private static long _counter;

    /// <exception cref="EncoderFallbackException">The key is not well-formed.</exception>
    public static string ForKey(string key)
    {
        var length = StrictUtf8.GetByteCount(key);
        byte[]? rented = null;
        var utf8 = length <= StackLimit ? stackalloc byte[StackLimit] : rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> digest = stackalloc byte[DigestSize];
            Blake2b.Hash(utf8[..StrictUtf8.GetBytes(key, utf8)], digest);
            return ToLowerHex(digest);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>A name that nobody else uses, and that the sweep of every SDK knows as temporary.</summary>
    public static string Temporary(string entryPath) =>
        string.Create(CultureInfo.InvariantCulture, $"{entryPath}{ProcessMark}.{Interlocked.Increment(ref _counter)}");

    public static bool IsEntry(ReadOnlySpan<char> name) => name.Length == Length && IsHex(name);

    public static bool IsTemporary(ReadOnlySpan<char> name) =>
        name.Length > Length + TemporaryMark.Length && name[Length..].StartsWith(TemporaryMark, StringComparison.Ordinal) && IsHex(name[..Length]);

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private static string ToLowerHex(ReadOnlySpan<byte> digest)
    {
        Span<char> name = stackalloc char[Length];
        for (var i = 0; i < digest.Length; i++)
        {
            name[2 * i] = Digit(digest[i] >> 4);
            name[(2 * i) + 1] = Digit(digest[i] & 15);
        }

        return new string(name);

        static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
    }
}
