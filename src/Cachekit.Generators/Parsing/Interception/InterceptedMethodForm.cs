using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interception;

/// <summary>A method of a generated struct that intercepted calls come to: it caches, the method that was called is the body.</summary>
/// <param name="container">The generated struct.</param>
internal sealed class InterceptedMethodForm(ContainerModel container) : MethodForm
{
    public override (SignatureModel Signature, ContainerModel Container)? Parse(
        IMethodSymbol method, string attribute, string? source, Location? sourceLocation, Report report, CancellationToken cancellationToken)
    {
        if (source is not null)
        {
            report.Add(sourceLocation, DiagnosticIds.DecoratedWithSource, method.ToMessage(), source);
        }

        if (OrdinaryMethodParser.Parse(method, report) is not { } signature)
        {
            return null;
        }

        var parameters = new List<ParameterModel>();
        foreach (var parameter in signature.Parameters)
        {
            // Only the interceptor itself is an extension method.
            parameters.Add(parameter.Modifiers.StartsWith("this ", StringComparison.Ordinal) ? parameter with { Modifiers = parameter.Modifiers.Substring("this ".Length) } : parameter);
        }

        return (signature with
        {
            Modifiers = $"public {(method.IsStatic ? "static " : "")}{signature.Modifiers}",
            Parameters = parameters.ToEquatableArray(),
            HeadConstraints = signature.Constraints,
        }, container);
    }

    public override string MemberPath(string name) => $"{GeneratedNames.Inner}.{name}";

    // The names of generated members are in a struct of their own.
    public override ISymbol? TakenMember(IMethodSymbol method) => null;
}
