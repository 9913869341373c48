using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes what stands before the head of an implementing part: the user's documentation with our remark, and the attributes.</summary>
internal static class DocumentationEmitter
{
    private const string RemarksEnd = "</remarks>";

    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="signature">The method.</param>
    /// <param name="remark">What the generator adds to the method, as XML, or an empty text.</param>
    /// <param name="isAsync">Whether the implementing part is an async method.</param>
    public static void EmitHead(SourceWriter writer, SignatureModel signature, string remark, bool isAsync = false)
    {
        if (remark.Length > 0)
        {
            EmitDocumentation(writer, signature, remark);
        }

        writer.Lines(signature.Attributes);
        if (!signature.HasDebuggerAttribute)
        {
            writer.Line(isAsync ? GeneratedAttributes.NonUserCode : GeneratedAttributes.StepThrough);
        }
    }

    private static void EmitDocumentation(SourceWriter writer, SignatureModel signature, string remark)
    {
        var lines = signature.Documentation;

        // Editors show the first remarks only, so there must not be a second.
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            last = lines[i].IndexOf(RemarksEnd, StringComparison.Ordinal) >= 0 ? i : last;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var end = i == last ? lines[i].LastIndexOf(RemarksEnd, StringComparison.Ordinal) : -1;
            writer.Line("/// " + (end < 0 ? lines[i] : lines[i].Insert(end, $"<para>{remark}</para>")));
        }

        if (lines.Count > 0 && last < 0)
        {
            writer.Line($"/// <remarks>{remark}</remarks>");
        }
    }
}
