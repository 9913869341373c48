using System.Collections.Immutable;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.TypedSettings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Reads a type with <c>[SecretSettings]</c>.</summary>
internal static class SettingsTypeParser
{
    /// <returns>The model, or null when nothing can be generated.</returns>
    public static SettingsTypeModel? Parse(INamedTypeSymbol type, AttributeData attribute, Report report, CancellationToken cancellationToken)
    {
        if (!IsFit(type, report, cancellationToken))
        {
            return null;
        }

        var declarations = new List<string>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            declarations.Insert(0, ContainerParser.Declaration(current, cancellationToken));
        }

        var before = report.Findings.Count;
        var members = new List<SettingModel>();
        var isReadable = true;
        if (Members(type, cancellationToken) is { } symbols)
        {
            var keys = new SettingKeys(type, PrefixOf(attribute), report, cancellationToken);
            foreach (var symbol in symbols)
            {
                if (SettingMemberParser.Parse(symbol, keys, report, cancellationToken) is { } member)
                {
                    members.Add(member);
                }
                else
                {
                    isReadable = false;
                }
            }

            SettingMemberParser.ReportFields(type, report, cancellationToken);
            SettingMemberParser.ReportGetters(type, symbols, report);
        }
        else
        {
            report.Add(type.Locations[0], DiagnosticIds.SettingsConstructorUnclear, type.ToMessage());
            isReadable = false;
        }

        for (var i = before; i < report.Findings.Count; i++)
        {
            isReadable &= report.Findings[i].Finding.Id is DiagnosticIds.ValidationWithoutEffect or DiagnosticIds.SecretNotMarked or DiagnosticIds.SettingDefaultRefused;
        }

        return new SettingsTypeModel(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", ""),
            declarations.ToEquatableArray(),
            HintNames.Of(type),
            type.Name,
            type.ToSource(),
            PrefixOf(attribute),
            attribute.TryGet<string>("Section", out var section) && section is not null ? section : SettingNames.Section(type.Name),
            (type.IsRecord, type.IsValueType) switch
            {
                (true, false) => SettingsForm.Record,
                (true, true) => SettingsForm.RecordStruct,
                (false, true) => SettingsForm.Struct,
                _ => SettingsForm.Class,
            },
            type.IsSealed,
            !IsWritten(type, type.IsRecord ? "PrintMembers" : "ToString"),
            type.HasAttribute(KnownNames.DebuggerDisplay) && !IsOurs(type),
            IsWritten(type, "Load"),
            ValidationOf(type, cancellationToken),
            members.ToEquatableArray(),
            isReadable);
    }

    private static string PrefixOf(AttributeData attribute) => attribute.TryGet<string>("Prefix", out var prefix) ? prefix ?? "" : "";

    /// <summary>The settings of a type, or null when it is not clear which constructor takes them.</summary>
    public static List<SettingSymbol>? Members(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!SettingsConstructor.TryFind(type, out var constructor, cancellationToken))
        {
            return null;
        }

        var properties = new List<IPropertySymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } property)
            {
                properties.Add(property);
            }
        }

        var members = new List<SettingSymbol>();
        foreach (var parameter in constructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            var index = properties.FindIndex(property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            members.Add(new SettingSymbol(parameter, index < 0 ? null : properties[index]));
            if (index >= 0)
            {
                properties.RemoveAt(index);
            }
        }

        foreach (var property in properties)
        {
            var isIgnored = property.FindAttribute(KnownNames.Setting) is { } setting && setting.TryGet<bool>("Ignore", out var ignore) && ignore;
            if (property.SetMethod is not null && !property.IsImplicitlyDeclared && (property.IsRequired || !isIgnored))
            {
                members.Add(new SettingSymbol(null, property));
            }
        }

        return members;
    }

    /// <summary>The name in a section, and the variable.</summary>
    public static (string Key, string Variable) NamesOf(SettingSymbol member)
    {
        string? name = null;
        string? variable = null;
        if (member.Find(KnownNames.Setting) is { } setting)
        {
            setting.TryGet("Name", out name);
            setting.TryGet("Variable", out variable);
        }

        return (name ?? member.Name, variable ?? SettingNames.Upper(name ?? member.Name).Replace(':', '_'));
    }

    private static bool IsFit(INamedTypeSymbol type, Report report, CancellationToken cancellationToken)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    report.Add(type.Locations[0], DiagnosticIds.SettingsNotPartial, type.ToMessage(), current.ToMessage());
                    return false;
                }
            }
        }

        (string What, string Instead)? unfit = type switch
        {
            { IsStatic: true } => ("static", "remove the modifier"),
            { IsAbstract: true } => ("abstract", "nothing could be made of it; put [SecretSettings] at a type that is not"),
            { IsRefLikeType: true } => ("a ref struct", "remove the modifier 'ref'"),
            { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => ("no class, struct or record", "make it one"),
            { BaseType: { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent } =>
                ($"derived from '{parent.ToMessage()}'", "write all settings in one type, or have a member whose type is settings too"),
            _ => null,
        };
        for (var current = type; current is not null && unfit is null; current = current.ContainingType)
        {
            unfit = current.IsFileLocal ? ("local to its file", "remove the modifier 'file'")
                : current.TypeParameters.Length > 0 ? (SymbolEqualityComparer.Default.Equals(current, type) ? "generic" : "in a generic type", "settings have one name each; remove the type parameters, or move it out")
                : null;
        }

        if (unfit is { } reason)
        {
            report.Add(type.Locations[0], DiagnosticIds.SettingsFormUnsupported, type.ToMessage(), reason.What, reason.Instead);
        }

        return unfit is null;
    }

    /// <summary>Whether the user, and not a compiler, has something of that name, so that the generated member has no room. A member is not called like its type either.</summary>
    private static bool IsWritten(INamedTypeSymbol type, string name)
    {
        if (type.Name == name)
        {
            return true;
        }

        foreach (var member in type.GetMembers(name))
        {
            if (!member.IsImplicitlyDeclared && !member.IsGenerated() && (name == "Load" || member is not IMethodSymbol method || method.Parameters.Length == (name == "ToString" ? 0 : 1)))
            {
                return true;
            }
        }

        return false;
    }

    private static SettingsValidation ValidationOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var member in type.GetMembers("Validate"))
        {
            if (member is not IMethodSymbol method)
            {
                return SettingsValidation.None;
            }

            if (method.Parameters.Length == 1 && method.Parameters[0].Type.Name == "SettingsProblems" && !method.IsGenerated())
            {
                if (method.IsStatic)
                {
                    return SettingsValidation.None;
                }

                foreach (var reference in method.DeclaringSyntaxReferences)
                {
                    if (reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                    {
                        return SettingsValidation.Own;
                    }
                }
            }
        }

        return type.Name == "Validate" ? SettingsValidation.None : SettingsValidation.Partial;
    }

    // The analyzers see the generated part too.
    private static bool IsOurs(INamedTypeSymbol type)
    {
        foreach (var member in type.GetTypeMembers(SettingsNames.PrivateType))
        {
            if (member.IsGenerated())
            {
                return true;
            }
        }

        return false;
    }
}
