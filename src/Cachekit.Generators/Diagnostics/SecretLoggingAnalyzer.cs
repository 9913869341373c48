using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Finds secrets that go into logs, onto the console and into messages of exceptions.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretLoggingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GuardDescriptors.SecretLogged);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Secrets) is not null)
            {
                start.RegisterOperationBlockAction(Analyze);
            }
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        var operations = new List<IOperation>();
        var sinks = new List<(IOperation Sink, string What)>();
        foreach (var block in context.OperationBlocks)
        {
            foreach (var operation in block.DescendantsAndSelf())
            {
                operations.Add(operation);
                var what = operation switch
                {
                    IInvocationOperation invocation => SecretSinks.Of(invocation),
                    IObjectCreationOperation creation when creation.Arguments.Length > 0 && SecretSinks.IsException(creation) => "the message of an exception",
                    _ => null,
                };
                if (what is not null)
                {
                    sinks.Add((operation, what));
                }
            }
        }

        if (sinks.Count == 0)
        {
            return;
        }

        context.CancellationToken.ThrowIfCancellationRequested();
        var flow = new SecretFlow(operations);
        foreach (var (sink, what) in sinks)
        {
            foreach (var argument in sink is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)sink).Arguments)
            {
                if (flow.Find(argument.Value) is { } secret)
                {
                    context.ReportDiagnostic(Diagnostic.Create(GuardDescriptors.SecretLogged, secret.Place.GetLocation(), secret.Name, what));
                }
            }
        }
    }
}
