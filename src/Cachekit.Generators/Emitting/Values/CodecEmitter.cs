using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>
/// Writes the members of a containing type's <c>Codecs</c> class: a property per codec, made when it is first asked for because
/// the codecs of recursive types refer to each other, and the classes of those that the runtime does not have.
/// </summary>
internal static class CodecEmitter
{
    private const string Namespace = "global::Cachekit.Serialization.";

    public static void Emit(SourceWriter writer, IEnumerable<CodecModel> codecs)
    {
        // A codec takes and gives null where the type at run time can be null, whatever an annotation says about it.
        writer.Line("#nullable disable");
        var models = new List<CodecModel>(codecs);
        for (var i = 0; i < models.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            EmitProperty(writer, models[i]);
        }

        foreach (var codec in models)
        {
            switch (codec)
            {
                case ObjectCodecModel model:
                    writer.Line();
                    ObjectCodecEmitter.Emit(writer, model);
                    break;
                case TupleCodecModel model:
                    writer.Line();
                    TupleCodecEmitter.Emit(writer, model);
                    break;
                case UnionCodecModel model:
                    writer.Line();
                    UnionCodecEmitter.Emit(writer, model);
                    break;
            }
        }

        writer.Line("#nullable enable");
    }

    /// <summary>The base class of the codec of a type.</summary>
    public static string CodecOf(string typeName) => $"{Namespace}ValueCodec<{typeName}>";

    public static string ClassName(CodecModel codec) => codec.Id + "Codec";

    public static void OpenClass(SourceWriter writer, CodecModel codec)
    {
        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Open($"private sealed class {ClassName(codec)} : {CodecOf(codec.TypeName)}");
    }

    public static void OpenWrite(SourceWriter writer, CodecModel codec) =>
        writer.Open($"public override void Write(ref {Namespace}MessagePackWriter writer, {codec.TypeName} value)");

    public static void OpenRead(SourceWriter writer, CodecModel codec) =>
        writer.Open($"public override {codec.TypeName} Read(ref {Namespace}MessagePackReader reader)");

    public static void EmitWriteNull(SourceWriter writer)
    {
        writer.Open("if (value is null)");
        writer.Line("writer.WriteNil();");
        writer.Line("return;");
        writer.Close();
        writer.Line();
    }

    public static void EmitReadNull(SourceWriter writer)
    {
        writer.Open("if (reader.TryReadNil())");
        writer.Line("return null;");
        writer.Close();
        writer.Line();
    }

    public static string Throw(string message) =>
        $"throw new global::Cachekit.CacheSerializationException({Literals.Of(message)});";

    private static void EmitProperty(SourceWriter writer, CodecModel codec)
    {
        var head = $"internal static {CodecOf(codec.TypeName)} {codec.Id} => ";
        if (codec is ComposedCodecModel { IsShared: true } shared)
        {
            writer.Line($"{head}{shared.Expression};");
            return;
        }

        var field = "_" + char.ToLowerInvariant(codec.Id[0]) + codec.Id.Substring(1);
        var creation = codec is ComposedCodecModel composed ? composed.Expression : $"new {ClassName(codec)}()";
        writer.Line($"private static {CodecOf(codec.TypeName)} {field};");
        writer.Line();
        writer.Line($"{head}{field} ??= {creation};");
    }
}
