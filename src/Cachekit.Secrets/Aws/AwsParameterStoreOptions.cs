namespace Cachekit.Secrets;

/// <summary>Which parameters of the AWS Systems Manager Parameter Store are read.</summary>
/// <remarks>
/// <c>/app/prod/Db/Password</c> becomes <c>Db:Password</c> below the path <c>/app/prod</c>; <c>__</c> in names becomes <c>:</c> too. A <c>StringList</c> becomes
/// indexed children (<c>Hosts:0</c>, <c>Hosts:1</c>), as a list in configuration is.
/// </remarks>
public sealed class AwsParameterStoreOptions : AwsStoreOptions
{
    /// <summary>The path, for example <c>/app/prod</c>; everything below it is read.</summary>
    /// <value>Empty by default: it has to be set. It begins with <c>/</c>.</value>
    public string Path { get; set; } = "";

    /// <summary>Whether <c>SecureString</c> parameters are decrypted.</summary>
    /// <value><see langword="true"/> by default. Otherwise their ciphertext is the value.</value>
    public bool WithDecryption { get; set; } = true;

    /// <summary>Whether a parameter that is a JSON object becomes a key for each member.</summary>
    /// <value><see langword="false"/> by default: parameters are single values, and their paths are the tree.</value>
    public bool FlattenJson { get; set; }

    /// <summary>Gives a parameter another configuration path, or leaves it out with <see langword="null"/>.</summary>
    /// <value><see langword="null"/> by default: what is left of its name below <see cref="Path"/>.</value>
    public Func<SecretKeyArguments, string?>? MapKey { get; set; }

    internal override string Selection => Path;

    internal override void CollectProblems(List<string> problems)
    {
        base.CollectProblems(problems);
        if (!Path.StartsWith('/'))
        {
            problems.Add($"{nameof(AwsParameterStoreOptions)}.{nameof(Path)} is '{Path}': write the path of the parameters from the root, for example '/app/prod'.");
        }
    }
}
