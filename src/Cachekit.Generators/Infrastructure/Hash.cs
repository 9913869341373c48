using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Generators.Infrastructure;

internal static class Hash
{
    /// <summary>The first hex digits of the text's SHA-256: the same on every machine and compiler.</summary>
    public static string Of(string text, int digits = 16)
    {
        using var sha = SHA256.Create();
        var bytes = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        var hex = new StringBuilder(digits);
        for (var i = 0; i < digits / 2; i++)
        {
            hex.Append(bytes[i].ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }
}
