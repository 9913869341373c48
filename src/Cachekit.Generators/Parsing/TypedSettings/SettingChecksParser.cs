using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Turns validation attributes into code that needs no reflection.</summary>
internal sealed class SettingChecksParser(SettingSymbol member, SettingRead read, Report report, CancellationToken cancellationToken)
{
    private const string Checks = "global::Cachekit.Secrets.CompilerServices.SettingChecks.";

    private readonly List<string> _codes = [];
    private readonly object? _default = member.ConstantDefault(cancellationToken);

    public EquatableArray<string> Parse()
    {
        foreach (var attribute in member.Attributes)
        {
            if (attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && Derives(type))
            {
                Parse(attribute, type);
            }
        }

        return _codes.ToEquatableArray();
    }

    private void Parse(AttributeData attribute, INamedTypeSymbol type)
    {
        var name = type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
        if (type.ContainingNamespace?.ToDisplayString() != "System.ComponentModel.DataAnnotations")
        {
            NoEffect(attribute, name, "only those of System.ComponentModel.DataAnnotations become code", "write 'partial void Validate(SettingsProblems problems)' for it");
            return;
        }

        switch (name)
        {
            // It describes a value and accepts all.
            case "DataType":
                return;
            case "Required":
                if (read.Shape == SettingShape.Text && !(attribute.TryGet<bool>("AllowEmptyStrings", out var isEmptyAllowed) && isEmptyAllowed))
                {
                    Add(attribute, name, $"{Checks}NotEmpty", static value => value is not string text || text.Trim().Length > 0);
                }

                return;
            case "Range":
                ParseRange(attribute, name);
                return;
            case "RegularExpression" when read.Shape == SettingShape.Text:
                ParsePattern(attribute, name);
                return;
            case "Url" when read.Shape == SettingShape.Text:
                Add(attribute, name, $"{Checks}Url", static value => value is not string text || Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ftp");
                return;
            case "Url" when read.Shape == SettingShape.Url:
                Add(attribute, name, $"{Checks}WebUrl", null);
                return;
            case "EmailAddress" when read.Shape == SettingShape.Text:
                Add(attribute, name, $"{Checks}EMail", null);
                return;
            case "Base64String" when read.Shape == SettingShape.Text:
                Add(attribute, name, $"{Checks}Base64", null);
                return;
            case "StringLength" when read.Shape == SettingShape.Text:
                ParseLength(attribute, name, attribute.TryGet<int>("MinimumLength", out var shortest) ? shortest : 0, Argument(attribute, 0));
                return;
            case "MinLength" when read.Shape is SettingShape.Text or SettingShape.Items:
                ParseLength(attribute, name, Argument(attribute, 0) ?? 0, int.MaxValue);
                return;
            case "MaxLength" when read.Shape is SettingShape.Text or SettingShape.Items:
                ParseLength(attribute, name, 0, Argument(attribute, 0) is { } longest and >= 0 ? longest : int.MaxValue);
                return;
            case "Length" when read.Shape is SettingShape.Text or SettingShape.Items:
                ParseLength(attribute, name, Argument(attribute, 0) ?? 0, Argument(attribute, 1));
                return;
            case "AllowedValues" or "DeniedValues":
                ParseValues(attribute, name, isAllowed: name == "AllowedValues");
                return;
            case "RegularExpression" or "Url" or "EmailAddress" or "Base64String" or "StringLength" or "MinLength" or "MaxLength" or "Length":
                NoEffect(attribute, name, $"'{member.Type.ToMessage()}' is nothing that it could be asked of", "remove it, or write 'partial void Validate(SettingsProblems problems)' for what is meant");
                return;
            default:
                NoEffect(attribute, name, "it needs reflection or has no generated form", "write 'partial void Validate(SettingsProblems problems)' for it");
                return;
        }
    }

    private void ParseRange(AttributeData attribute, string name)
    {
        if (read.Shape is not (SettingShape.Number or SettingShape.Duration))
        {
            NoEffect(attribute, name, $"'{member.Type.ToMessage()}' is no number and no TimeSpan", "remove it, or write 'partial void Validate(SettingsProblems problems)' for what is meant");
            return;
        }

        if (SettingBounds.Read(attribute, SettingTypeReader.Underlying(member.Type)) is not { } bounds)
        {
            NoEffect(attribute, name, $"its ends are no values of '{member.Type.ToMessage()}'", "write numbers, or [Range(typeof(TimeSpan), \"00:00:01\", \"00:05:00\")] for durations");
            return;
        }

        var isMinimumExclusive = attribute.TryGet<bool>("MinimumIsExclusive", out var excludesMinimum) && excludesMinimum;
        var isMaximumExclusive = attribute.TryGet<bool>("MaximumIsExclusive", out var excludesMaximum) && excludesMaximum;
        if (bounds.Minimum > bounds.Maximum || (bounds.Minimum == bounds.Maximum && (isMinimumExclusive || isMaximumExclusive)))
        {
            Report(attribute, DiagnosticIds.SettingRangeEmpty, name, member.Name, "its minimum is above its maximum; exchange them");
            return;
        }

        var exclusive = isMinimumExclusive || isMaximumExclusive ? $", {Literals.Of(isMinimumExclusive)}, {Literals.Of(isMaximumExclusive)}" : "";
        Add(attribute, name, $"{Checks}Range<{read.Type}>({bounds.Code}{exclusive})", value =>
            SettingBounds.Number(value is string ? null : value) is not { } number
            || ((isMinimumExclusive ? number > bounds.Minimum : number >= bounds.Minimum) && (isMaximumExclusive ? number < bounds.Maximum : number <= bounds.Maximum)));
    }

    private void ParsePattern(AttributeData attribute, string name)
    {
        if (attribute.ArgumentAt(0) is not string pattern)
        {
            return;
        }

        Regex regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.None, TimeSpan.FromMilliseconds(200));
        }
        catch (ArgumentException exception)
        {
            Report(attribute, DiagnosticIds.SettingPatternInvalid, member.Name, exception.Message.TrimEnd('.'));
            return;
        }

        var timeout = attribute.TryGet<int>("MatchTimeoutInMilliseconds", out var milliseconds) && milliseconds is -1 or > 0 ? milliseconds : 2000;
        Add(attribute, name, $"{Checks}Pattern({Literals.Of(pattern)}, {timeout.ToString(CultureInfo.InvariantCulture)})", value => value is not string { Length: > 0 } text || Matches(regex, text));
    }

    private static bool Matches(Regex regex, string text)
    {
        try
        {
            return regex.Match(text) is { Success: true, Index: 0 } match && match.Length == text.Length;
        }
        catch (RegexMatchTimeoutException)
        {
            // Nobody waits for that while typing, and the program finds out.
            return true;
        }
    }

    private void ParseLength(AttributeData attribute, string name, int minimum, int? maximum)
    {
        if (maximum is not { } longest || minimum < 0 || minimum > longest)
        {
            Report(attribute, DiagnosticIds.SettingRangeEmpty, name, member.Name, "its shortest length is above its longest, or below zero; write lengths of zero and more, the shorter one first");
            return;
        }

        var ends = $"{minimum.ToString(CultureInfo.InvariantCulture)}, {(longest == int.MaxValue ? "int.MaxValue" : longest.ToString(CultureInfo.InvariantCulture))}";
        Add(
            attribute,
            name,
            read.Shape == SettingShape.Text ? $"{Checks}Length({ends})" : $"{Checks}Count<{read.Type}>({ends})",
            value => value is not string text || (text.Length >= minimum && text.Length <= longest));
    }

    private void ParseValues(AttributeData attribute, string name, bool isAllowed)
    {
        var type = SettingTypeReader.Underlying(member.Type);
        var values = new List<string>();
        var plain = new List<object>();
        foreach (var value in attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values : ImmutableArray<TypedConstant>.Empty)
        {
            if (value.IsNull)
            {
                continue;
            }

            // An object of another type is never equal, not even a number of the same value: the attribute would refuse everything.
            if (!SymbolEqualityComparer.Default.Equals(value.Type, type) || value.Value is null)
            {
                NoEffect(attribute, name, $"one of its values is no '{type.ToMessage()}'", "write values of exactly that type");
                return;
            }

            plain.Add(value.Value);
            values.Add(type.TypeKind == TypeKind.Enum ? $"({read.Type})({Literals.Of(value.Value)})" : Literals.Of(value.Value) ?? "default");
        }

        Add(attribute, name, $"{Checks}{(isAllowed ? "Allowed" : "Denied")}<{read.Type}>({string.Join(", ", values)})", value => value.GetType() != (plain.Count > 0 ? plain[0].GetType() : null) || plain.Contains(value) == isAllowed);
    }

    private void Add(AttributeData attribute, string name, string code, Func<object, bool>? accepts)
    {
        if (_default is not null && accepts is not null && !accepts(_default))
        {
            report.Add(member.Location, DiagnosticIds.SettingDefaultRefused, member.Name, name);
        }

        _codes.Add(attribute.TryGet<string>("ErrorMessage", out var message) && message is { Length: > 0 } ? $"{code}.Saying({Literals.Of(message.Replace("{0}", member.Name))})" : code);
    }

    private void NoEffect(AttributeData attribute, string name, string why, string what) => Report(attribute, DiagnosticIds.ValidationWithoutEffect, name, member.Name, why, what);

    private void Report(AttributeData attribute, string id, params string[] arguments) =>
        report.Add(attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? member.Location, id, arguments);

    private static int? Argument(AttributeData attribute, int index) => attribute.ArgumentAt(index) as int?;

    private static bool Derives(INamedTypeSymbol type)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (current.Is(KnownNames.ValidationAttribute))
            {
                return true;
            }
        }

        return false;
    }
}
