namespace Cachekit.Generators.Diagnostics;

/// <content>600 to 619: methods of many ids. 620 to 629: streams.</content>
internal static partial class DiagnosticIds
{
    public const string BatchIdsUnclear = "CACHEKIT600";
    public const string BatchResultUnclear = "CACHEKIT601";
    public const string BatchTargetMissing = "CACHEKIT602";
    public const string BatchTargetMismatch = "CACHEKIT603";
    public const string BatchSettingUnused = "CACHEKIT604";
    public const string BatchInterop = "CACHEKIT605";
    public const string BatchWithoutCache = "CACHEKIT606";
    public const string StreamInTask = "CACHEKIT620";
}
