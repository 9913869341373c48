using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads a method that has its own body, as one of a generated type that calls it.</summary>
internal static class OrdinaryMethodParser
{
    public static SignatureModel? Parse(IMethodSymbol method, Report report)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            report.Add(
                method.Locations[0],
                DiagnosticIds.ReturnTypeNotCacheable,
                method.ToMessage(),
                "ref " + method.ReturnType.ToMessage(),
                "a reference cannot be passed on; return the value");
            return null;
        }

        var syntax = method.DeclaringSyntaxReferences.Length > 0 ? method.DeclaringSyntaxReferences[0].GetSyntax() as MethodDeclarationSyntax : null;
        var parameters = ParameterParser.Parse(method, syntax, report);
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        var calls = UsageMarks.OfCalls(method);
        return new SignatureModel(
            method.Name,
            SignatureParser.Order(method),
            HasPointers(method) ? "unsafe " : "",
            method.ReturnType.ToSource(),
            kind,
            value?.ToSource() ?? "",
            method.IsStatic,
            "public",
            SignatureParser.TypeParameters(method),
            ConstraintParser.Parse(method, syntax),
            default,
            (parameters ?? ParameterParser.AsTheyAre(method)).ToEquatableArray(),
            parameters is null ? null : Body(method, kind),
            new EquatableArray<string>([.. GeneratedAttributes.Type, .. calls]),
            SignatureParser.CanBeInternal(method),
            method.HasAttribute(KnownNames.Obsolete))
        {
            IsPartial = false,
            MemberMarks = UsageMarks.OfMembers(method),
            CallMarks = calls,
            KeptMembers = UsageMarks.KeptMembers(method),
        };
    }

    /// <summary>The type arguments of a type and of the types around it, the outermost first, as <c>typeof</c> takes them.</summary>
    public static EquatableArray<string> TypeArguments(INamedTypeSymbol type)
    {
        var arguments = new List<string>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            for (var i = current.TypeArguments.Length - 1; i >= 0; i--)
            {
                arguments.Insert(0, current.TypeArguments[i].WithNullableAnnotation(NullableAnnotation.None).ToSource());
            }
        }

        return arguments.ToEquatableArray();
    }

    private static BodyModel Body(IMethodSymbol method, ReturnKind kind)
    {
        var arguments = new List<BodyArgument>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            var modifier = parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter ? "in " : "";
            arguments.Add(parameter.Type.Is(KnownNames.CancellationToken)
                ? new BodyArgument(BodyArgumentKind.CancellationToken, modifier, "")
                : new BodyArgument(BodyArgumentKind.Parameter, modifier, parameter.Name.EscapeIdentifier()));
        }

        return new BodyModel(method.BareName().EscapeIdentifier(), kind, method.IsStatic, ReturnsCacheable: false, arguments.ToEquatableArray());
    }

    private static bool HasPointers(IMethodSymbol method)
    {
        var any = method.ReturnType is IPointerTypeSymbol or IFunctionPointerTypeSymbol;
        foreach (var parameter in method.Parameters)
        {
            any |= parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;
        }

        return any;
    }
}
