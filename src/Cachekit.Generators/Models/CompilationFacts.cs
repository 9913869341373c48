using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Models;

/// <summary>What the emitter must know of the compilation as a whole.</summary>
/// <param name="CanEmit">Whether the runtime is referenced and the language is C# 12 or newer.</param>
internal sealed record CompilationFacts(bool CanEmit)
{
    public const LanguageVersion MinimumLanguage = LanguageVersion.CSharp12;

    public static CompilationFacts From(Compilation compilation) => new(IsRecent(compilation) && HasRuntime(compilation));

    public static bool IsRecent(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: >= MinimumLanguage };

    public static bool HasRuntime(Compilation compilation) => compilation.GetTypeByMetadataName(KnownNames.CachedMethod) is not null;
}
