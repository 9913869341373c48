namespace Cachekit.Generators.Diagnostics;

/// <content>300 to 309 and 330 to 339: settings.</content>
internal static partial class DiagnosticIds
{
    public const string InvalidDuration = "CACHEKIT300";
    public const string NullTtlWithoutNulls = "CACHEKIT301";
    public const string InvalidNamespace = "CACHEKIT302";
    public const string PresetUnavailable = "CACHEKIT303";
    public const string InvalidBackendName = "CACHEKIT305";
    public const string SettingOutOfRange = "CACHEKIT306";
    public const string SettingsContradict = "CACHEKIT307";
    public const string SettingNotInPreset = "CACHEKIT308";
    public const string StaleWindowMissing = "CACHEKIT309";
    public const string LongNamespace = "CACHEKIT330";
}
