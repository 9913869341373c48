using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes at typed settings.</summary>
internal static class SettingsDescriptors
{
    private const string Settings = "Cachekit.Settings";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        DiagnosticIds.SettingsNotPartial,
        "A settings type must be partial",
        "'{0}' has [SecretSettings], and '{1}' is not partial: add the modifier 'partial', so that what reads the settings can be generated",
        Settings);

    public static readonly DiagnosticDescriptor FormUnsupported = Error(
        DiagnosticIds.SettingsFormUnsupported,
        "A type of this form cannot be settings",
        "'{0}' cannot have [SecretSettings], because it is {1}: {2}",
        Settings);

    public static readonly DiagnosticDescriptor TypeUnsupported = Error(
        DiagnosticIds.SettingTypeUnsupported,
        "A setting has a type that cannot be read",
        "'{0}' is '{1}', {2}: {3}",
        Settings);

    public static readonly DiagnosticDescriptor ConstructorUnclear = Error(
        DiagnosticIds.SettingsConstructorUnclear,
        "A settings type has one constructor",
        "'{0}' has several constructors with parameters, and none says which of them takes the settings: leave one, use a primary constructor, or add one without parameters and use properties",
        Settings);

    public static readonly DiagnosticDescriptor KeyTwice = Error(
        DiagnosticIds.SettingKeyTwice,
        "Two settings have one name",
        "'{0}' and '{1}' would both be read from {2}: give one of them another name with [Setting(Name = \"...\")] or [Setting(Variable = \"...\")]",
        Settings);

    public static readonly DiagnosticDescriptor ValidationWithoutEffect = Warning(
        DiagnosticIds.ValidationWithoutEffect,
        "A validation attribute has no effect",
        "[{0}] at '{1}' is not checked, because {2}: {3}",
        Settings);

    public static readonly DiagnosticDescriptor SecretNotMarked = Warning(
        DiagnosticIds.SecretNotMarked,
        "A setting sounds like a secret and is not marked",
        "'{0}' sounds like a secret, and ToString would show it: mark it with [Secret], or say with [Secret(false)] that it is none",
        Settings);

    public static readonly DiagnosticDescriptor PatternInvalid = Error(
        DiagnosticIds.SettingPatternInvalid,
        "A regular expression is not valid",
        "The expression at '{0}' is not valid, and no value could match it: {1}",
        Settings);

    public static readonly DiagnosticDescriptor RangeEmpty = Error(
        DiagnosticIds.SettingRangeEmpty,
        "A range has no values",
        "[{0}] at '{1}' accepts no value: {2}",
        Settings);

    public static readonly DiagnosticDescriptor DefaultRefused = Warning(
        DiagnosticIds.SettingDefaultRefused,
        "A default is refused by its own validation",
        "The default of '{0}' is one that [{1}] refuses in a configuration: change one of the two",
        Settings);

    public static readonly DiagnosticDescriptor InCircle = Error(
        DiagnosticIds.SettingsInCircle,
        "Settings contain themselves",
        "'{0}' leads back to '{1}' ({2}), and reading would not end: take one of the members out",
        Settings);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        NotPartial,
        FormUnsupported,
        TypeUnsupported,
        ConstructorUnclear,
        KeyTwice,
        ValidationWithoutEffect,
        SecretNotMarked,
        PatternInvalid,
        RangeEmpty,
        DefaultRefused,
        InCircle,
    ];
}
