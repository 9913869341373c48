using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Short hashes that are the same in every build.</summary>
internal static class Hashes
{
    private const string Digits = "0123456789abcdef";

    public static string Hex(string text, int digits)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        var hex = new char[digits];
        for (var i = 0; i < digits; i++)
        {
            hex[i] = Digits[i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15];
        }

        return new string(hex);
    }
}
