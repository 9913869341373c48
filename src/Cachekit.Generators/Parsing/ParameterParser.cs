using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the parameters of an annotated method: how the implementing part repeats them, and which are in the key.</summary>
internal static class ParameterParser
{
    /// <summary>Reads the parameters.</summary>
    /// <returns>The models, or null when one of them cannot be passed on.</returns>
    public static List<ParameterModel>? Parse(IMethodSymbol method, MethodDeclarationSyntax? syntax, Report report)
    {
        var valid = true;
        var anyMarked = AnyMarked(method);
        var models = new List<ParameterModel>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            var (what, instead) = parameter switch
            {
                { RefKind: RefKind.Out } => ("'out'", method.HasAttribute(KnownNames.Cache) ? "return a tuple instead, its elements are cached together" : "return a tuple instead"),
                { RefKind: RefKind.Ref } => ("'ref'", "pass the value and return the new one"),
                { Type: IPointerTypeSymbol or IFunctionPointerTypeSymbol } => ("a pointer", "pass the value it points to"),
                { Type: ITypeParameterSymbol type } when ConstraintParser.AllowsReferences(type, syntax) => ("of a type that may be a ref struct", "remove 'allows ref struct'"),
                _ when parameter.Type.Is(KnownNames.CachePrevious) => ("a CachePrevious<T>", "only the uncached body has one, which the cache fills; remove it here"),
                { Type.IsRefLikeType: true } => ("a ref struct", "pass an array or a Memory<T>, which can be kept"),
                _ => (null, null),
            };
            if (what is not null)
            {
                report.Add(parameter.Locations[0], DiagnosticIds.ParameterNotSupported, parameter.Name, method.ToMessage(), what, instead!);
                valid = false;
            }

            if (parameter.HasAttribute(KnownNames.CacheKey) && parameter.HasAttribute(KnownNames.CacheIgnore))
            {
                report.Add(parameter.Locations[0], DiagnosticIds.KeyAndIgnore, parameter.Name, method.ToMessage());
                valid = false;
            }

            models.Add(Model(parameter, RoleOf(parameter, anyMarked)));
        }

        return valid ? models : null;
    }

    /// <summary>The parameters of a method that only has to be written somehow: what each is for does not matter.</summary>
    public static List<ParameterModel> AsTheyAre(IMethodSymbol method)
    {
        var models = new List<ParameterModel>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            models.Add(Model(parameter, ParameterRole.Ignored));
        }

        return models;
    }

    /// <summary>The parameters that are in the key: the marked ones and the tenant if any is marked, else all that are not left out.</summary>
    public static IEnumerable<IParameterSymbol> InKey(IMethodSymbol method)
    {
        var anyMarked = AnyMarked(method);
        foreach (var parameter in method.Parameters)
        {
            if (RoleOf(parameter, anyMarked) == ParameterRole.Key)
            {
                yield return parameter;
            }
        }
    }

    private static bool AnyMarked(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.HasAttribute(KnownNames.CacheKey))
            {
                return true;
            }
        }

        return false;
    }

    private static ParameterRole RoleOf(IParameterSymbol parameter, bool anyMarked) =>
        parameter.Type.Is(KnownNames.CancellationToken) ? ParameterRole.CancellationToken
        : parameter.HasAttribute(KnownNames.CacheIgnore) || (anyMarked && !IsMarked(parameter)) ? ParameterRole.Ignored
        : ParameterRole.Key;

    // Tenants never share an entry.
    private static bool IsMarked(IParameterSymbol parameter) => parameter.HasAttribute(KnownNames.CacheKey) || parameter.HasAttribute(KnownNames.CacheTenant);

    /// <summary>One parameter.</summary>
    public static ParameterModel Model(IParameterSymbol parameter, ParameterRole role)
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

    /// <summary>The type in letters and digits, as a part of a name.</summary>
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
}
