using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Secrets where they must not be. No message repeats one.</summary>
internal static class GuardDescriptors
{
    private const string Security = "Cachekit.Security";

    public static readonly DiagnosticDescriptor SecretInCode = Warning(
        DiagnosticIds.SecretInCode,
        "A secret stands in the code",
        "This text looks like {0}: everybody who reads the code has it. Put it into a secret store or an environment variable, read it from there, and replace it where it is in use",
        Security);

    public static readonly DiagnosticDescriptor SecretLogged = Warning(
        DiagnosticIds.SecretLogged,
        "A secret is written to a log or a message",
        "{0} is a secret, and {1} writes it where others read: leave it out, or name it instead of showing its value",
        Security);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All = [SecretInCode, SecretLogged];
}
