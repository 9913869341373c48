namespace Cachekit.Secrets;

/// <summary>A place where AWS credentials can be.</summary>
internal interface IAwsCredentialSource
{
    /// <summary>Looks there.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretsException">The place is configured and does not give any: the next one would be another identity than was meant.</exception>
    ValueTask<AwsCredentialAnswer> FindAsync(CancellationToken cancellationToken);
}
