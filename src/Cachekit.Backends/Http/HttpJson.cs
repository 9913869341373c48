using System.Buffers;
using System.Text.Json;

namespace Cachekit.Backends;

/// <summary>The few JSON documents of the API. Members that are not known are passed over.</summary>
internal static class HttpJson
{
    private const int MaxIdLength = 512;
    private const int MaxTextLength = 256;

    /// <summary>A document with one number.</summary>
    public static byte[] Number(string name, long value)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber(name, value);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The id of a lock that was given; <see langword="null"/> when the document says anything else.</summary>
    public static string? LockId(ReadOnlySpan<byte> json)
    {
        string? id = null;
        return TryRead(json, ref id, static (ref Utf8JsonReader reader, string name, ref string? id) =>
        {
            if (name == "lock_id")
            {
                id = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }) && id is { Length: <= MaxIdLength } && IsHeaderValue(id) ? id : null;
    }

    /// <summary>The remaining life in seconds.</summary>
    /// <returns>Whether the document has one; <paramref name="seconds"/> is <see langword="null"/> for an entry that never expires.</returns>
    public static bool TryReadTtl(ReadOnlySpan<byte> json, out double? seconds)
    {
        (bool Found, double? Seconds) state = default;
        var isDocument = TryRead(json, ref state, static (ref Utf8JsonReader reader, string name, ref (bool Found, double? Seconds) state) =>
        {
            if (name == "ttl")
            {
                state = reader.TokenType switch
                {
                    JsonTokenType.Null => (true, null),
                    JsonTokenType.Number when reader.TryGetDouble(out var number) && number is >= 0 and < int.MaxValue => (true, number),
                    _ => default,
                };
            }
        });
        seconds = state.Seconds;
        return isDocument && state.Found;
    }

    /// <summary>Adds the simple members of a document to details.</summary>
    /// <returns>Whether it is a document.</returns>
    public static bool TryReadDetails(ReadOnlySpan<byte> json, Dictionary<string, object> details) =>
        TryRead(json, ref details, static (ref Utf8JsonReader reader, string name, ref Dictionary<string, object> details) =>
        {
            // Names of our own are not for the server to choose.
            if (name is not ("status" or "version" or "cache_entries" or "active_locks"))
            {
                return;
            }

            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            {
                details[name] = number;
            }
            else if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: <= MaxTextLength } text)
            {
                details[name] = text;
            }
        });

    private delegate void Member<TState>(ref Utf8JsonReader reader, string name, ref TState state);

    /// <summary>Reads the members of the outermost object.</summary>
    private static bool TryRead<TState>(ReadOnlySpan<byte> json, ref TState state, Member<TState> onMember)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                onMember(ref reader, name, ref state);
                reader.Skip();
            }

            return !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not UTF-8.
            return false;
        }
    }

    private static bool IsHeaderValue(string text)
    {
        foreach (var character in text)
        {
            if (character is <= ' ' or > '~')
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
