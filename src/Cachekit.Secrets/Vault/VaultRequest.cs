using System.Buffers;
using System.Net.Http;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>A request to Vault: a path below <c>v1/</c>, without escapes.</summary>
internal readonly record struct VaultRequest(HttpMethod Method, string Path, string Query, byte[]? Content)
{
    public static VaultRequest Get(string path) => new(HttpMethod.Get, path, "", null);

    /// <summary>Lists a path. By GET, as Vault's own client does: some proxies let no LIST through.</summary>
    public static VaultRequest List(string path) => new(HttpMethod.Get, path, "?list=true", null);

    public static VaultRequest Post(string path, byte[] content) => new(HttpMethod.Post, path, "", content);

    /// <summary>A JSON object; what is <see langword="null"/> is left out.</summary>
    public static byte[] Body(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                if (value is not null)
                {
                    writer.WriteString(name, value);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public string Target => string.Join('/', Path.Split('/').Select(Uri.EscapeDataString)) + Query;

    // Nothing of the content: it may hold credentials.
    public override string ToString() => $"{Method} {Path}{Query}";
}
