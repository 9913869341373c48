using Cachekit;
using Cachekit.Secrets;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.Configuration;

/// <summary>Puts settings together from layers.</summary>
public static class SettingsLayersExtensions
{
    private const string DefaultEnvironment = "Production";
    private const string CommandLineSource = "Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationSource";

    /// <summary>Adds the layers to the configuration of a host, for the host's environment and from its content root.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="configure">Sets what the layers are.</param>
    /// <returns>The host, to go on with.</returns>
    /// <exception cref="CacheConfigurationException">Options are wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">A file or a store cannot be read, or is not what it has to be; the message says what to do, and holds no value.</exception>
    /// <inheritdoc cref="AddSettingsLayers(IConfigurationBuilder, string, Action{SettingsLayers})" path="/remarks"/>
    public static IHostApplicationBuilder AddSettingsLayers(this IHostApplicationBuilder builder, Action<SettingsLayers>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration.AddSettingsLayers(builder.Environment.EnvironmentName, configure);
        return builder;
    }

    /// <summary>
    /// Adds layers that each win over those before: defaults in code, <c>settings.{toml,yaml,yml,json,ini}</c>, <c>settings.{environment}.{ext}</c>, <c>.env</c> files, secrets, environment
    /// variables.
    /// </summary>
    /// <remarks>
    /// <para>No file has to be there. Two files of one layer, <c>settings.toml</c> and <c>settings.json</c>, are an error that names both.</para>
    /// <para>The layers win over what was added before, <c>appsettings.json</c> for example, except for command line arguments, which stay on top.</para>
    /// <para>Files are looked at every 2 seconds, stores by their own intervals. A file that becomes wrong, or a store that goes away, leaves the values as they are.</para>
    /// </remarks>
    /// <param name="builder">The configuration.</param>
    /// <param name="environment">The environment; <see langword="null"/>: <c>DOTNET_ENVIRONMENT</c>, else <c>ASPNETCORE_ENVIRONMENT</c>, else <c>Production</c>.</param>
    /// <param name="configure">Sets what the layers are.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="CacheConfigurationException">Options are wrong; all problems are in it.</exception>
    /// <exception cref="SecretsException">A file or a store cannot be read, or is not what it has to be; the message says what to do, and holds no value.</exception>
    public static IConfigurationBuilder AddSettingsLayers(this IConfigurationBuilder builder, string? environment = null, Action<SettingsLayers>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var layers = new SettingsLayers(environment ?? EnvironmentOfProcess(), DotEnvConfigurationSource.BasePath(builder));
        configure?.Invoke(layers);
        var sources = layers.Sources(builder);

        // What somebody writes behind the program's name is meant for this very run. Removed first: afterwards it would read all layers twice.
        var arguments = builder.Sources.Where(source => source.GetType().FullName == CommandLineSource).ToList();
        arguments.ForEach(source => builder.Sources.Remove(source));
        foreach (var source in sources.Concat(arguments))
        {
            builder.Add(source);
        }

        return builder;
    }

    private static string EnvironmentOfProcess() => Variable("DOTNET_ENVIRONMENT") ?? Variable("ASPNETCORE_ENVIRONMENT") ?? DefaultEnvironment;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
