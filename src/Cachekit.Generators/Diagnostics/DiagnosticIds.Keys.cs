namespace Cachekit.Generators.Diagnostics;

/// <content>100 to 199: what cannot be in a key.</content>
internal static partial class DiagnosticIds
{
    public const string KeyTypeUnsupported = "CACHEKIT100";
    public const string KeySequenceEnumerableOnce = "CACHEKIT101";
    public const string KeyMemberUnsupported = "CACHEKIT102";
    public const string KeyClassWithoutValueEquality = "CACHEKIT103";
}
