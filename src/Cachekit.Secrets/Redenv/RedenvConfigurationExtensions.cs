using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds the secrets of a Redenv project to a configuration.</summary>
public static class RedenvConfigurationExtensions
{
    /// <summary>
    /// Adds the secrets of a project as a layer: it wins over what was added before, and what is added after wins over it. <c>DB__PASSWORD</c> is the path <c>DB:PASSWORD</c>.
    /// </summary>
    /// <param name="builder">The configuration. What it has already in its section <c>Redenv</c> completes the options, where it can be read while it is built (<see cref="ConfigurationManager"/>).</param>
    /// <param name="configure">Sets the options of the client; the configuration disposes of it. It fills no environment variables unless <see cref="RedenvEnvOptions.Fill"/> is set here.</param>
    /// <param name="configureStore">Sets how it is read again: by default every <see cref="RedenvCacheOptions.Ttl"/>.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="SecretsException">The client was not told all that it needs, or, when the configuration is built, the secrets cannot be loaded and are not optional.</exception>
    public static IConfigurationBuilder AddRedenv(this IConfigurationBuilder builder, Action<RedenvOptions>? configure = null, Action<SecretStoreOptions>? configureStore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new RedenvOptions();
        configure?.Invoke(options);

        // The configuration has them; the environment needs them only where somebody wants that.
        options.Env.Fill ??= false;
        var client = new RedenvClient(RedenvSettingsResolver.Resolve(options, (builder as IConfiguration)?.GetSection(RedenvOptionNames.Section)));
        return Add(builder, client, owned: true, configureStore);
    }

    /// <summary>Adds the secrets of a client that the program uses elsewhere too, so that both share its cache.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="client">The client; the configuration does not dispose of it.</param>
    /// <param name="configureStore">Sets how it is read again: by default every <see cref="RedenvCacheOptions.Ttl"/>.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="SecretsException">When the configuration is built: the secrets cannot be loaded, and are not optional.</exception>
    public static IConfigurationBuilder AddRedenv(this IConfigurationBuilder builder, RedenvClient client, Action<SecretStoreOptions>? configureStore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(client);
        return Add(builder, client, owned: false, configureStore);
    }

    private static IConfigurationBuilder Add(IConfigurationBuilder builder, RedenvClient client, bool owned, Action<SecretStoreOptions>? configureStore) =>
        builder.AddSecretStore(
            owned ? new OwnedRedenvSecretStore(client) : new RedenvSecretStore(client),
            store =>
            {
                // Long enough for all attempts of a request: only then is the store away, and a snapshot used.
                var attempts = (client.Http.RequestTimeout + client.Http.MaxRetryDelay) * (client.Http.Retries + 1);
                store.ReadTimeout = attempts < store.ReadTimeout ? store.ReadTimeout : attempts < LongestInterval ? attempts + TimeSpan.FromSeconds(1) : LongestInterval;
                store.RefreshInterval = client.Ttl < LongestInterval ? client.Ttl : LongestInterval;
                store.TimeProvider = client.TimeProvider;
                store.LoggerFactory = client.LoggerFactory;
                configureStore?.Invoke(store);
            });

    // What timers can wait.
    private static TimeSpan LongestInterval => TimeSpan.FromDays(24);
}
