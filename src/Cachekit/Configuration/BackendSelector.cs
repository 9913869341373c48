using Cachekit.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>Chooses the backend that the configuration or the environment names. A cache never talks to a server that nobody named.</summary>
internal sealed class BackendSelector(BackendProviderContext context, Func<string, IBackendProvider?> providers, ILogger logger)
{
    internal const string Http = "http";

    private const string Redis = "redis";
    private const string Memcached = "memcached";
    private const string File = "file";
    private const string None = "none";

    private static readonly (SettingName Name, string Kind)[] Servers =
        [(SettingNames.MemcachedServers, Memcached), (SettingNames.FileDirectory, File)];

    private SettingsReader Settings => context.Settings;

    /// <param name="fallback">Makes the backend where nothing chose one; <see langword="null"/>: entries live in this process only.</param>
    /// <returns>The backend; <see langword="null"/> when entries shall live in this process only, or after adding to the problems.</returns>
    internal ICacheBackend? Select(Func<BackendProviderContext, ICacheBackend?>? fallback)
    {
        if (Settings.Get(SettingNames.Backend) is { } named)
        {
            return SelectNamed(named);
        }

        var redis = FindRedis();
        var chosen = new List<(string Source, string Kind)>(3);
        if (redis is not null)
        {
            chosen.Add((redis, Redis));
        }

        foreach (var (name, kind) in Servers)
        {
            if (Settings.SourceOf(name) is { } source)
            {
                chosen.Add((source, kind));
            }
        }

        if (chosen.Count > 1)
        {
            context.Problems.Add(
                $"{string.Join(" and ", chosen.ConvertAll(static c => c.Source))} are set together, and each of them chooses a backend: "
                + "remove all but one, or say which one with CACHEKIT_BACKEND.");
            return null;
        }

        // The API key comes before Memcached and File, but never stands in the way of Redis.
        if (redis is null && Settings.SourceOf(SettingNames.ApiKey) is { } apiKey)
        {
            return Create(Http, apiKey);
        }

        if (chosen is [var only])
        {
            return Create(only.Kind, only.Source);
        }

        if (fallback is not null)
        {
            return fallback(context);
        }

        Log.NoBackendConfigured(logger);
        return null;
    }

    /// <summary>Makes the backend that the configuration describes under a name.</summary>
    internal ICacheBackend? SelectFor(string name)
    {
        if (Settings.GetConfigured(SettingNames.Backend) is { } kind)
        {
            return kind.Text is None ? Refuse(kind) : SelectNamed(kind);
        }

        context.Problems.Add($"The backend '{name}' of the configuration has no kind: set {Settings.PathOf(SettingNames.Backend)} to redis, http, memcached or file.");
        return null;

        ICacheBackend? Refuse(SettingText none)
        {
            context.Problems.Add($"{none.Source} is '{None}': a backend that has a name needs a kind. Write redis, http, memcached or file.");
            return null;
        }
    }

    private ICacheBackend? SelectNamed(SettingText named)
    {
        switch (named.Text)
        {
            case None:
                return null;
            case Redis or Http or Memcached or File:
                return Create(named.Text, named.Source);
            default:
                context.Problems.Add($"{named.IsWrong}: write redis, http, memcached, file or none. The address of a server has a setting of its own, such as CACHEKIT_REDIS_URL.");
                return null;
        }
    }

    /// <summary>
    /// Many hosts set <c>REDIS_URL</c> for other programs, so it is passed over where there is no Redis backend; our own name is an explicit wish.
    /// </summary>
    private string? FindRedis()
    {
        if (Settings.SourceOf(SettingNames.RedisUrl) is { } own)
        {
            return own;
        }

        if (Settings.SourceOf(SettingNames.SharedRedisUrl) is not { } shared)
        {
            return null;
        }

        if (providers(Redis) is not null)
        {
            return shared;
        }

        Log.SelectorPassedOver(logger, shared, Unavailable(Redis));
        return null;
    }

    private ICacheBackend? Create(string kind, string source)
    {
        if (providers(kind) is not { } provider)
        {
            context.Problems.Add($"{source} chooses the backend '{kind}', but {Unavailable(kind)}. Or set CACHEKIT_BACKEND=none.");
            return null;
        }

        var backend = provider.Create(context);
        if (backend is not null)
        {
            Log.BackendChosen(logger, source, backend.Name);
        }

        return backend;
    }

    internal static string Unavailable(string kind) => $"no package with the backend '{kind}' is loaded: reference the package Cachekit.Backends";
}
