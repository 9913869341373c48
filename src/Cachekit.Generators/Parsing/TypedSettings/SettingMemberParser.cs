using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.TypedSettings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Reads one member of settings.</summary>
internal static class SettingMemberParser
{
    /// <returns>The model, or null when the member cannot be read.</returns>
    public static SettingModel? Parse(SettingSymbol member, SettingKeys keys, Report report, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var type = SettingTypeReader.Underlying(member.Type);
        if (type.TypeKind == TypeKind.Error)
        {
            // The compiler says so.
            return null;
        }

        if (member.Parameter is { RefKind: not RefKind.None and not RefKind.In } reference)
        {
            report.Add(member.Location, DiagnosticIds.SettingTypeUnsupported, member.Name, member.Type.ToMessage(), $"passed as '{reference.RefKind.ToString().ToLowerInvariant()}'", "pass it by value");
            return null;
        }

        if (member.IsRequiredToo && !Fits(member.Parameter!.Type, member.Property!.Type))
        {
            report.Add(
                member.Location,
                DiagnosticIds.SettingTypeUnsupported,
                member.Name,
                member.Type.ToMessage(),
                $"and the required property of that name is '{member.Property.Type.ToMessage()}'",
                "give both the same type, or mark a constructor that sets all required members with [SetsRequiredMembers]");
            return null;
        }

        var isNested = SettingTypeReader.IsNested(type);
        var read = isNested ? new SettingRead("", type.ToSource(), SettingShape.Nested) : SettingTypeReader.Read(type);
        if (read is null)
        {
            report.Add(member.Location, DiagnosticIds.SettingTypeUnsupported, member.Name, member.Type.ToMessage(), "which no text is read as", Hint(type));
            return null;
        }

        var isNullable = !member.MustBeRead && SettingTypeReader.IsNullable(member.Type);
        var (key, variable) = SettingsTypeParser.NamesOf(member);
        var isFine = keys.Add(member, key, variable);
        var isSecret = IsSecret(member, read, report);
        var checks = new SettingChecksParser(member, read, report, cancellationToken).Parse();
        return !isFine ? null : new SettingModel(
            member.Name,
            member.Property is { GetMethod: not null } property ? property.Name : null,
            key,
            variable,
            PlaceOf(member, isNullable),
            member.Parameter?.Name,
            member.Type.ToSource(),
            read.Type,
            read.Reader,
            isNested,
            isNullable,
            DefaultOf(member, isNullable),
            isSecret,
            checks);
    }

    /// <summary>Reports fields that the language wants to have set: they are no settings, so nothing could be made of the type.</summary>
    public static void ReportFields(INamedTypeSymbol type, Report report, CancellationToken cancellationToken)
    {
        if (!SettingsConstructor.TryFind(type, out var constructor, cancellationToken) || constructor?.HasAttribute(KnownNames.SetsRequiredMembers) == true)
        {
            return;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsRequired: true } field)
            {
                report.Add(
                    field.Locations[0],
                    DiagnosticIds.SettingTypeUnsupported,
                    field.Name,
                    field.Type.ToMessage(),
                    "in a required field, and fields are no settings",
                    "make it a property, with '{ get; init; }' behind its name");
            }
        }
    }

    /// <summary>Reports properties that nothing can set, and that an attribute says are settings.</summary>
    public static void ReportGetters(INamedTypeSymbol type, List<SettingSymbol> settings, Report report)
    {
        foreach (var member in type.GetMembers())
        {
            // Only a field that is kept for a property has it as its symbol: one that is computed is no mistake.
            if (member is IFieldSymbol { IsStatic: false, AssociatedSymbol: IPropertySymbol { SetMethod: null } property }
                && !settings.Exists(setting => SymbolEqualityComparer.Default.Equals(setting.Property, property))
                && MarkOf(property) is { } mark)
            {
                report.Add(
                    property.Locations[0],
                    DiagnosticIds.SettingTypeUnsupported,
                    property.Name,
                    property.Type.ToMessage(),
                    $"in a property that cannot be set, so that it is no setting in spite of its [{mark}]",
                    "write '{ get; init; }' behind its name");
            }
        }
    }

    private static string? MarkOf(IPropertySymbol property) =>
        property.FindAttribute(KnownNames.Setting) is { } setting ? setting.TryGet<bool>("Ignore", out var ignore) && ignore ? null : "Setting"
        : property.HasAttribute(KnownNames.Required) ? "Required"
        : property.HasAttribute(KnownNames.Secret) ? "Secret"
        : null;

    private static SettingPlace PlaceOf(SettingSymbol member, bool isNullable)
    {
        if (member.Parameter is not null)
        {
            return member.IsRequiredToo ? SettingPlace.ParameterAndInitializer : SettingPlace.Parameter;
        }

        var property = member.Property!;
        var isOblivious = property.Type.NullableAnnotation == NullableAnnotation.None;
        if (property.IsRequired || member.MustBeRead || (property.Type.IsReferenceType && !isNullable && !isOblivious && !member.HasDefault))
        {
            return SettingPlace.Initializer;
        }

        return property.SetMethod!.IsInitOnly ? SettingPlace.InitOnly : SettingPlace.Assigned;
    }

    // A value that goes into a property as it is.
    private static bool Fits(ITypeSymbol parameter, ITypeSymbol property) =>
        SymbolEqualityComparer.Default.Equals(parameter, property) && !(SettingTypeReader.IsNullable(parameter) && property.NullableAnnotation == NullableAnnotation.NotAnnotated);

    private static string? DefaultOf(SettingSymbol member, bool isNullable)
    {
        if (member.MustBeRead)
        {
            return null;
        }

        // Of "a ? number : default" the type is the number's, so the default says of what it is one.
        var typed = $"default({member.Type.ToSource()})";
        if (member.Parameter is { } parameter && Literals.DefaultOf(parameter) is { } value)
        {
            return value switch
            {
                "default" => typed,
                "default!" => typed + "!",
                _ => SettingTypeReader.Underlying(parameter.Type).SpecialType is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
                    ? $"({SettingTypeReader.Underlying(parameter.Type).ToSource()})({value})"
                    : value,
            };
        }

        return isNullable || PlaceOf(member, isNullable) is SettingPlace.Assigned or SettingPlace.InitOnly ? typed : null;
    }

    private static bool IsSecret(SettingSymbol member, SettingRead read, Report report)
    {
        if (member.Find(KnownNames.Secret) is { } secret)
        {
            return secret.ArgumentAt(0) is not false;
        }

        // Numbers and switches that speak of secrets are limits and policies.
        if (read.Shape is SettingShape.Text or SettingShape.Url or SettingShape.Items && SecretNames.SoundsLikeOne(member.Name))
        {
            report.Add(member.Location, DiagnosticIds.SecretNotMarked, member.Name);
        }

        return false;
    }

    private static string Hint(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } named && type.DeclaringSyntaxReferences.Length > 0 && named.Arity == 0
        ? "mark that type with [SecretSettings] as well, or let it implement IParsable<T>"
        : "use text, numbers, bool, enums, Uri, TimeSpan, DateTimeOffset, Guid, a type with IParsable<T>, lists and dictionaries by text of these, or a type with [SecretSettings]";
}
