using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Decorators;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Decorators;

/// <summary>Reads a member that a decorator only passes on.</summary>
internal static class ForwardParser
{
    public static ForwardModel Parse(INamedTypeSymbol service, ISymbol member) => Read(service, member) with
    {
        IsObsolete = member.HasAttribute(KnownNames.Obsolete),
        CallMarks = UsageMarks.OfCalls(member),
    };

    private static ForwardModel Read(INamedTypeSymbol service, ISymbol member) => member switch
    {
        IMethodSymbol method => new ForwardModel(
            ForwardKind.Method,
            service.ToSource(),
            method.Name.EscapeIdentifier(),
            method.ReturnType.ToSource(),
            Reference(method.RefKind),
            SignatureParser.TypeParameters(method),
            ConstraintParser.OfImplementation(method),
            ParameterParser.AsTheyAre(method).ToEquatableArray(),
            default),
        IPropertySymbol property => new ForwardModel(
            property.IsIndexer ? ForwardKind.Indexer : ForwardKind.Property,
            service.ToSource(),
            property.Name.EscapeIdentifier(),
            property.Type.ToSource(),
            Reference(property.RefKind),
            default,
            default,
            Parameters(property),
            Accessors(property)),
        _ => new ForwardModel(
            ForwardKind.Event, service.ToSource(), member.Name.EscapeIdentifier(), ((IEventSymbol)member).Type.ToSource(), "", default, default, default, default),
    };

    private static string Reference(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };

    private static EquatableArray<ParameterModel> Parameters(IPropertySymbol property)
    {
        var parameters = new List<ParameterModel>();
        foreach (var parameter in property.Parameters)
        {
            parameters.Add(ParameterParser.Model(parameter, ParameterRole.Ignored));
        }

        return parameters.ToEquatableArray();
    }

    private static EquatableArray<string> Accessors(IPropertySymbol property)
    {
        var accessors = new List<string>();
        if (property.GetMethod is not null)
        {
            accessors.Add("get");
        }

        if (property.SetMethod is { } setter)
        {
            accessors.Add(setter.IsInitOnly ? "init" : "set");
        }

        return accessors.ToEquatableArray();
    }
}
