using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cachekit.Secrets;

/// <summary>Writes secrets with masked values: what serializes an object that holds them is a log or a dump more often than not.</summary>
internal sealed class MaskedSecretsConverter : JsonConverter<Secrets>
{
    public override Secrets Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Secrets are written as JSON with masked values only, so there is nothing to read back.");

    public override void Write(Utf8JsonWriter writer, Secrets value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var name in value.Keys)
        {
            writer.WriteString(name, SecretMask.Text);
        }

        writer.WriteEndObject();
    }
}
