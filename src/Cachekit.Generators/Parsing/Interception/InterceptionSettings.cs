using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interception;

/// <summary>Whether a compilation wants its calls intercepted, and whether it may.</summary>
internal static class InterceptionSettings
{
    /// <summary>The namespace of the interceptors, which a project has to allow.</summary>
    public const string Namespace = "Cachekit.Generated";

    private static readonly string[] Features = ["InterceptorsNamespaces", "InterceptorsPreviewNamespaces"];

    public static bool AreWanted(IAssemblySymbol assembly) => assembly.HasAttribute(KnownNames.CacheIntercept);

    /// <summary>Whether the project allows the namespace; with the package it does.</summary>
    public static bool AreAllowed(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            // All have the options of the project.
            foreach (var feature in Features)
            {
                if (tree.Options.Features.TryGetValue(feature, out var namespaces) && Names(namespaces))
                {
                    return true;
                }
            }

            return false;
        }

        return false;
    }

    private static bool Names(string namespaces)
    {
        foreach (var name in namespaces.Split(';'))
        {
            if (name.Trim() is Namespace or "Cachekit")
            {
                return true;
            }
        }

        return false;
    }
}
