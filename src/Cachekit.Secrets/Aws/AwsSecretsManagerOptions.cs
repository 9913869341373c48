namespace Cachekit.Secrets;

/// <summary>Which secrets of AWS Secrets Manager are read, and how they become configuration.</summary>
public sealed class AwsSecretsManagerOptions : AwsStoreOptions
{
    /// <summary>The version label of secrets that are in use.</summary>
    public const string CurrentStage = "AWSCURRENT";

    /// <summary>Secrets by name or ARN. One that is missing is an error.</summary>
    /// <value>Empty by default; set this, <see cref="NamePrefix"/> or <see cref="Filters"/>.</value>
    public IList<string> SecretIds { get; } = [];

    /// <summary>Reads all secrets whose names begin with it, for example <c>prod/shop/</c>, and takes it off their keys.</summary>
    /// <value><see langword="null"/> by default. Empty: all secrets of the region that the filters let through.</value>
    public string? NamePrefix { get; set; }

    /// <summary>Narrows the secrets that are listed; all of them have to fit.</summary>
    /// <value>Empty by default; at most 10, with <see cref="NamePrefix"/> 9.</value>
    public IList<AwsSecretFilter> Filters { get; } = [];

    /// <summary>Which version of the secrets is read: <c>AWSCURRENT</c>, <c>AWSPREVIOUS</c>, <c>AWSPENDING</c> or a label of one's own.</summary>
    /// <value><c>AWSCURRENT</c> by default. Others are read one by one: AWS has no call for several.</value>
    public string VersionStage { get; set; } = CurrentStage;

    /// <summary>Whether a secret that is a JSON object becomes a key for each member (<c>database:Password</c>), as JSON files do.</summary>
    /// <value><see langword="true"/> by default. Otherwise its text is the value.</value>
    public bool FlattenJson { get; set; } = true;

    /// <summary>Gives a secret another configuration path, or leaves it out with <see langword="null"/>. Empty: the members of a JSON object go to the root.</summary>
    /// <value><see langword="null"/> by default: <c>/</c> and <c>__</c> in names become <c>:</c>.</value>
    public Func<SecretKeyArguments, string?>? MapKey { get; set; }

    internal bool IsListed => NamePrefix is not null || Filters.Count > 0;

    internal override string Selection => this switch
    {
        { IsListed: false, SecretIds: [var only] } => only,
        { IsListed: false } => $"{SecretIds.Count} secrets",
        { NamePrefix: { Length: > 0 } prefix, SecretIds.Count: 0 } => prefix + "*",
        { SecretIds.Count: 0 } => Filters.Count > 0 ? "by filter" : "all secrets",
        _ => $"{(NamePrefix is { Length: > 0 } prefix ? prefix + "*" : "by filter")} and {SecretIds.Count} more",
    };

    internal override void CollectProblems(List<string> problems)
    {
        base.CollectProblems(problems);
        const string Type = nameof(AwsSecretsManagerOptions);
        if (!IsListed && SecretIds.Count == 0)
        {
            problems.Add($"{Type} names no secrets: add names to {nameof(SecretIds)}, or set {nameof(NamePrefix)} (empty for all) or {nameof(Filters)}.");
        }

        if (SecretIds.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add($"{Type}.{nameof(SecretIds)} has an empty entry: write the name or the ARN of a secret.");
        }

        if (NamePrefix is { Length: > 0 } prefix && prefix[0] == '!')
        {
            problems.Add($"{Type}.{nameof(NamePrefix)} begins with '!', which AWS reads as 'not': write the prefix itself, and use {nameof(Filters)} to leave secrets out.");
        }

        if (Filters.Count + (string.IsNullOrEmpty(NamePrefix) ? 0 : 1) > 10)
        {
            problems.Add($"{Type}.{nameof(Filters)} has {Filters.Count} filters: AWS takes 10, of which {nameof(NamePrefix)} is one.");
        }

        foreach (var filter in Filters)
        {
            if (!AwsSecretFilter.Keys.Contains(filter.Key, StringComparer.Ordinal) || filter.Values.Count is 0 or > 10)
            {
                problems.Add($"{Type}.{nameof(Filters)} has a filter of '{filter.Key}' with {filter.Values.Count} values: write one of {string.Join(", ", AwsSecretFilter.Keys)}, and 1 to 10 values.");
            }
        }

        if (string.IsNullOrWhiteSpace(VersionStage))
        {
            problems.Add($"{Type}.{nameof(VersionStage)} is empty: write {CurrentStage}, AWSPREVIOUS or a label of your own.");
        }
    }
}
