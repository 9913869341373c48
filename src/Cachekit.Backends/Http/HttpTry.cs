namespace Cachekit.Backends;

/// <summary>Where a call stands that may be repeated.</summary>
internal sealed class HttpTry(HttpCall call, long started, TimeSpan timeout)
{
    public HttpCall Call => call;

    public long Started => started;

    public TimeSpan Timeout => timeout;

    /// <summary>How long to wait before the next request.</summary>
    public TimeSpan Delay { get; set; }
}
