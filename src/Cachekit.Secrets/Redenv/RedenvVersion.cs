using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>A version to be written; its number is known to the store alone.</summary>
/// <param name="Value">The ciphertext.</param>
/// <param name="User">The id of the token that writes.</param>
/// <param name="CreatedAt">When it is written.</param>
/// <param name="HistoryLimit">How many versions are kept; 0: all.</param>
internal sealed record RedenvVersion(string Value, string User, DateTimeOffset CreatedAt, long HistoryLimit)
{
    /// <summary>The JSON object behind its first member, the number: <c>,"value":"...","user":"...","createdAt":"..."}</c>.</summary>
    public string JsonAfterNumber()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("value", Value);
            writer.WriteString("user", User);

            // As JavaScript's toISOString writes it, which is what most of the histories have.
            writer.WriteString("createdAt", CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return "," + Encoding.UTF8.GetString(buffer.GetBuffer(), 1, (int)buffer.Length - 1);
    }
}
