namespace Cachekit.Generators.Diagnostics;

/// <summary>The block of ids for the types of cached values.</summary>
internal static partial class DiagnosticIds
{
    public const string ValueIsOpen = "CACHEKIT200";
    public const string ValueIsUntyped = "CACHEKIT201";
    public const string ValueHasNoKnownSubtypes = "CACHEKIT202";
    public const string ValueIsNotData = "CACHEKIT203";
    public const string ValueTypeNotSupported = "CACHEKIT204";
    public const string ValueIsCustomCollection = "CACHEKIT205";
    public const string ValueHasNoConstructor = "CACHEKIT206";
    public const string ValueMemberNotRestorable = "CACHEKIT207";
    public const string ValueTypeNotAccessible = "CACHEKIT208";
    public const string ValueArrayRankTooHigh = "CACHEKIT209";
    public const string ValueTypeIsEndless = "CACHEKIT210";
    public const string ValueSubtypeInvalid = "CACHEKIT211";
    public const string ValueHasNothingStored = "CACHEKIT212";
    public const string ValueMemberIsHidden = "CACHEKIT213";
    public const string ValueMemberNotReadable = "CACHEKIT214";
    public const string ValueIsMutable = "CACHEKIT215";
}
