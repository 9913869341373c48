using Microsoft.Extensions.Options;

namespace Cachekit.Secrets;

/// <summary>Stops a start with flags that are missing, or that are neither on nor off.</summary>
/// <param name="configuration">The flags.</param>
internal sealed class FeatureFlagValidation(FlagConfiguration configuration) : IValidateOptions<FeatureFlagOptions>
{
    public ValidateOptionsResult Validate(string? name, FeatureFlagOptions options)
    {
        var flags = FlagSchema.Flags(configuration.Source).ToList();
        var names = flags.Select(flag => flag.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var problems = options.Required.Where(flag => !names.Contains(flag))
            .Select(flag => $"The feature flag '{flag}' is required and is in no layer: write FeatureManagement:{flag} = true or false (in the environment FeatureManagement__{flag}), or correct its name.")
            .ToList();
        problems.AddRange(flags.Where(flag => !string.IsNullOrEmpty(flag.Value) && FlagSchema.Truth(flag.Value) is null)
            .Select(flag => $"The feature flag '{flag.Name}' is neither on nor off: write true, 1, yes, on, false, 0, no or off as {flag.Key}."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
