namespace Cachekit.Generators.Diagnostics;

/// <content>310 to 329: what entries that are shared with other SDKs cannot have.</content>
internal static partial class DiagnosticIds
{
    public const string InteropNamespaceMissing = "CACHEKIT310";
    public const string InteropSegmentInvalid = "CACHEKIT311";
    public const string InteropArgumentUnsupported = "CACHEKIT312";
    public const string InteropValueUnsupported = "CACHEKIT313";
    public const string InteropWithVersion = "CACHEKIT314";
    public const string InteropWithInstanceKey = "CACHEKIT315";
    public const string InteropWithGenerics = "CACHEKIT316";
    public const string InteropSettingUnused = "CACHEKIT317";
    public const string InteropNamesClash = "CACHEKIT318";
    public const string InteropContractDiffers = "CACHEKIT319";
    public const string InteropSettingUnknown = "CACHEKIT320";
    public const string InteropVersionsMixed = "CACHEKIT321";
}
