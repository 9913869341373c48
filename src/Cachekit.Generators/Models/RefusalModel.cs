using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.Generators.Models;

/// <summary>Why nothing can be generated for a method, with the place as plain data.</summary>
/// <remarks>
/// The compiler then misses the implementing part and, on the command line, stops before any analyzer runs: this one kind of mistake the
/// generator has to report itself.
/// </remarks>
internal sealed record RefusalModel(Finding Finding, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static RefusalModel Create(Finding finding, Location location)
    {
        var lines = location.GetLineSpan();
        return new RefusalModel(finding, lines.Path, location.SourceSpan, lines.Span);
    }

    public Location Location => Location.Create(Path, Span, Lines);
}
