using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Models;

/// <summary>What the emitter must know of the compilation as a whole.</summary>
/// <param name="Obstacle">What keeps the generator from writing anything at all, or null.</param>
internal sealed record CompilationFacts(Finding? Obstacle)
{
    private const LanguageVersion MinimumLanguage = LanguageVersion.CSharp12;

    private const string Runtime = "Cachekit";

    public bool CanEmit => Obstacle is null;

    public static CompilationFacts From(Compilation compilation)
    {
        if (compilation is CSharpCompilation { LanguageVersion: < MinimumLanguage } old)
        {
            return new(Finding.Create(DiagnosticIds.LanguageTooOld, compilation.AssemblyName ?? "", old.LanguageVersion.ToDisplayString()));
        }

        return new(HasRuntime(compilation) ? null : Finding.Create(DiagnosticIds.RuntimeMissing, compilation.AssemblyName ?? ""));
    }

    private static bool HasRuntime(Compilation compilation)
    {
        // Asked first, because they stay as they are from edit to edit: the compilation itself would have to sort all of its own types.
        foreach (var reference in compilation.References)
        {
            if (compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol { Name: Runtime } assembly && assembly.GetTypeByMetadataName(KnownNames.CachedMethod) is not null)
            {
                return true;
            }
        }

        return compilation.GetTypeByMetadataName(KnownNames.CachedMethod) is not null;
    }
}
