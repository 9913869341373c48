namespace Cachekit.Secrets;

/// <summary>What is asked of AWS Secrets Manager.</summary>
internal interface IAwsSecretsManagerClient
{
    /// <summary>Lists names and ARNs, all pages.</summary>
    ValueTask<IReadOnlyList<(string Arn, string Name)>> ListAsync(IReadOnlyList<AwsSecretFilter> filters, CancellationToken cancellationToken);

    /// <summary>Reads up to 20 secrets with one call, and those that its answer leaves out with one each.</summary>
    /// <returns>The readings; <see langword="null"/> where this identity or this service has no such call.</returns>
    ValueTask<IReadOnlyList<AwsSecretReading>?> GetBatchAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Reads one secret.</summary>
    ValueTask<AwsSecretReading> GetAsync(string id, string versionStage, CancellationToken cancellationToken);
}
