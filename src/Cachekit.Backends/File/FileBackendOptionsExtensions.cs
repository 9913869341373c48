using Cachekit.Backends;

namespace Cachekit;

/// <summary>Chooses the File backend.</summary>
public static class FileBackendOptionsExtensions
{
    /// <summary>Keeps entries as files, whatever backend the environment names.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="configure">
    /// Sets directory and limits. Where it says nothing, <c>File</c> of the configuration and the <c>CACHEKIT_FILE_*</c> variables do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    public static CachekitOptions UseFile(this CachekitOptions options, Action<FileBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseBackend(context => FileBackendProvider.Create(context, configure));
        return options;
    }

    /// <summary>Keeps entries as files where the environment names no backend; without this they live in the process only.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="configure">
    /// Sets directory and limits. Where it says nothing, <c>File</c> of the configuration and the <c>CACHEKIT_FILE_*</c> variables do, and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    public static CachekitOptions FallBackToFile(this CachekitOptions options, Action<FileBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.FallbackFactory = context => FileBackendProvider.Create(context, configure);
        return options;
    }

    /// <summary>Adds a File backend for the methods that name it.</summary>
    /// <param name="options">The options of the runtime, which makes the backend with its own clock and loggers.</param>
    /// <param name="name">The name that <see cref="CacheSettingsAttribute.Backend"/> uses.</param>
    /// <param name="configure">
    /// Sets directory and limits. Where it says nothing, <c>Backends:{name}:File</c> of the configuration and the <c>CACHEKIT_FILE_*</c> variables do,
    /// and then the defaults.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">There is a backend of that name already.</exception>
    public static CachekitOptions AddFile(this CachekitOptions options, string name, Action<FileBackendOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddBackend(name, context => FileBackendProvider.Create(context, configure));
        return options;
    }
}
