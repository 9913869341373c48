using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cachekit.Secrets;

/// <summary>Finds what is wrong with <see cref="VaultOptions"/>.</summary>
internal static class VaultOptionsValidator
{
    public static void Collect(VaultOptions options, List<string> problems)
    {
        CollectAddress(options, problems);
        CollectCertificates(options, problems);
        options.Http.CollectProblems("VaultOptions.Http", problems);
        if (options.Login is null)
        {
            problems.Add("VaultOptions.Login is null: write a VaultTokenLogin, a VaultAppRoleLogin or a VaultKubernetesLogin.");
        }
        else
        {
            options.Login.CollectProblems(options, problems);
        }

        if (!Enum.IsDefined(options.KvVersion))
        {
            problems.Add($"VaultOptions.KvVersion is {(int)options.KvVersion}: write VaultKvVersion.Detect, V1 or V2.");
        }

        if (options.Paths.Count == 0)
        {
            problems.Add("VaultOptions has no paths: say what to read by AddSecret(\"my-app\"), AddTree(\"my-app\") or AddDynamic(\"database/creds/my-app\").");
        }

        foreach (var path in options.Paths)
        {
            CollectPath(options, path, problems);
        }
    }

    private static void CollectAddress(VaultOptions options, List<string> problems)
    {
        if (VaultSettings.AddressOf(options) is not { } address)
        {
            problems.Add(VaultSettings.Of(options, VaultSettings.AddressVariable) is null
                ? "VaultOptions.Address is missing: set it, or the variable VAULT_ADDR, for example https://vault.internal:8200."
                : "The variable VAULT_ADDR is no URL: write for example https://vault.internal:8200.");
            return;
        }

        var source = options.Address is null ? "The variable VAULT_ADDR" : "VaultOptions.Address";
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
        {
            problems.Add($"{source} is no http URL: write for example https://vault.internal:8200.");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            problems.Add($"{source} has a user, a query or a fragment: write the scheme, the host, the port and at most a path.");
        }
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !options.AllowHttp)
        {
            problems.Add($"{source} is http://{address.Authority}: everybody on the way could read the token and the secrets. Write https, or set VaultOptions.AllowHttp if the network is safe otherwise.");
        }
    }

    private static void CollectCertificates(VaultOptions options, List<string> problems)
    {
        if (options.Http.HandlerFactory is not null || VaultSettings.CaCertificateFileOf(options) is not { } file)
        {
            return;
        }

        var source = options.CaCertificateFile is null ? "The variable VAULT_CACERT" : "VaultOptions.CaCertificateFile";
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            if (roots.Count == 0)
            {
                problems.Add($"{source} names '{file}', which has no certificate: write a PEM file with the certificate of Vault's issuer.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problems.Add($"{source} names '{file}', which cannot be read as PEM ({exception.GetType().Name}): write a file with the certificate of Vault's issuer that this process may read.");
        }
    }

    private static void CollectPath(VaultOptions options, VaultPath path, List<string> problems)
    {
        var trimmed = path.Path.Trim('/');
        if (trimmed.Length == 0 && path.Kind is not VaultPathKind.Tree)
        {
            problems.Add("A path of VaultOptions is empty: write for example AddSecret(\"my-app\").");
        }
        else if (trimmed.Length > 0 && !IsPath(trimmed))
        {
            problems.Add($"The path '{path.Path}' of VaultOptions has an empty part, '.' or '..': write it as `vault kv get` takes it, for example shop/database.");
        }
        else if (trimmed.StartsWith("v1/", StringComparison.Ordinal))
        {
            problems.Add($"The path '{path.Path}' of VaultOptions begins with v1/: leave that out, it is part of each request.");
        }
        else if (path.Kind is VaultPathKind.Dynamic && path.Mount is not null)
        {
            problems.Add($"The dynamic secret '{path.Path}' of VaultOptions has a Mount: write the whole path, for example {path.Mount}/{path.Path}, and leave the Mount out.");
        }

        foreach (var (field, key) in path.Keys)
        {
            if (string.IsNullOrWhiteSpace(key))
            {
                problems.Add($"The field '{field}' of the path '{path.Path}' of VaultOptions goes to no configuration path: write for example Keys[\"{field}\"] = \"Database:Password\".");
            }
        }

        if (path.Kind is not VaultPathKind.Dynamic && (path.Mount ?? options.Mount) is var mount && (mount is null || !IsPath(mount.Trim('/'))))
        {
            problems.Add($"The mount of the path '{path.Path}' of VaultOptions is '{mount}': write where the KV engine is mounted, for example secret.");
        }
    }

    internal static bool IsPath(string text) => Array.TrueForAll(text.Split('/'), static part => part is not ("" or "." or ".."));
}
