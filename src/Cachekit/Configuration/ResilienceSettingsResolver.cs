using System.Globalization;
using Cachekit.Resilience;

namespace Cachekit.Configuration;

/// <summary>
/// Puts together what options, configuration and defaults say about breaker, retries, limit and timeout of backends. What is said of one backend
/// wins over what is said of all, wherever it is said.
/// </summary>
internal static class ResilienceSettingsResolver
{
    private const double Day = 24 * 60 * 60;
    private const double Minute = 60;
    private const double Hour = 60 * 60;
    private const int MostFailures = 1000;
    private const int MostAttempts = 10;
    private const int FewestDurations = 10;
    private const int MostDurations = 100_000;

    /// <returns>What is said of all backends, and what is said of those with a name where that is something else.</returns>
    internal static (ResilienceSettings General, IReadOnlyDictionary<string, ResilienceSettings> Named) Resolve(
        CachekitOptions options, SettingsReader settings, List<string> problems)
    {
        var general = Layer(options.Resilience, "CachekitOptions.Resilience", settings, new ResilienceSettings(), problems);
        var names = options.Backends.Keys.Concat(options.BackendFactories.Keys).Concat(settings.BackendNames()).ToHashSet(StringComparer.Ordinal);
        var named = new Dictionary<string, ResilienceSettings>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var own = options.NamedResilience.GetValueOrDefault(name) ?? new BackendResilienceOptions();
            var specific = Layer(own, $"CachekitOptions.ResilienceFor(\"{name}\")", settings.Named(name), general, problems);

            // A backend can have several names: of those, the first counts about which something is said.
            if (specific != general)
            {
                named[name] = specific;
            }
        }

        foreach (var name in options.NamedResilience.Keys.Where(name => !names.Contains(name)))
        {
            problems.Add($"CachekitOptions.ResilienceFor(\"{name}\") says something about a backend that does not exist: add it with CachekitOptions.AddBackend(\"{name}\", ...), or correct the name.");
        }

        return (general, named);
    }

    private static ResilienceSettings Layer(
        BackendResilienceOptions options, string source, SettingsReader configured, ResilienceSettings below, List<string> problems)
    {
        var layer = new ResilienceLayer(source, configured, problems);
        var found = problems.Count;
        var result = new ResilienceSettings
        {
            Enabled = options.Enabled ?? layer.Boolean("Enabled") ?? below.Enabled,
            FailureThreshold = layer.Integer("Breaker.FailureThreshold", options.Breaker.FailureThreshold, 1, MostFailures, below.FailureThreshold),
            FailureWindow = layer.Time("Breaker.Window", options.Breaker.Window, Day, below.FailureWindow),
            OpenFor = layer.Time("Breaker.OpenFor", options.Breaker.OpenFor, Day, below.OpenFor),
            SuccessesToClose = layer.Integer("Breaker.SuccessesToClose", options.Breaker.SuccessesToClose, 1, int.MaxValue, below.SuccessesToClose),
            Probes = layer.Integer("Breaker.Probes", options.Breaker.Probes, 1, int.MaxValue, below.Probes),
            Attempts = layer.Integer("Retry.Attempts", options.Retry.Attempts, 1, MostAttempts, below.Attempts),
            BaseDelay = layer.Time("Retry.BaseDelay", options.Retry.BaseDelay, Minute, below.BaseDelay),
            MaxDelay = layer.Time("Retry.MaxDelay", options.Retry.MaxDelay, Minute, below.MaxDelay),
            ConcurrencyLimit = layer.Integer("Concurrency.Limit", options.Concurrency.Limit, 1, int.MaxValue, below.ConcurrencyLimit),
            QueueLimit = layer.Integer("Concurrency.QueueLimit", options.Concurrency.QueueLimit, 0, int.MaxValue, below.QueueLimit),
            QueueTimeout = layer.Time("Concurrency.QueueTimeout", options.Concurrency.QueueTimeout, Minute, below.QueueTimeout),
            TimeoutEnabled = options.Timeout.Enabled ?? layer.Boolean("Timeout.Enabled") ?? below.TimeoutEnabled,
            InitialTimeout = layer.Time("Timeout.Initial", options.Timeout.Initial, Hour, below.InitialTimeout),
            MinimumTimeout = layer.Time("Timeout.Minimum", options.Timeout.Minimum, Hour, below.MinimumTimeout),
            MaximumTimeout = layer.Time("Timeout.Maximum", options.Timeout.Maximum, Hour, below.MaximumTimeout),
            TimeoutWindow = layer.Integer("Timeout.Window", options.Timeout.Window, FewestDurations, MostDurations, below.TimeoutWindow),
            TimeoutPercentile = layer.Integer("Timeout.Percentile", options.Timeout.Percentile, 1, 100, below.TimeoutPercentile),
        };
        if (problems.Count == found)
        {
            CheckTogether(result, source, problems);
        }

        return result;
    }

    /// <summary>What each is right by itself and not with the others, wherever they were set.</summary>
    private static void CheckTogether(ResilienceSettings settings, string source, List<string> problems)
    {
        if (settings.MinimumTimeout > settings.InitialTimeout || settings.InitialTimeout > settings.MaximumTimeout)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{source}.Timeout has the Minimum {settings.MinimumTimeout}, the Initial {settings.InitialTimeout} and the Maximum {settings.MaximumTimeout}: none may be less than the one before it. What code does not set, Resilience:Timeout of the configuration or the default says."));
        }

        if (settings.BaseDelay > settings.MaxDelay)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{source}.Retry has the BaseDelay {settings.BaseDelay} and the MaxDelay {settings.MaxDelay}: the longest pause must not be less than the first. What code does not set, Resilience:Retry of the configuration or the default says."));
        }
    }
}
