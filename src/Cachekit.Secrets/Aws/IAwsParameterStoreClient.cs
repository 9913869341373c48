namespace Cachekit.Secrets;

/// <summary>What is asked of the Parameter Store.</summary>
internal interface IAwsParameterStoreClient
{
    /// <summary>Reads everything below a path, all pages.</summary>
    ValueTask<IReadOnlyList<AwsParameter>> GetByPathAsync(string path, bool withDecryption, CancellationToken cancellationToken);
}
