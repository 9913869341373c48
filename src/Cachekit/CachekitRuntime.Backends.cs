using Cachekit.Configuration;
using Cachekit.Pipeline;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    private readonly Dictionary<ICacheBackend, BackendPorts> _ports = new(ReferenceEqualityComparer.Instance);
    private ICacheBackend? _ioBackend;

    /// <summary>The backends that cached methods can use: whether they answer, and how to stop or resume asking them.</summary>
    /// <remarks>A backend that several names share is there once. That of <see cref="Preset.Io"/> is there from the first use of a method with that preset.</remarks>
    public IReadOnlyList<CacheBackendHandle> Backends => AllBackends().ConvertAll(backend => new CacheBackendHandle(backend, PortsOf(backend).Stack, NamesOf(backend)));

    /// <summary>A method's way to its backend: through breaker, retries and limits where its preset wants that.</summary>
    /// <exception cref="CacheConfigurationException">There is no backend of that name.</exception>
    internal BackendPort? PortFor(Preset preset, string? name, string method) =>
        BackendFor(preset, name, method) is not { } backend ? null
        : PresetPolicies.IsResilient(preset) ? PortsOf(backend).Resilient
        : PortsOf(backend).Direct;

    /// <summary>The backend of <see cref="Preset.Io"/>, which is made only where a method needs it.</summary>
    /// <exception cref="CacheConfigurationException">It cannot be made.</exception>
    internal ICacheBackend IoBackend(string method)
    {
        lock (_lock)
        {
            try
            {
                if (_ioBackend is null)
                {
                    _ioBackend = Settings.IoBackend();
                    if (_disposed && !ReferenceEquals(_ioBackend, Settings.Backend))
                    {
                        // Nobody would do it later.
                        (_ioBackend as IDisposable)?.Dispose();
                    }
                }

                return _ioBackend;
            }
            catch (CacheConfigurationException exception)
            {
                throw new CacheConfigurationException([.. exception.Problems.Select(problem => $"'{method}' uses Preset.Io, which needs the backend 'http'. {problem}")]);
            }
        }
    }

    internal BackendPorts PortsOf(ICacheBackend backend)
    {
        lock (_lock)
        {
            if (!_ports.TryGetValue(backend, out var ports))
            {
                var names = NamesOf(backend);
                var telemetry = Telemetry.Backend(backend.Name, names.Length == 0 ? null : string.Join(',', names));
                ports = new BackendPorts(backend, Settings.Changeable.ResilienceOf(names), TimeProvider, Logger, telemetry);
                _ports.Add(backend, ports);
            }

            return ports;
        }
    }

    private ICacheBackend? BackendFor(Preset preset, string? name, string method)
    {
        if (preset is Preset.Io)
        {
            return name is null
                ? IoBackend(method)
                : throw new CacheConfigurationException($"'{method}' uses Preset.Io and the backend '{name}', but Preset.Io has its own: remove Backend, or choose another preset.");
        }

        if (name is null)
        {
            return Settings.Backend;
        }

        if (Settings.Backends.TryGetValue(name, out var backend))
        {
            return backend;
        }

        var known = Settings.Backends.Count == 0 ? "there are none" : "there are: " + string.Join(", ", Settings.Backends.Keys.Order(StringComparer.Ordinal));
        throw new CacheConfigurationException(
            $"'{method}' uses the backend '{name}', but no backend of that name was added ({known}): call CachekitOptions.AddBackend(\"{name}\", ...), or correct the name in [Cache].");
    }

    private string[] NamesOf(ICacheBackend backend) =>
        [.. Settings.Backends.Where(named => ReferenceEquals(named.Value, backend)).Select(static named => named.Key).Order(StringComparer.Ordinal)];

    private List<ICacheBackend> AllBackends()
    {
        var all = new List<ICacheBackend>();
        lock (_lock)
        {
            foreach (var backend in Settings.Backends.OrderBy(static named => named.Key, StringComparer.Ordinal).Select(static named => (ICacheBackend?)named.Value)
                .Prepend(Settings.Backend).Append(_ioBackend))
            {
                if (backend is not null && !all.Exists(known => ReferenceEquals(known, backend)))
                {
                    all.Add(backend);
                }
            }
        }

        return all;
    }
}
