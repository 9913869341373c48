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
        if (method.PartialDefinitionPart is not null || method.PartialImplementationPart is { } part && !ContainerParser.IsGenerated(part))
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

        var parameters = Parameters(method, syntax, report);
        var isByRef = method.ReturnsByRef || method.ReturnsByRefReadonly;
        if (isByRef)
        {
            report.Add(
                method.Locations[0], DiagnosticIds.ReturnTypeNotCacheable, method.ToMessage(), "ref " + method.ReturnType.ToMessage(),
                "a reference into the body's own storage cannot be kept; return the value");
        }

        var body = parameters is null || isByRef ? null : BodyParser.Parse(method, source, sourceLocation, report, cancellationToken);
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        var constraints = Constraints(method, syntax);
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
            method.IsOverride ? WrittenConstraints(syntax) : constraints,
            (parameters ?? AsTheyAre(method)).ToEquatableArray(),
            body,
            Attributes(method),
            CanBeInternal(method),
            method.HasAttribute(KnownNames.Obsolete));
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

    private static List<ParameterModel>? Parameters(IMethodSymbol method, MethodDeclarationSyntax syntax, Report report)
    {
        var valid = true;
        var anyMarked = false;
        foreach (var parameter in method.Parameters)
        {
            anyMarked |= parameter.HasAttribute(KnownNames.CacheKey);
        }

        var models = new List<ParameterModel>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            var (what, instead) = parameter switch
            {
                { RefKind: RefKind.Out } => ("'out'", "return a tuple instead, its elements are cached together"),
                { RefKind: RefKind.Ref } => ("'ref'", "pass the value and return the new one"),
                { Type: IPointerTypeSymbol or IFunctionPointerTypeSymbol } => ("a pointer", "pass the value it points to"),
                { Type: ITypeParameterSymbol type } when AllowsReferences(type, method, syntax) => ("of a type that may be a ref struct", "remove 'allows ref struct'"),
                { Type.IsRefLikeType: true } => ("a ref struct", "pass an array or a Memory<T>, which can be kept"),
                _ => (null, null),
            };
            if (what is not null)
            {
                report.Add(parameter.Locations[0], DiagnosticIds.ParameterNotSupported, parameter.Name, method.ToMessage(), what, instead!);
                valid = false;
            }

            var isMarked = parameter.HasAttribute(KnownNames.CacheKey);
            var isIgnored = parameter.HasAttribute(KnownNames.CacheIgnore);
            if (isMarked && isIgnored)
            {
                report.Add(parameter.Locations[0], DiagnosticIds.KeyAndIgnore, parameter.Name, method.ToMessage());
                valid = false;
            }

            var role = parameter.Type.Is(KnownNames.CancellationToken) ? ParameterRole.CancellationToken
                : isIgnored || (anyMarked && !isMarked) ? ParameterRole.Ignored
                : ParameterRole.Key;
            models.Add(Model(parameter, role));
        }

        return valid ? models : null;
    }

    private static List<ParameterModel> AsTheyAre(IMethodSymbol method)
    {
        var models = new List<ParameterModel>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            models.Add(Model(parameter, ParameterRole.Ignored));
        }

        return models;
    }

    private static ParameterModel Model(IParameterSymbol parameter, ParameterRole role)
    {
        var modifiers = new StringBuilder();
        if (parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } })
        {
            modifiers.Append("this ");
        }

        if (parameter.IsParams)
        {
            modifiers.Append("params ");
        }

        if (parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out && !parameter.IsParams)
        {
            modifiers.Append("scoped ");
        }

        modifiers.Append(parameter.RefKind switch
        {
            RefKind.In => "in ",
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        });
        return new ParameterModel(
            parameter.Name.EscapeIdentifier(),
            parameter.Type.ToSource(),
            Label(parameter.Type),
            modifiers.ToString(),
            Literals.DefaultOf(parameter),
            role);
    }

    private static string Label(ITypeSymbol type)
    {
        var label = new StringBuilder();
        foreach (var c in type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None)))
        {
            if (char.IsLetterOrDigit(c))
            {
                label.Append(c);
            }
        }

        return label.Length == 0 ? "Value" : char.ToUpperInvariant(label[0]) + label.ToString(1, label.Length - 1);
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

    private static EquatableArray<string> TypeParameters(IMethodSymbol method)
    {
        var names = new List<string>();
        foreach (var parameter in method.TypeParameters)
        {
            names.Add(parameter.Name.EscapeIdentifier());
        }

        return names.ToEquatableArray();
    }

    // Newer than the compiler that this is built with: only the syntax knows of it.
    private static bool AllowsReferences(ITypeParameterSymbol type, IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        if (type.TypeParameterKind == TypeParameterKind.Method)
        {
            return AllowsReferences(syntax.ConstraintClauses, type.Name);
        }

        foreach (var reference in type.ContainingSymbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax declaration && AllowsReferences(declaration.ConstraintClauses, type.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllowsReferences(SyntaxList<TypeParameterConstraintClauseSyntax> clauses, string name)
    {
        foreach (var clause in clauses)
        {
            if (clause.Name.Identifier.ValueText != name)
            {
                continue;
            }

            foreach (var constraint in clause.Constraints)
            {
                if (constraint.GetFirstToken().ValueText == "allows" && constraint is not TypeConstraintSyntax)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What an override may say of its type parameters: <c>class</c>, <c>struct</c> or <c>default</c>.</summary>
    private static EquatableArray<string> WrittenConstraints(MethodDeclarationSyntax syntax)
    {
        var clauses = new List<string>();
        foreach (var clause in syntax.ConstraintClauses)
        {
            clauses.Add(clause.NormalizeWhitespace().ToString());
        }

        return clauses.ToEquatableArray();
    }

    private static EquatableArray<string> Constraints(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        var clauses = new List<string>();
        foreach (var parameter in method.TypeParameters)
        {
            var parts = new List<string>();
            if (parameter.HasUnmanagedTypeConstraint)
            {
                parts.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                parts.Add("struct");
            }
            else if (parameter.HasReferenceTypeConstraint)
            {
                parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
            }
            else if (parameter.HasNotNullConstraint)
            {
                parts.Add("notnull");
            }

            foreach (var type in parameter.ConstraintTypes)
            {
                parts.Add(type.ToSource());
            }

            if (parameter.HasConstructorConstraint)
            {
                parts.Add("new()");
            }

            if (AllowsReferences(syntax.ConstraintClauses, parameter.Name))
            {
                parts.Add("allows ref struct");
            }

            if (parts.Count > 0)
            {
                clauses.Add($"where {parameter.Name.EscapeIdentifier()} : {string.Join(", ", parts)}");
            }
        }

        return clauses.ToEquatableArray();
    }

    private static EquatableArray<string> Attributes(IMethodSymbol method)
    {
        var attributes = new List<string>();
        if (!method.HasAttribute(KnownNames.GeneratedCode) || ContainerParser.IsGenerated(method))
        {
            attributes.Add($"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratorInfo.Name}\", \"{GeneratorInfo.Version}\")]");
        }

        if (!method.HasAttribute(KnownNames.ExcludeFromCodeCoverage))
        {
            attributes.Add("[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]");
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
