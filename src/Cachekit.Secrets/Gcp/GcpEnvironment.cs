namespace Cachekit.Secrets;

/// <summary>The variables and folders of the process, so that tests can have others.</summary>
/// <param name="variable">Reads a variable.</param>
/// <param name="settings">The folder of the user's settings: <c>~/.config</c>, on Windows <c>%APPDATA%</c>.</param>
internal sealed class GcpEnvironment(Func<string, string?> variable, string settings)
{
    public static GcpEnvironment OfProcess { get; } = new(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"));

    /// <summary>A variable; <see langword="null"/> where it is not set or blank.</summary>
    public string? Variable(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Where <c>gcloud auth application-default login</c> leaves its credentials.</summary>
    public string WellKnownFile => Path.Combine(Variable("CLOUDSDK_CONFIG") ?? Path.Combine(settings, "gcloud"), "application_default_credentials.json");

    /// <summary>The host of the metadata server, and of another port where a test or an emulator has one.</summary>
    public string MetadataHost => Variable("GCE_METADATA_HOST") ?? "metadata.google.internal";
}
