using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>Writes the codec class of a tuple.</summary>
internal static class TupleCodecEmitter
{
    public static void Emit(SourceWriter writer, TupleCodecModel codec)
    {
        CodecEmitter.OpenClass(writer, codec);
        EmitWrite(writer, codec);
        writer.Line();
        EmitRead(writer, codec);
        writer.Close();
    }

    private static void EmitWrite(SourceWriter writer, TupleCodecModel codec)
    {
        CodecEmitter.OpenWrite(writer, codec);
        if (codec.IsReference)
        {
            CodecEmitter.EmitWriteNull(writer);
        }

        writer.Line("writer.Enter();");
        writer.Line($"writer.WriteArrayHeader({codec.Items.Count});");
        foreach (var item in codec.Items)
        {
            writer.Line($"{item.Codec}.Write(ref writer, value.{item.Name});");
        }

        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void EmitRead(SourceWriter writer, TupleCodecModel codec)
    {
        CodecEmitter.OpenRead(writer, codec);
        if (codec.IsReference)
        {
            CodecEmitter.EmitReadNull(writer);
        }

        writer.Line("reader.Enter();");
        writer.Open($"if (reader.ReadArrayHeader() != {codec.Items.Count})");
        writer.Line(CodecEmitter.Throw($"A tuple of {codec.Items.Count} items was expected."));
        writer.Close();
        writer.Line();

        var names = new List<string>();
        foreach (var item in codec.Items)
        {
            var name = char.ToLowerInvariant(item.Name[0]) + item.Name.Substring(1);
            names.Add(name);
            writer.Line($"var {name} = {item.Codec}.Read(ref reader);");
        }

        writer.Line("reader.Leave();");
        var isLiteral = !codec.IsReference && names.Count > 1;
        writer.Line($"return {(isLiteral ? "" : "new " + codec.TypeName)}({string.Join(", ", names)});");
        writer.Close();
    }
}
