using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>What the store of Google needs to ask: its project, its token, and clients for all that is asked on the way.</summary>
internal sealed class GcpConnections : IDisposable
{
    // As early as Google's own libraries renew; the metadata server hands out the old token until five minutes before its end.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(225);

    private readonly StoreHttpClient _tokenHttp;
    private readonly StoreHttpClient _metadataHttp;
    private readonly GcpTokenEndpoint _endpoint;
    private readonly Renewed<IGcpTokenSource> _source;
    private readonly Renewed<GcpAccessToken> _token;
    private string? _project;

    public GcpConnections(string store, GcpSecretManagerOptions options)
    {
        Options = options;
        Store = store;
        Logger = options.LoggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        Http = new StoreHttpClient(store, options.Http, options.TimeProvider, options.LoggerFactory);
        _tokenHttp = new StoreHttpClient(GcpTokenEndpoint.Store, options.Http, options.TimeProvider, options.LoggerFactory);
        _metadataHttp = new StoreHttpClient(GcpMetadataSource.Store, Nearby(options.Http), options.TimeProvider, options.LoggerFactory);
        _endpoint = new GcpTokenEndpoint(_tokenHttp, options.TimeProvider);
        _source = new Renewed<IGcpTokenSource>(FindAsync, static _ => null, TimeSpan.Zero, options.TimeProvider);
        _token = new Renewed<GcpAccessToken>(
            async cancellationToken =>
            {
                var source = await _source.GetAsync(cancellationToken).ConfigureAwait(false);
                return await source.TokenAsync(cancellationToken).ConfigureAwait(false);
            },
            static token => token.End,
            Early,
            options.TimeProvider,
            (exception, end) => CloudLog.NotRenewed(Logger, store, end, exception));
    }

    public string Store { get; }

    public ILogger Logger { get; }

    public StoreHttpClient Http { get; }

    public GcpSecretManagerOptions Options { get; }

    public ValueTask<IGcpTokenSource> SourceAsync(CancellationToken cancellationToken) => _source.GetAsync(cancellationToken);

    public ValueTask<GcpAccessToken> TokenAsync(CancellationToken cancellationToken) => _token.GetAsync(cancellationToken);

    /// <summary>Forgets a token that was refused, and the source, whose file may have been replaced.</summary>
    public async ValueTask DropAsync(GcpAccessToken refused, CancellationToken cancellationToken)
    {
        var source = await _source.GetAsync(cancellationToken).ConfigureAwait(false);
        CloudLog.Refused(Logger, Store, source.Name, "UNAUTHENTICATED");
        _token.Drop(refused);
        _source.Drop(source);
    }

    /// <summary>The project. It is found once.</summary>
    /// <exception cref="SecretsException">No place names one.</exception>
    public async ValueTask<string> ProjectAsync(CancellationToken cancellationToken)
    {
        if (_project is null)
        {
            var project = Options.ProjectId ?? Options.Environment.Variable("GOOGLE_CLOUD_PROJECT");
            if (project is null)
            {
                var source = await _source.GetAsync(cancellationToken).ConfigureAwait(false);
                project = await source.ProjectAsync(cancellationToken).ConfigureAwait(false) ?? throw new SecretsException(
                    SecretsErrorCode.MissingConfig,
                    $"{Store} needs a project, and {source.Name} name none. Set {nameof(GcpSecretManagerOptions.ProjectId)} in the options, or the variable GOOGLE_CLOUD_PROJECT.");
            }

            _project = GcpSecretManagerOptions.IsSegment(project) ? project : throw new SecretsException(
                SecretsErrorCode.InvalidInput, $"{Store}: GOOGLE_CLOUD_PROJECT, or the project of the credentials, is no project's id: write one such as 'my-shop-prod'.");
        }

        return _project;
    }

    public void Dispose()
    {
        _token.Dispose();
        _source.Dispose();
        Http.Dispose();
        _tokenHttp.Dispose();
        _metadataHttp.Dispose();
    }

    // What is next to the machine is reached without its proxy, quickly or not at all.
    private static StoreHttpOptions Nearby(StoreHttpOptions http) => new()
    {
        RequestTimeout = TimeSpan.FromSeconds(3),
        Retries = Math.Min(2, http.Retries),
        RetryDelay = http.RetryDelay,
        MaxRetryDelay = http.MaxRetryDelay,
        HandlerFactory = static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false },
    };

    private async Task<IGcpTokenSource> FindAsync(CancellationToken cancellationToken)
    {
        var source = await SourceOfPlacesAsync(cancellationToken).ConfigureAwait(false);
        CloudLog.SignedIn(Logger, Store, source.Name);
        return source;
    }

    private async Task<IGcpTokenSource> SourceOfPlacesAsync(CancellationToken cancellationToken)
    {
        if (Options.CredentialsJson is { } json)
        {
            return GcpCredentialFile.Parse(json, $"the credentials in {nameof(GcpSecretManagerOptions.CredentialsJson)}", _endpoint);
        }

        var environment = Options.Environment;
        var file = Options.CredentialsFile ?? environment.Variable("GOOGLE_APPLICATION_CREDENTIALS") ?? (File.Exists(environment.WellKnownFile) ? environment.WellKnownFile : null);
        if (file is null)
        {
            return new GcpMetadataSource(environment, _metadataHttp, _endpoint);
        }

        const string Option = nameof(GcpSecretManagerOptions) + "." + nameof(GcpSecretManagerOptions.AllowWorldReadableFiles);
        var text = await CloudFiles.ReadPrivateAsync(file, Options.AllowWorldReadableFiles, Option, cancellationToken).ConfigureAwait(false);
        return GcpCredentialFile.Parse(text, $"the credentials in '{file}'", _endpoint);
    }
}
