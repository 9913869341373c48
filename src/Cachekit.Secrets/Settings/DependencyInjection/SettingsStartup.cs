using Microsoft.Extensions.Options;

namespace Cachekit.Secrets;

/// <summary>Stands for all settings where hosts check options before they start.</summary>
internal sealed class SettingsStartup
{
    /// <summary>Checks the settings of all types, so that all mistakes come at once.</summary>
    /// <param name="holders">The settings.</param>
    internal sealed class Check(IEnumerable<ISettingsHolder> holders) : IValidateOptions<SettingsStartup>
    {
        /// <exception cref="CacheConfigurationException">Settings are missing or wrong; all problems of all types are in it.</exception>
        public ValidateOptionsResult Validate(string? name, SettingsStartup options)
        {
            var problems = holders.SelectMany(static holder => holder.Check()).ToArray();
            return problems.Length == 0 ? ValidateOptionsResult.Success : throw new CacheConfigurationException(problems);
        }
    }
}
