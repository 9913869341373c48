using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Decorators;

/// <summary>A method of a generated class that implements an interface by name: it caches, the method of the inner object is the body.</summary>
/// <param name="decorated">The type with the attribute.</param>
/// <param name="service">The interface whose member is implemented.</param>
/// <param name="container">The generated class.</param>
internal sealed class DecoratorForm(INamedTypeSymbol decorated, INamedTypeSymbol service, ContainerModel container) : MethodForm
{
    public override (SignatureModel Signature, ContainerModel Container)? Parse(
        IMethodSymbol method, string attribute, string? source, Location? sourceLocation, Report report, CancellationToken cancellationToken)
    {
        if (source is not null)
        {
            report.Add(sourceLocation, DiagnosticIds.DecoratedWithSource, method.ToMessage(), source);
        }

        return OrdinaryMethodParser.Parse(method, report) is { } signature
            ? (signature with
            {
                Name = method.BareName(),
                Order = OrderOf(method),
                HeadConstraints = ConstraintParser.OfImplementation(method),
                Implements = service.ToSource(),
            }, container)
            : null;
    }

    /// <remarks>Interfaces that extend one another may have methods of one signature.</remarks>
    public override string OrderOf(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType, decorated)
        ? SignatureParser.Order(method)
        : $"{SignatureParser.Order(method)} {method.ContainingType.ToSource()}";

    public override string MemberPath(string name) => $"{GeneratedNames.Inner}.{name}";

    // The names of generated members are in a class of their own.
    public override ISymbol? TakenMember(IMethodSymbol method) => null;

    public override EquatableArray<string>? TypeArgumentsOf(IMethodSymbol method) => OrdinaryMethodParser.TypeArguments(method.ContainingType);
}
