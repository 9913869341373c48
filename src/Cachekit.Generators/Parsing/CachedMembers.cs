using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Looks at the members in the keys of a type whose methods are cached by another, generated one.</summary>
internal static class CachedMembers
{
    /// <summary>Whether all of them can be read from outside.</summary>
    public static bool AreReadable(IMethodSymbol method, Report report)
    {
        var valid = true;
        foreach (var member in method.IsStatic ? [] : CachedMethodParser.MarkedMembers(method.ContainingType))
        {
            if (member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                report.Add(member.Locations[0], DiagnosticIds.DecoratedMemberNotReadable, member.Name, method.ContainingType.ToMessage());
                valid = false;
            }
        }

        return valid;
    }
}
