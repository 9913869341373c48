using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Incremental;

/// <summary>Tells from the syntax alone whether a method may have one of our attributes.</summary>
internal static class AttributeNames
{
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "Cache", "CacheAttribute", "Invalidates", "InvalidatesAttribute", "InvalidatesTag", "InvalidatesTagAttribute",

        // They mean nothing without one of those.
        "Secure", "SecureAttribute", "CacheBatch", "CacheBatchAttribute", "CacheTag", "CacheTagAttribute",
    };

    public static bool HasOurs(MethodDeclarationSyntax method)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (Ours.Contains(Last(attribute.Name)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Last(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };
}
