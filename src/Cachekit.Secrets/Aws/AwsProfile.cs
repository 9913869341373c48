using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A profile of the shared files: what the credentials file says wins over the config file.</summary>
[DebuggerDisplay("{Name,nq}")]
internal sealed class AwsProfile
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.OrdinalIgnoreCase);

    private AwsProfile(string name) => Name = name;

    public string Name { get; }

    /// <summary>Whether one of the files has it.</summary>
    public bool Exists { get; private set; }

    /// <summary>Reads a profile.</summary>
    /// <param name="environment">Where the files are.</param>
    /// <param name="name">Its name in code; <see langword="null"/>: by <c>AWS_PROFILE</c>, and <c>default</c> without it.</param>
    /// <param name="allowWorldReadable">Whether everybody may read the files with keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretsException">A file is not private, cannot be read, or has a line that is no setting.</exception>
    public static async ValueTask<AwsProfile> ReadAsync(AwsEnvironment environment, string? name, bool allowWorldReadable, CancellationToken cancellationToken)
    {
        var profile = new AwsProfile(name ?? environment.Variable("AWS_PROFILE") ?? "default");
        await profile.ReadAsync(environment.ConfigFile, isConfig: true, allowWorldReadable, cancellationToken).ConfigureAwait(false);
        await profile.ReadAsync(environment.CredentialsFile, isConfig: false, allowWorldReadable, cancellationToken).ConfigureAwait(false);
        return profile;
    }

    /// <summary>A setting; <see langword="null"/> where it is missing or empty.</summary>
    public string? this[string setting] => _settings.TryGetValue(setting, out var value) && value.Length > 0 ? value : null;

    private async Task ReadAsync(string path, bool isConfig, bool allowWorldReadable, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return;
        }

        // The config file is readable for all on most machines, and has to be private only where somebody has put a key into it.
        var text = await CloudFiles.ReadPrivateAsync(path, allowWorldReadable || isConfig, Option, cancellationToken).ConfigureAwait(false);
        var profiles = AwsProfileParser.Parse(text, path, isConfig);
        if (isConfig && profiles.Values.Any(static settings => settings.ContainsKey("aws_secret_access_key")))
        {
            SecretFileAccess.RequirePrivate(path, allowWorldReadable, Option);
        }

        if (profiles.TryGetValue(Name, out var settings))
        {
            Exists = true;
            foreach (var (setting, value) in settings)
            {
                _settings[setting] = value;
            }
        }
    }

    private const string Option = nameof(AwsStoreOptions) + "." + nameof(AwsStoreOptions.AllowWorldReadableFiles);
}
