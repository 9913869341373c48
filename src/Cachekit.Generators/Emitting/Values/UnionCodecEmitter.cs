using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>Writes the codec class of a type with known subtypes.</summary>
internal static class UnionCodecEmitter
{
    public static void Emit(SourceWriter writer, UnionCodecModel codec)
    {
        CodecEmitter.OpenClass(writer, codec);
        EmitWrite(writer, codec);
        writer.Line();
        EmitRead(writer, codec);
        writer.Close();
    }

    private static void EmitWrite(SourceWriter writer, UnionCodecModel codec)
    {
        CodecEmitter.OpenWrite(writer, codec);
        CodecEmitter.EmitWriteNull(writer);
        writer.Line("writer.Enter();");
        writer.Line("writer.WriteArrayHeader(2);");

        // The exact type counts: a class derived from a known one would come back as less than it was.
        var head = "if";
        foreach (var known in codec.Cases)
        {
            writer.Open($"{head} (value.GetType() == typeof({known.TypeName}))");
            writer.Line(known.TextDiscriminator is { } text
                ? $"writer.WriteRaw({EncodedName.Literal(text)});"
                : $"writer.WriteInt64({known.NumberDiscriminator.ToString(CultureInfo.InvariantCulture)});");
            writer.Line($"{known.Codec}.Write(ref writer, ({known.TypeName})value);");
            writer.Close();
            head = "else if";
        }

        writer.Open("else");
        writer.Line("throw new global::Cachekit.CacheSerializationException(");
        writer.Line($"    $\"'{{value.GetType()}}' is not a known subtype of '{codec.DisplayName}': list it there with [JsonDerivedType].\");");
        writer.Close();
        writer.Line();
        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void EmitRead(SourceWriter writer, UnionCodecModel codec)
    {
        CodecEmitter.OpenRead(writer, codec);
        CodecEmitter.EmitReadNull(writer);
        writer.Line("reader.Enter();");
        writer.Open("if (reader.ReadArrayHeader() != 2)");
        writer.Line(CodecEmitter.Throw($"A discriminator and a value of '{codec.DisplayName}' were expected."));
        writer.Close();
        writer.Line();
        writer.Line($"{codec.TypeName} result;");
        EmitCases(writer, codec);
        writer.Line();
        writer.Line("reader.Leave();");
        writer.Line("return result;");
        writer.Close();
    }

    private static void EmitCases(SourceWriter writer, UnionCodecModel codec)
    {
        var hasText = false;
        var hasNumber = false;
        foreach (var known in codec.Cases)
        {
            hasText |= known.TextDiscriminator is not null;
            hasNumber |= known.TextDiscriminator is null;
        }

        if (hasText && hasNumber)
        {
            writer.Open("if (reader.NextType == global::Cachekit.Serialization.MessagePackType.String)");
            EmitTextCases(writer, codec);
            writer.Close();
            writer.Open("else");
            EmitNumberCases(writer, codec);
            writer.Close();
        }
        else if (hasText)
        {
            EmitTextCases(writer, codec);
        }
        else
        {
            EmitNumberCases(writer, codec);
        }
    }

    private static void EmitTextCases(SourceWriter writer, UnionCodecModel codec)
    {
        writer.Line("var discriminator = reader.ReadUtf8();");
        var head = "if";
        foreach (var known in codec.Cases)
        {
            if (known.TextDiscriminator is { } text)
            {
                writer.Open($"{head} (global::System.MemoryExtensions.SequenceEqual(discriminator, {Literals.Of(text)}u8))");
                writer.Line($"result = {known.Codec}.Read(ref reader);");
                writer.Close();
                head = "else if";
            }
        }

        EmitUnknown(writer, codec);
    }

    private static void EmitNumberCases(SourceWriter writer, UnionCodecModel codec)
    {
        writer.Line("var discriminator = reader.ReadInt64();");
        var head = "if";
        foreach (var known in codec.Cases)
        {
            if (known.TextDiscriminator is null)
            {
                writer.Open($"{head} (discriminator == {known.NumberDiscriminator.ToString(CultureInfo.InvariantCulture)})");
                writer.Line($"result = {known.Codec}.Read(ref reader);");
                writer.Close();
                head = "else if";
            }
        }

        EmitUnknown(writer, codec);
    }

    private static void EmitUnknown(SourceWriter writer, UnionCodecModel codec)
    {
        writer.Open("else");
        writer.Line(CodecEmitter.Throw($"The stored value is of an unknown subtype of '{codec.DisplayName}'."));
        writer.Close();
    }
}
