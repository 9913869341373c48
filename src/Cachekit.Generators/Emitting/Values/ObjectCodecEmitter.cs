using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>Writes the codec class of a record, class or struct.</summary>
internal static class ObjectCodecEmitter
{
    public static void Emit(SourceWriter writer, ObjectCodecModel codec)
    {
        CodecEmitter.OpenClass(writer, codec);
        EmitWrite(writer, codec);
        writer.Line();
        EmitRead(writer, codec);
        if (codec.Members.Count > 0)
        {
            writer.Line();
            EmitIndexOf(writer, codec);
        }

        writer.Close();
    }

    private static void EmitWrite(SourceWriter writer, ObjectCodecModel codec)
    {
        CodecEmitter.OpenWrite(writer, codec);
        if (codec.IsReference)
        {
            CodecEmitter.EmitWriteNull(writer);
        }

        if (codec.RequiresExactType)
        {
            writer.Line($"global::Cachekit.Serialization.ExactType.Require<{codec.TypeName}>(value);");
        }

        writer.Line("writer.Enter();");
        writer.Line($"writer.WriteMapHeader({codec.Members.Count});");
        foreach (var member in codec.Members)
        {
            writer.Line($"writer.WriteRaw({EncodedName.Literal(member.StoredName)});");
            writer.Line($"{member.Codec}.Write(ref writer, value.{member.Name.EscapeIdentifier()});");
        }

        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void EmitRead(SourceWriter writer, ObjectCodecModel codec)
    {
        CodecEmitter.OpenRead(writer, codec);
        if (codec.IsReference)
        {
            CodecEmitter.EmitReadNull(writer);
        }

        var body = new ObjectReadBody(codec);
        writer.Line("reader.Enter();");
        body.EmitVariables(writer);
        EmitLoop(writer, codec, body);
        writer.Line();
        writer.Line("reader.Leave();");
        body.EmitResult(writer);
        writer.Close();
    }

    private static void EmitLoop(SourceWriter writer, ObjectCodecModel codec, ObjectReadBody body)
    {
        if (codec.Members.Count == 0)
        {
            writer.Open("for (var remaining = reader.ReadMapHeader(); remaining > 0; remaining--)");
            writer.Line("reader.Skip();");
            writer.Line("reader.Skip();");
            writer.Close();
            return;
        }

        writer.Line("var expected = 0;");
        writer.Open("for (var remaining = reader.ReadMapHeader(); remaining > 0; remaining--)");
        if (codec.IsShared)
        {
            writer.Open("if (reader.NextType != global::Cachekit.Serialization.MessagePackType.String)");
            writer.Line("reader.Skip();");
            writer.Line("reader.Skip();");
            writer.Line("continue;");
            writer.Close();
            writer.Line();
        }

        writer.Line("var member = IndexOf(reader.ReadUtf8(), expected);");
        writer.Open("switch (member)");
        for (var i = 0; i < codec.Members.Count; i++)
        {
            writer.Line($"case {i}:");
            writer.Indent();
            body.EmitMember(writer, i);
            writer.Line("break;");
            writer.Unindent();
        }

        writer.Line("default:");
        writer.Line("    reader.Skip();");
        writer.Line("    continue;");
        writer.Close();
        writer.Line();
        writer.Line("expected = member + 1;");
        writer.Close();
    }

    /// <summary>The member of a name: most often the one after the last, else looked up by length; -1 for a name that is unknown here.</summary>
    private static void EmitIndexOf(SourceWriter writer, ObjectCodecModel codec)
    {
        writer.Open("private static int IndexOf(global::System.ReadOnlySpan<byte> name, int expected)");
        writer.Open("switch (expected)");
        for (var i = 0; i < codec.Members.Count; i++)
        {
            writer.Line($"case {i} when {Matches(codec.Members[i])}:");
            writer.Line($"    return {i};");
        }

        writer.Close();
        writer.Line();

        writer.Open("switch (name.Length)");
        var byLength = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < codec.Members.Count; i++)
        {
            var length = EncodedName.Length(codec.Members[i].StoredName);
            if (!byLength.TryGetValue(length, out var members))
            {
                byLength.Add(length, members = new List<int>());
            }

            members.Add(i);
        }

        foreach (var group in byLength)
        {
            foreach (var i in group.Value)
            {
                writer.Line($"case {group.Key} when {Matches(codec.Members[i])}:");
                writer.Line($"    return {i};");
            }
        }

        writer.Line("default:");
        writer.Line("    return -1;");
        writer.Close();
        writer.Close();
    }

    private static string Matches(ObjectMemberModel member) =>
        $"global::System.MemoryExtensions.SequenceEqual(name, {Literals.Of(member.StoredName)}u8)";
}
