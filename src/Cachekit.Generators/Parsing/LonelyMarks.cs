using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Partial methods with an attribute that goes with <c>[Cache]</c>, and without it.</summary>
/// <remarks>
/// Nothing is generated for them, and the compiler only says that a part is missing. A build stops there, before any analyzer runs, so the generator
/// says what is missing.
/// </remarks>
internal static class LonelyMarks
{
    // Those first that say most of what was meant.
    private static readonly string[] Attributes = [KnownNames.Secure, KnownNames.CacheBatch, KnownNames.CacheTag];

    /// <summary>What to report of a method, and at which of the attributes; null for a method that has a part or a generator.</summary>
    public static (Finding Finding, Location Location)? Find(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (!method.IsPartialDefinition
            || method.PartialImplementationPart is not null
            || method.HasAttribute(KnownNames.Cache)
            || method.HasAttribute(KnownNames.Invalidates)
            || method.HasAttribute(KnownNames.InvalidatesTag))
        {
            return null;
        }

        foreach (var name in Attributes)
        {
            if (method.FindAttribute(name) is { } attribute && attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() is { } location)
            {
                var finding = name switch
                {
                    KnownNames.Secure => Finding.Create(DiagnosticIds.SecureWithoutCache, method.ToMessage(), "the method has no [Cache]; add it, or remove [Secure]"),
                    KnownNames.CacheBatch => Finding.Create(DiagnosticIds.BatchWithoutCache, method.ToMessage()),
                    _ => Finding.Create(DiagnosticIds.TagWithoutCache, method.ToMessage()),
                };
                return (finding, location);
            }
        }

        return null;
    }
}
