namespace Cachekit.Secrets;

/// <summary>Who asks Google, and gets tokens for it.</summary>
internal interface IGcpTokenSource
{
    /// <summary>Where the credentials come from, for people.</summary>
    string Name { get; }

    /// <summary>The project that pays for requests, where the credentials name one.</summary>
    string? QuotaProject { get; }

    /// <summary>Finds the project of the credentials.</summary>
    /// <returns>Its id; <see langword="null"/> where they belong to none.</returns>
    ValueTask<string?> ProjectAsync(CancellationToken cancellationToken);

    /// <summary>Gets a new token.</summary>
    /// <exception cref="SecretsException">It is refused; the message says what to do.</exception>
    ValueTask<GcpAccessToken> TokenAsync(CancellationToken cancellationToken);
}
