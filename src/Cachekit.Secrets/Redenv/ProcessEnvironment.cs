using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>Makes secrets variables of this process.</summary>
/// <param name="overrides">Whether variables that are there already are replaced.</param>
/// <param name="verbose">Whether it is logged.</param>
/// <param name="logger">The log.</param>
internal sealed class ProcessEnvironment(bool overrides, bool verbose, ILogger logger)
{
    private readonly object _lock = new();

    // What this client has set follows its secret, although it is there already; unless somebody else has set it since.
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);

    public void Fill(Secrets secrets)
    {
        var count = 0;
        lock (_lock)
        {
            foreach (var (name, value) in secrets)
            {
                if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
                {
                    RedenvLog.NoVariable(logger, name);
                    continue;
                }

                var there = Environment.GetEnvironmentVariable(name);
                if (!overrides && there is not null && !(_own.TryGetValue(name, out var own) && own == there))
                {
                    continue;
                }

                if (there != value)
                {
                    Environment.SetEnvironmentVariable(name, value);
                    count++;
                }

                _own[name] = value;
            }
        }

        if (verbose)
        {
            RedenvLog.Injected(logger, count);
        }
    }
}
