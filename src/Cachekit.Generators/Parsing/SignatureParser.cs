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

        var syntax = method.DeclaringSyntaxReferences is { Length: 1 } references ? references[0].GetSyntax(cancellationToken) as MethodDeclarationSyntax : null;
        var isPartial = syntax?.Modifiers.Any(SyntaxKind.PartialKeyword) == true;
        if (Unpartial(method) is { } reason)
        {
            Say(DiagnosticIds.TypeNotPartial, method.ToMessage(), reason);
            return null;
        }

        if (!method.IsPartialDefinition)
        {
            Say(DiagnosticIds.MethodNotPartial, method.ToMessage(), attribute, BodyParser.ConventionalName(method));
            return null;
        }

        if (syntax is null)
        {
            return null;
        }

        if (!method.ReturnsVoid && !HasAccessibility(syntax))
        {
            report.Refuse(
                method.Locations[0],
                DiagnosticIds.TypeNotPartial,
                method.ToMessage(),
                "a partial method that returns something needs an accessibility; write 'public' or 'private' in front of 'partial'");
            return null;
        }

        if (syntax.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            report.Refuse(
                method.Locations[0],
                DiagnosticIds.TypeNotPartial,
                method.ToMessage(),
                $"a declaration is not 'async'; write it at the body, '{BodyParser.ConventionalName(method)}'");
        }

        var isReference = method.ReturnsByRef || method.ReturnsByRefReadonly;
        if (isReference)
        {
            report.Add(
                method.Locations[0], DiagnosticIds.ReturnTypeNotCacheable, method.ToMessage(), "ref " + method.ReturnType.ToMessage(), "a reference cannot be passed on; return the value");
        }

        var parameters = ParameterParser.Parse(method, syntax, report);
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        var isCached = attribute == CachedMethodParser.Attribute;

        // Where there is nothing to cache the body would be another one, too.
        var bodyReport = isCached && kind is (ReturnKind.Void or ReturnKind.Task or ReturnKind.ValueTask) ? new Report() : report;
        var body = parameters is null || isReference ? null : BodyParser.Parse(method, isCached, source, sourceLocation, bodyReport, cancellationToken);
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
            MemberMarks = UsageMarks.OfMembers(method),
            CallMarks = UsageMarks.OfCalls(method),
            KeptMembers = UsageMarks.KeptMembers(method),
            Documentation = DocumentationParser.Parse(method, syntax, cancellationToken),
            HasDebuggerAttribute = method.HasAttribute(KnownNames.DebuggerStepThrough)
                || method.HasAttribute(KnownNames.DebuggerNonUserCode)
                || method.HasAttribute(KnownNames.DebuggerHidden),
        };

        // The compiler does not go past what is partial and lacks its other part.
        void Say(string id, params string[] arguments)
        {
            if (isPartial)
            {
                report.Refuse(method.Locations[0], id, arguments);
            }
            else
            {
                report.Add(method.Locations[0], id, arguments);
            }
        }
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
        MethodKind.Ordinary when method is { ContainingType: { CanBeReferencedByName: false, ContainingType: not null } } =>
            "it stands in an extension block; write it outside of the block as a static method, with 'this' before its first parameter",
        MethodKind.Ordinary when method is { ContainingType.TypeKind: TypeKind.Interface, IsPartialDefinition: false } =>
            "it is declared in an interface, which has no body to cache; put the attribute on the method of the class that implements it, or [CacheDecorator] on the interface, or write [assembly: CacheIntercept]",
        MethodKind.Ordinary when method is { IsAbstract: true, ContainingType.TypeKind: not TypeKind.Interface } =>
            "it is abstract, so there is no body to cache; put the attribute on the methods that override it",
        MethodKind.Ordinary when method is { IsExtern: true, IsPartialDefinition: false } => "its body is elsewhere; call it from the body of a cached method",
        MethodKind.Ordinary => null,
        MethodKind.ExplicitInterfaceImplementation => "an explicit interface implementation cannot be partial; call a cached method from it",
        MethodKind.LocalFunction => "it is a local function; make it a partial method of the type",
        _ => "only ordinary methods can be partial; call a cached method from it",
    };

    private static bool HasAccessibility(MethodDeclarationSyntax syntax)
    {
        foreach (var modifier in syntax.Modifiers)
        {
            if (SyntaxFacts.IsAccessibilityModifier(modifier.Kind()))
            {
                return true;
            }
        }

        return false;
    }

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

    /// <summary>The names of a method's type parameters, escaped.</summary>
    public static EquatableArray<string> TypeParameters(IMethodSymbol method)
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

    /// <summary>Whether every type in the signature can be named throughout the assembly.</summary>
    public static bool CanBeInternal(IMethodSymbol method)
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

    /// <summary>Whether a type can be named throughout the assembly.</summary>
    public static bool IsInternal(ITypeSymbol type)
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
