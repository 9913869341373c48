using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Emitting.TypedSettings;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.TypedSettings;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.TypedSettings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators;

/// <summary>Reads, checks and prints types with <c>[SecretSettings]</c>: parse, emit one file per type.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SettingsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var facts = context.CompilationProvider
            .Select(static (compilation, _) => CompilationFacts.From(compilation))
            .WithTrackingName(TrackingNames.Facts);

        var types = context.SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.SecretSettings,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, ct) => SettingsTypeParser.Parse((INamedTypeSymbol)attributed.TargetSymbol, attributed.Attributes[0], new Report(), ct))
            .WhereNotNull()
            .WithTrackingName(TrackingNames.ParsedSettings)
            .Collect()
            .Select(static (types, _) => SettingsTypeModel.WithFileNames(types));

        context.RegisterSourceOutput(
            types.Combine(facts).SelectByName(static (build, _) => build.Right.CanEmit ? build.Left : default, static type => type.HintName).WithTrackingName(TrackingNames.Settings),
            SettingsTypeEmitter.Emit);

        // A compilation that the generator writes nothing into would only show errors about what is missing.
        context.RegisterSourceOutput(
            types.Combine(facts).SelectMany(static (build, _) => build.Right.Obstacle is { } obstacle && build.Left.Count > 0 ? new[] { obstacle } : []),
            static (output, obstacle) => output.ReportDiagnostic(Descriptors.Create(obstacle, Location.None)));
    }
}
