namespace Cachekit.Generators.Diagnostics;

/// <content>100 to 199: what cannot be in a key, and what is not in it and should be.</content>
internal static partial class DiagnosticIds
{
    public const string KeyTypeUnsupported = "CACHEKIT100";
    public const string KeySequenceEnumerableOnce = "CACHEKIT101";
    public const string KeyMemberUnsupported = "CACHEKIT102";
    public const string KeyClassWithoutValueEquality = "CACHEKIT103";
    public const string AmbientStateRead = "CACHEKIT104";
    public const string KeyIsDateTime = "CACHEKIT105";
    public const string StateNotInKey = "CACHEKIT106";
    public const string KeyMarkWithoutEffect = "CACHEKIT108";
}
