using Cachekit.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>Makes or takes the backends of a runtime: the one of all methods, those that have names, and the one of <see cref="Preset.Io"/>.</summary>
internal static class BackendResolver
{
    internal static ResolvedBackends Resolve(CachekitOptions options, ICacheBackend? registered, BackendProviderContext context, ILogger logger)
    {
        var result = new ResolvedBackends();
        try
        {
            AddAll(result, options, registered, context, logger);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Makes the backend of <see cref="Preset.Io"/>, which is the standard one where that is of the same kind and code chose no other.</summary>
    /// <exception cref="CacheConfigurationException">It cannot be made; all problems are in it.</exception>
    internal static ICacheBackend CreateForIo(CachekitOptions options, ICacheBackend? standard, BackendProviderContext context)
    {
        if (options.IoBackendFactory is null && standard?.Name is BackendSelector.Http)
        {
            return standard;
        }

        var problems = new List<string>();
        var own = context.Reporting(problems);
        var backend = options.IoBackendFactory is { } factory ? factory(own) : options.Providers(BackendSelector.Http)?.Create(own);
        if (backend is null && problems.Count == 0)
        {
            problems.Add($"Preset.Io needs the backend 'http', but {BackendSelector.Unavailable(BackendSelector.Http)}.");
        }

        if (problems.Count > 0)
        {
            (backend as IDisposable)?.Dispose();
            throw new CacheConfigurationException(problems);
        }

        return backend!;
    }

    private static void AddAll(ResolvedBackends result, CachekitOptions options, ICacheBackend? registered, BackendProviderContext context, ILogger logger)
    {
        result.Standard = options.Backend ?? (options.NoBackend || options.BackendFactory is not null ? null : registered);
        if (result.Standard is null && !options.NoBackend)
        {
            result.Standard = result.Own(
                options.BackendFactory is { } factory
                    ? factory(context)
                    : new BackendSelector(context, options.Providers, logger).Select(options.FallbackFactory));
        }

        AddNamed(result, options, context, logger);
    }

    private static void AddNamed(ResolvedBackends result, CachekitOptions options, BackendProviderContext context, ILogger logger)
    {
        foreach (var (name, backend) in options.Backends)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                context.Problems.Add("CachekitOptions.Backends has a blank name: write the name that [Cache(Backend = \"...\")] uses.");
            }

            if (backend is null)
            {
                context.Problems.Add($"CachekitOptions.Backends[\"{name}\"] is null: give it a backend, or remove the name.");
                continue;
            }

            result.Add(name, backend);
        }

        foreach (var (name, factory) in options.BackendFactories)
        {
            result.Add(name, result.Own(factory(context.Named(name))));
        }

        // What code says about a name wins over what the configuration says about it.
        foreach (var name in context.Settings.BackendNames().Where(name => !options.Backends.ContainsKey(name) && !options.BackendFactories.ContainsKey(name)))
        {
            var named = context.Named(name);
            result.Add(name, result.Own(new BackendSelector(named, options.Providers, logger).SelectFor(name)));
        }
    }
}
