using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the signature of an annotated partial method.</summary>
internal static class SignatureParser
{
    /// <summary>Reads the signature.</summary>
    /// <param name="method">The method.</param>
    /// <param name="attribute">The attribute's name, for messages.</param>
    /// <param name="source">The name of the body when it is not the conventional one.</param>
    /// <param name="sourceLocation">Where that name is written.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The model, or null when no implementing part can be written.</returns>
    public static SignatureModel? Parse(
        IMethodSymbol method, string attribute, string? source, Location? sourceLocation, Report report, CancellationToken cancellationToken)
    {
        if (method.PartialDefinitionPart is not null || method.PartialImplementationPart is { } part && !part.IsGenerated())
        {
            report.Add(method.Locations[0], DiagnosticIds.AlreadyImplemented, method.ToMessage(), BodyParser.ConventionalName(method));
            return null;
        }

        if (Unpartial(method) is { } reason)
        {
            report.Add(method.Locations[0], DiagnosticIds.TypeNotPartial, method.ToMessage(), reason);
            return null;
        }

        if (!method.IsPartialDefinition)
        {
            report.Add(method.Locations[0], DiagnosticIds.MethodNotPartial, method.ToMessage(), attribute, BodyParser.ConventionalName(method));
            return null;
        }

        if (method.DeclaringSyntaxReferences is not { Length: 1 } references
            || references[0].GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
        {
            return null;
        }

        var isReference = method.ReturnsByRef || method.ReturnsByRefReadonly;
        if (isReference)
        {
            report.Add(
                method.Locations[0], DiagnosticIds.ReturnTypeNotCacheable, method.ToMessage(), "ref " + method.ReturnType.ToMessage(), "a reference cannot be passed on; return the value");
        }

        var parameters = ParameterParser.Parse(method, syntax, report);
        var body = parameters is null || isReference ? null : BodyParser.Parse(method, attribute == CachedMethodParser.Attribute, source, sourceLocation, report, cancellationToken);
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        var constraints = ConstraintParser.Parse(method, syntax);
        return new SignatureModel(
            method.Name,
            Order(method),
            Modifiers(syntax),
            (method.ReturnsByRef ? "ref " : method.ReturnsByRefReadonly ? "ref readonly " : "") + method.ReturnType.ToSource(),
            kind,
            value?.ToSource() ?? "",
            method.IsStatic,
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            TypeParameters(method),
            constraints,
            method.IsOverride ? ConstraintParser.Written(syntax) : constraints,
            (parameters ?? ParameterParser.AsTheyAre(method)).ToEquatableArray(),
            body,
            Attributes(method),
            CanBeInternal(method),
            method.HasAttribute(KnownNames.Obsolete))
        {
            Documentation = DocumentationParser.Parse(method, syntax, cancellationToken),
            HasDebuggerAttribute = method.HasAttribute(KnownNames.DebuggerStepThrough)
                || method.HasAttribute(KnownNames.DebuggerNonUserCode)
                || method.HasAttribute(KnownNames.DebuggerHidden),
        };
    }

    /// <summary>A text that orders and tells apart all methods of a type: name, type parameters, parameter types.</summary>
    public static string Order(IMethodSymbol method)
    {
        var text = new StringBuilder(method.Name).Append('`').Append(method.TypeParameters.Length).Append('(');
        foreach (var parameter in method.Parameters)
        {
            text.Append(parameter.RefKind == RefKind.None ? "" : "ref ").Append(parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).Append(',');
        }

        return text.Append(')').ToString();
    }

    private static string? Unpartial(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Ordinary => null,
        MethodKind.ExplicitInterfaceImplementation => "an explicit interface implementation cannot be partial; call a cached method from it",
        MethodKind.LocalFunction => "it is a local function; make it a partial method of the type",
        _ => "only ordinary methods can be partial; call a cached method from it",
    };

    private static string Modifiers(MethodDeclarationSyntax syntax)
    {
        var text = new StringBuilder();
        foreach (var modifier in syntax.Modifiers)
        {
            if (!modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.AsyncKeyword))
            {
                text.Append(modifier.ValueText).Append(' ');
            }
        }

        return text.ToString();
    }

    private static EquatableArray<string> TypeParameters(IMethodSymbol method)
    {
        var names = new List<string>();
        foreach (var parameter in method.TypeParameters)
        {
            names.Add(parameter.Name.EscapeIdentifier());
        }

        return names.ToEquatableArray();
    }

    private static EquatableArray<string> Attributes(IMethodSymbol method)
    {
        var attributes = new List<string>();
        if (!method.HasAttribute(KnownNames.GeneratedCode) || method.IsGenerated())
        {
            attributes.Add(GeneratedAttributes.Code);
        }

        if (!method.HasAttribute(KnownNames.ExcludeFromCodeCoverage))
        {
            attributes.Add(GeneratedAttributes.NoCoverage);
        }

        return attributes.ToEquatableArray();
    }

    private static bool CanBeInternal(IMethodSymbol method)
    {
        if (!IsInternal(method.ReturnType))
        {
            return false;
        }

        foreach (var parameter in method.Parameters)
        {
            if (!IsInternal(parameter.Type))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInternal(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsInternal(array.ElementType);
            case IPointerTypeSymbol pointer:
                return IsInternal(pointer.PointedAtType);
            case INamedTypeSymbol named:
                for (var current = named; current is not null; current = current.ContainingType)
                {
                    if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                    {
                        return false;
                    }

                    foreach (var argument in current.TypeArguments)
                    {
                        if (!IsInternal(argument))
                        {
                            return false;
                        }
                    }
                }

                return true;
            default:
                return true;
        }
    }
}
