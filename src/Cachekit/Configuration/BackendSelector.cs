using Cachekit.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>Chooses the backend that the environment names. A cache never talks to a server that nobody named.</summary>
internal sealed class BackendSelector(
    BackendProviderContext context, Func<string, IBackendProvider?> providers, Func<BackendProviderContext, ICacheBackend?>? fallback, ILogger logger)
{
    private const string Redis = "redis";
    private const string Http = "http";
    private const string Memcached = "memcached";
    private const string File = "file";
    private const string None = "none";

    /// <returns>The backend; <see langword="null"/> when entries shall live in this process only, or after adding to the problems.</returns>
    internal ICacheBackend? Select()
    {
        if (context.Variable(VariableNames.Backend) is { } named)
        {
            return SelectNamed(named);
        }

        var redisVariable = FindRedis();
        var servers = new List<(string Variable, string Kind)>(3);
        AddWhenSet(servers, redisVariable, Redis);
        AddWhenSet(servers, VariableNames.MemcachedServers, Memcached);
        AddWhenSet(servers, VariableNames.FileCacheDir, File);
        if (servers.Count > 1)
        {
            context.Problems.Add(
                $"{string.Join(" and ", servers.ConvertAll(s => s.Variable))} are set together, and each of them chooses a backend: "
                + "remove all but one, or say which one with CACHEKIT_BACKEND.");
            return null;
        }

        // The API key comes before Memcached and File, but never stands in the way of Redis.
        if (redisVariable is null && context.Variable(VariableNames.ApiKey) is not null)
        {
            return Create(Http, VariableNames.ApiKey);
        }

        if (servers is [var only])
        {
            return Create(only.Kind, only.Variable);
        }

        if (fallback is not null)
        {
            return fallback(context);
        }

        Log.NoBackendConfigured(logger);
        return null;
    }

    private ICacheBackend? SelectNamed(string named)
    {
        switch (named)
        {
            case None:
                return null;
            case Redis or Http or Memcached or File:
                return Create(named, VariableNames.Backend);
            default:
                context.Problems.Add($"{VariableNames.Backend} is '{named}': write redis, http, memcached, file or none.");
                return null;
        }
    }

    /// <summary>
    /// Many hosts set <c>REDIS_URL</c> for other programs, so it is passed over where there is no Redis backend; our own name is an explicit wish.
    /// </summary>
    private string? FindRedis()
    {
        if (context.Variable(VariableNames.RedisUrl) is not null)
        {
            return VariableNames.RedisUrl;
        }

        if (context.Variable(VariableNames.SharedRedisUrl) is null)
        {
            return null;
        }

        if (providers(Redis) is not null)
        {
            return VariableNames.SharedRedisUrl;
        }

        Log.SelectorPassedOver(logger, VariableNames.SharedRedisUrl, Unavailable(Redis));
        return null;
    }

    private void AddWhenSet(List<(string Variable, string Kind)> servers, string? variable, string kind)
    {
        if (variable is not null && context.Variable(variable) is not null)
        {
            servers.Add((variable, kind));
        }
    }

    private ICacheBackend? Create(string kind, string variable)
    {
        if (providers(kind) is not { } provider)
        {
            context.Problems.Add($"{variable} chooses the backend '{kind}', but {Unavailable(kind)}. Or set CACHEKIT_BACKEND=none.");
            return null;
        }

        var backend = provider.Create(context);
        if (backend is not null)
        {
            Log.BackendChosen(logger, variable, backend.Name);
        }

        return backend;
    }

    private static string Unavailable(string kind) => kind == File
        ? "no package with it is loaded: reference the package Cachekit.Backends"
        : $"this version of Cachekit has no {kind} backend: choose 'file', or give the options your own ICacheBackend";
}
