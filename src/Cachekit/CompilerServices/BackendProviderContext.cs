using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace Cachekit.CompilerServices;

/// <summary>What a backend is made from.</summary>
/// <param name="Variable">Reads an environment variable; <see langword="null"/> when it is not set or blank.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="LoggerFactory">The loggers.</param>
/// <param name="Problems">Collects every problem: the variable, what is wrong with it, what to write instead; never a secret's value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BackendProviderContext(
    Func<string, string?> Variable,
    TimeProvider TimeProvider,
    ILoggerFactory LoggerFactory,
    ICollection<string> Problems);
