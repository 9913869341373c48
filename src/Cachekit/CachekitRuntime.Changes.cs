using Cachekit.Configuration;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    /// <summary>Takes over what can change without a restart when the configuration has: lives and windows, breakers, retries, limits, timeouts, and what is logged.</summary>
    /// <remarks>Nothing is taken over unless all of it is right. Which backends there are, keys, encryption and memory stay as they were at the start.</remarks>
    private void ApplyChanges()
    {
        var logger = Settings.LoggerFactory.CreateLogger(Configuration.Log.Category);
        try
        {
            int backends;
            int methods;
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                var settings = Settings with { Changeable = Settings.Source!.Read() };
                var changes = BoundMethods.OfType<IBoundMethod>().Select(method => method.Change(settings)).OfType<Action>().ToArray();
                Settings = settings;
                foreach (var change in changes)
                {
                    change();
                }

                methods = changes.Length;
                backends = _ports.Count(pair => pair.Value.Stack?.Apply(settings.Changeable.ResilienceOf(NamesOf(pair.Key))) ?? false);
                Telemetry.Apply(settings.Changeable.Telemetry);
            }

            if (backends + methods > 0)
            {
                Configuration.Log.SettingsChanged(logger, backends, methods);
            }
        }
        catch (CacheConfigurationException exception)
        {
            Configuration.Log.ChangedSettingsWrong(logger, exception.Message);
        }
    }
}
