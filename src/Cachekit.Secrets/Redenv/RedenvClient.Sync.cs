namespace Cachekit.Secrets;

/// <content>The same for callers who cannot wait asynchronously. The work is done on the thread pool, so that a caller whose thread is a context of its own does not wait for itself.</content>
public sealed partial class RedenvClient
{
    /// <summary>Loads the secrets at the start of a program; the same as <see cref="Load"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="LoadAsync"/>
    public Secrets Init(CancellationToken cancellationToken = default) => Load(cancellationToken);

    /// <summary>As <see cref="LoadAsync"/>, for synchronous callers: what memory has is returned at once, on the caller's thread.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="LoadAsync"/>
    public Secrets Load(CancellationToken cancellationToken = default)
    {
        var loading = LoadAsync(cancellationToken);

        // What is not at hand is read on the thread pool by then, and goes on there.
        return loading.IsCompleted ? loading.GetAwaiter().GetResult() : loading.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="SetAsync"/>, for synchronous callers.</summary>
    /// <param name="key">The secret's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Ends the wait; the version may be written all the same.</param>
    /// <inheritdoc cref="SetAsync"/>
    public long Set(string key, string value, CancellationToken cancellationToken = default) =>
        Task.Run(() => SetAsync(key, value, cancellationToken).AsTask(), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>As <see cref="GetVersionAsync"/>, for synchronous callers.</summary>
    /// <param name="key">The secret's name.</param>
    /// <param name="version">Which version.</param>
    /// <param name="mode">What <paramref name="version"/> means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="GetVersionAsync"/>
    public string? GetVersion(string key, long version, RedenvVersionMode mode = RedenvVersionMode.Id, CancellationToken cancellationToken = default) =>
        Task.Run(() => GetVersionAsync(key, version, mode, cancellationToken).AsTask(), CancellationToken.None).GetAwaiter().GetResult();
}
