using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>What a store of AWS needs to ask: its region, its credentials, and clients for all that is asked on the way.</summary>
internal sealed class AwsConnections : IDisposable
{
    // As early as the SDKs of AWS renew.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly AwsStoreOptions _options;
    private readonly IAwsCredentialSource[] _sources;
    private readonly StoreHttpClient _metadataHttp;
    private readonly StoreHttpClient _containerHttp;
    private readonly StoreHttpClient _tokenHttp;
    private readonly AwsInstanceMetadata _metadata;
    private readonly Renewed<AwsCredentials> _credentials;
    private string? _signedInWith;

    public AwsConnections(string store, AwsStoreOptions options)
    {
        _options = options;
        Store = store;
        Logger = options.LoggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        Http = new StoreHttpClient(store, options.Http, options.TimeProvider, options.LoggerFactory, AwsError.IsTransient);
        _tokenHttp = new StoreHttpClient(AwsTokenService.Store, options.Http, options.TimeProvider, options.LoggerFactory, AwsTokenService.IsTransient);
        _metadataHttp = new StoreHttpClient(AwsInstanceMetadata.Store, Nearby(options.Http, TimeSpan.FromSeconds(1), 1), options.TimeProvider, options.LoggerFactory);
        _containerHttp = new StoreHttpClient(AwsContainerCredentialSource.Store, Nearby(options.Http, TimeSpan.FromSeconds(2), 3), options.TimeProvider, options.LoggerFactory);
        _metadata = new AwsInstanceMetadata(options.Environment, _metadataHttp, options.TimeProvider);
        Region = new AwsRegion(options, _metadata);
        var tokens = new AwsTokenService(options, _tokenHttp, Region);
        var profile = new AwsProfileCredentialSource(options, tokens);
        _sources = options.Profile is not null && string.IsNullOrEmpty(options.AccessKeyId)
            ? [profile]
            :
            [
                new AwsOptionCredentialSource(options), new AwsVariableCredentialSource(options.Environment), new AwsWebIdentityCredentialSource(options.Environment, tokens),
                profile, new AwsContainerCredentialSource(options.Environment, _containerHttp), new AwsInstanceCredentialSource(_metadata),
            ];
        _credentials = new Renewed<AwsCredentials>(FindAsync, static credentials => credentials.End, Early, options.TimeProvider, (exception, end) => CloudLog.NotRenewed(Logger, store, end, exception));
    }

    public string Store { get; }

    public ILogger Logger { get; }

    public StoreHttpClient Http { get; }

    public AwsRegion Region { get; }

    public AwsStoreOptions Options => _options;

    public ValueTask<AwsCredentials> CredentialsAsync(CancellationToken cancellationToken) => _credentials.GetAsync(cancellationToken);

    /// <summary>Gets credentials in place of refused ones.</summary>
    /// <returns>Others; <see langword="null"/> where the same ones came again.</returns>
    public async ValueTask<AwsCredentials?> ReplaceAsync(AwsCredentials refused, string reason, CancellationToken cancellationToken)
    {
        CloudLog.Refused(Logger, Store, refused.ToString(), reason);
        _credentials.Drop(refused);
        var others = await _credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return others.IsSameAs(refused) ? null : others;
    }

    public void Dispose()
    {
        _credentials.Dispose();
        _metadata.Dispose();
        Http.Dispose();
        _tokenHttp.Dispose();
        _metadataHttp.Dispose();
        _containerHttp.Dispose();
    }

    // What is next to the machine is reached without its proxy, quickly or not at all.
    private static StoreHttpOptions Nearby(StoreHttpOptions http, TimeSpan timeout, int retries) => new()
    {
        RequestTimeout = timeout,
        Retries = Math.Min(retries, http.Retries),
        RetryDelay = http.RetryDelay,
        MaxRetryDelay = http.MaxRetryDelay,
        HandlerFactory = static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false },
    };

    private async Task<AwsCredentials> FindAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var source in _sources)
        {
            var answer = await source.FindAsync(cancellationToken).ConfigureAwait(false);
            if (answer.Credentials is { } credentials)
            {
                if (Interlocked.Exchange(ref _signedInWith, credentials.Source) != credentials.Source)
                {
                    CloudLog.SignedIn(Logger, Store, credentials.ToString());
                }

                return credentials;
            }

            missing.Add(answer.Missing.TrimEnd('.'));
        }

        throw new SecretsException(
            SecretsErrorCode.MissingConfig,
            $"{Store} needs AWS credentials, and there are none. Asked in this order: {string.Join("; ", missing)}. Give one of these places its credentials.");
    }
}
