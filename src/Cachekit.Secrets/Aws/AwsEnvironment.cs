namespace Cachekit.Secrets;

/// <summary>The variables and folders of the process, so that tests can have others.</summary>
/// <param name="variable">Reads a variable.</param>
/// <param name="home">The user's folder.</param>
internal sealed class AwsEnvironment(Func<string, string?> variable, string home)
{
    public static AwsEnvironment OfProcess { get; } = new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The host of container credentials that are named by a path; ECS documents this address.</summary>
    public Uri ContainerHost { get; init; } = new("http://169.254.170.2");

    /// <summary>A variable; <see langword="null"/> where it is not set or blank.</summary>
    public string? Variable(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public bool IsTrue(string name) => string.Equals(Variable(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file of shared credentials.</summary>
    public string CredentialsFile => Expand(Variable("AWS_SHARED_CREDENTIALS_FILE")) ?? Path.Combine(home, ".aws", "credentials");

    /// <summary>The file of shared settings.</summary>
    public string ConfigFile => Expand(Variable("AWS_CONFIG_FILE")) ?? Path.Combine(home, ".aws", "config");

    private string? Expand(string? path) => path is not null && path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;
}
