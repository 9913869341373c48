using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Cachekit.AspNetCore;

/// <summary>Finds out who sent a request: 401 for a definite no, 503 where the key could not be looked up.</summary>
internal sealed class Authenticator(ICacheServerKeyStore keys, ILogger logger)
{
    private const string Scheme = "Bearer ";

    public async ValueTask<(Refusal? Refusal, Caller Caller)> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!TryReadToken(request.Headers.Authorization, out var hash, out var keyClass))
        {
            return (Refusals.Unauthorized, default);
        }

        try
        {
            if (await keys.FindAsync(hash, cancellationToken).ConfigureAwait(false) is not { } key)
            {
                return (Refusals.Unauthorized, default);
            }

            if (!ServerTenants.IsName(key.Tenant))
            {
                throw new InvalidOperationException(
                    $"{keys.GetType().Name} answered with a tenant whose name cannot be used: return 1 to {ServerLimits.MaxNamespaceLength} letters, digits, '_' and '-'.");
            }

            return (null, new Caller(key, keyClass));
        }
        catch (Exception exception) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            ServerLog.KeyLookupFailed(logger, exception);
            return (Refusals.KeysUnavailable, default);
        }
    }

    private static bool TryReadToken(StringValues header, out byte[] hash, out KeyClass keyClass)
    {
        (hash, keyClass) = ([], default);
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var token = text.AsSpan(Scheme.Length).Trim(' ');
        if (token.Length > ServerLimits.MaxTokenLength || !TryReadClass(token, out keyClass))
        {
            return false;
        }

        hash = ApiKeyHash.Of(token);
        return true;
    }

    private static bool TryReadClass(ReadOnlySpan<char> token, out KeyClass keyClass)
    {
        keyClass = token.StartsWith("ck_sdk_", StringComparison.Ordinal) ? KeyClass.Sdk
            : token.StartsWith("ck_api_", StringComparison.Ordinal) ? KeyClass.Api
            : KeyClass.Live;
        return keyClass != KeyClass.Live || token.StartsWith("ck_live_", StringComparison.Ordinal);
    }
}
