using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes tags with their values.</summary>
internal static class TagEmitter
{
    private const string Services = "global::Cachekit.CompilerServices";

    /// <summary>The tag as an expression.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="value">The expression of a value.</param>
    public static string Expression(TagModel tag, Func<TagPiece, string> value)
    {
        var pieces = new List<string>();
        foreach (var piece in tag.Pieces)
        {
            pieces.Add(piece.IsValue ? $"{Services}.TagValue.Of({value(piece)})" : Literals.Of(piece.Text));
        }

        return pieces.Count == 1 ? pieces[0] : $"string.Concat({string.Join(", ", pieces)})";
    }

    /// <summary>The member of a key that says its tags.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="method">The method, for messages.</param>
    /// <param name="field">The field of an argument.</param>
    public static void EmitInKey(SourceWriter writer, EquatableArray<TagModel> tags, string method, Func<int, string> field)
    {
        writer.Open($"string[] {Services}.ITaggedKey.GetTags() => new string[]");
        foreach (var tag in tags)
        {
            var expression = Expression(tag, piece => field(piece.KeyIndex));

            // How long a constant tag is has been checked.
            writer.Line(tag.IsConstant ? expression + "," : $"{Services}.TagText.Require({expression}, {Literals.Of(method)}),");
        }

        writer.Close(";");
    }
}
