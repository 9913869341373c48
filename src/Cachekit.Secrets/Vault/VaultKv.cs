using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Reads the KV engines of either version.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore has no wait handle, so that there is nothing to dispose of.")]
internal sealed class VaultKv(string store, VaultOptions options, VaultSession session)
{
    private readonly ConcurrentDictionary<string, VaultKvVersion> _versions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _asking = new(1, 1);

    /// <summary>Asks anew which version a mount has: it may have been upgraded.</summary>
    public void Forget() => _versions.Clear();

    public string MountOf(VaultPath path) => (path.Mount ?? options.Mount).Trim('/');

    /// <summary>The version of the mount of a path.</summary>
    public async ValueTask<VaultKvVersion> VersionAsync(VaultPath path, CancellationToken cancellationToken)
    {
        if (options.KvVersion is not VaultKvVersion.Detect)
        {
            return options.KvVersion;
        }

        var mount = MountOf(path);
        if (_versions.TryGetValue(mount, out var known))
        {
            return known;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _versions.TryGetValue(mount, out known) ? known : _versions[mount] = await AskAsync(mount, path, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    private async ValueTask<VaultKvVersion> AskAsync(string mount, VaultPath path, CancellationToken cancellationToken)
    {
        // With the path: the token has to have a right below the mount, and it has one there.
        var asked = Join("sys/internal/ui/mounts", mount, path.Path.Trim('/'));
        var (answer, _) = await session.SendAsync(VaultRequest.Get(asked), "read", cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            // Vault before 0.10 had neither this path nor version 2.
            404 => VaultKvVersion.V1,
            403 => throw new SecretsException(
                SecretsErrorCode.InvalidToken, $"{store}: {mount}/ is forbidden (403): the token has expired or was revoked, there is no such mount in this namespace, or no policy of the token allows anything at {Join(mount, path.Path.Trim('/'))}. For a KV engine of version 2 a policy needs `path \"{Join(mount, "data", path.Path.Trim('/'))}\" {{ capabilities = [\"read\"] }}`."),
            _ when !answer.IsSuccess => throw VaultErrors.Of(store, answer, asked, "read"),
            _ => Version(mount, answer),
        };
    }

    /// <summary>The names of all secrets below a path, relative to it; empty where there are none.</summary>
    public async ValueTask<List<string>> ListAsync(VaultPath path, VaultKvVersion version, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var folders = new Queue<string>([""]);
        var root = path.Path.Trim('/');
        while (folders.TryDequeue(out var folder))
        {
            var asked = Join(MountOf(path), version is VaultKvVersion.V2 ? "metadata" : "", root, folder.TrimEnd('/'));
            var (answer, _) = await session.SendAsync(VaultRequest.List(asked), "list", cancellationToken).ConfigureAwait(false);
            if (answer.Status is 404 && !answer.IsForeign)
            {
                continue;
            }

            if (!answer.IsSuccess)
            {
                throw VaultErrors.Of(store, answer, asked, "list");
            }

            foreach (var key in answer.Data("keys") is { ValueKind: JsonValueKind.Array } keys ? keys.EnumerateArray().Select(static key => key.GetString()!) : [])
            {
                if (key.EndsWith('/'))
                {
                    folders.Enqueue(folder + key);
                }
                else
                {
                    found.Add(folder + key);
                }
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>Reads a secret.</summary>
    /// <returns>Its fields; <see langword="null"/> where it is missing or deleted and <paramref name="optional"/>.</returns>
    public async ValueTask<JsonElement?> ReadAsync(string mount, string path, VaultKvVersion version, bool optional, CancellationToken cancellationToken)
    {
        var asked = Join(mount, version is VaultKvVersion.V2 ? "data" : "", path);
        var (answer, _) = await session.SendAsync(VaultRequest.Get(asked), "read", cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return version is VaultKvVersion.V2 ? answer.Data("data") ?? Nothing : answer.Data() ?? Nothing;
        }

        if (answer.Status is not 404 || answer.IsForeign)
        {
            throw VaultErrors.Of(store, answer, asked, "read");
        }

        return optional ? null : throw VaultErrors.Missing(store, mount, path, answer, asked, answer.Data("metadata") ?? default);
    }

    // A version without data.
    private static JsonElement Nothing { get; } = JsonDocument.Parse("{}").RootElement.Clone();

    public static string Join(params ReadOnlySpan<string> parts)
    {
        var path = "";
        foreach (var part in parts)
        {
            path = path.Length == 0 || part.Length == 0 ? path + part : $"{path}/{part}";
        }

        return path;
    }

    private VaultKvVersion Version(string mount, VaultAnswer answer)
    {
        var type = answer.Data("type")?.GetString();
        if (type is not ("kv" or "generic" or "cubbyhole"))
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput, $"{store}: the mount {mount}/ is no KV engine but one of the type '{type}'. Read it by VaultOptions.AddDynamic with the whole path.");
        }

        return answer.Data("options") is { } tuning && VaultAnswer.Get(tuning, "version") is { } number && number.ToString() == "2" ? VaultKvVersion.V2 : VaultKvVersion.V1;
    }
}
