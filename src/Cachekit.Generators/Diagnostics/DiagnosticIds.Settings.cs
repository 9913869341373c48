namespace Cachekit.Generators.Diagnostics;

/// <content>700 to 729: typed settings.</content>
internal static partial class DiagnosticIds
{
    public const string SettingsNotPartial = "CACHEKIT700";
    public const string SettingsFormUnsupported = "CACHEKIT701";
    public const string SettingTypeUnsupported = "CACHEKIT702";
    public const string SettingsConstructorUnclear = "CACHEKIT703";
    public const string SettingKeyTwice = "CACHEKIT704";
    public const string ValidationWithoutEffect = "CACHEKIT705";
    public const string SecretNotMarked = "CACHEKIT706";
    public const string SettingPatternInvalid = "CACHEKIT707";
    public const string SettingRangeEmpty = "CACHEKIT708";
    public const string SettingDefaultRefused = "CACHEKIT709";
    public const string SettingsInCircle = "CACHEKIT710";
}
