using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>A partial method: the implementing part caches, a method beside it is the body.</summary>
internal sealed class PartialMethodForm : MethodForm
{
    public override (SignatureModel Signature, ContainerModel Container)? Parse(
        IMethodSymbol method, string attribute, string? source, Location? sourceLocation, Report report, CancellationToken cancellationToken) =>
        SignatureParser.Parse(method, attribute, source, sourceLocation, report, cancellationToken) is { } signature
        && ContainerParser.Parse(method, report, cancellationToken) is { } container
            ? (signature, container)
            : null;
}
