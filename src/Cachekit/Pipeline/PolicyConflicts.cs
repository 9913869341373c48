using Cachekit.Configuration;

namespace Cachekit.Pipeline;

/// <summary>
/// Settings that only a method's own life makes wrong. What its attributes say and cannot be is an error; what options say for many methods has
/// no effect on those that cannot have it.
/// </summary>
/// <param name="method">The method.</param>
/// <param name="preset">Its preset.</param>
/// <param name="ttl">The life of its entries; <see langword="null"/>: they never expire.</param>
/// <param name="declared">What its attributes say.</param>
internal readonly struct PolicyConflicts(string method, Preset preset, TimeSpan? ttl, CachePolicyOptions declared)
{
    /// <summary>The stale window that the method can have.</summary>
    /// <param name="wanted">The one that attributes or options ask for.</param>
    /// <exception cref="CacheConfigurationException">The attributes ask for one that it cannot have.</exception>
    internal TimeSpan StaleFor(TimeSpan wanted)
    {
        if (wanted <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        if (ttl is not { } life)
        {
            return declared.StaleFor is null
                ? TimeSpan.Zero
                : throw new CacheConfigurationException($"'{method}' has StaleFor, but its entries never expire, so they are never stale: remove StaleFor, or give it a Ttl.");
        }

        var longest = preset is Preset.Io ? PresetPolicies.LongestInHttp : TtlLimits.Longest;
        if (life + wanted <= longest)
        {
            return wanted;
        }

        return declared.StaleFor is null
            ? Max(longest - life, TimeSpan.Zero)
            : throw new CacheConfigurationException(
                $"'{method}' has a life of {life} and StaleFor {wanted}, together more than the {longest.TotalDays} days that {(preset is Preset.Io ? "the Http backend keeps entries" : "entries can live")}: make one of them shorter.");
    }

    /// <summary>Whether uses start an entry's life anew.</summary>
    /// <exception cref="CacheConfigurationException">The attributes ask for it, and entries never expire.</exception>
    internal bool Sliding(bool wanted)
    {
        if (!wanted || ttl is not null)
        {
            return wanted;
        }

        return declared.Sliding is null
            ? false
            : throw new CacheConfigurationException($"'{method}' has Sliding, but its entries never expire: remove Sliding, or give it a Ttl.");
    }

    /// <summary>How long callers wait who could have a stale value.</summary>
    /// <exception cref="CacheConfigurationException">The attributes ask for it, and the body may not take that long.</exception>
    internal TimeSpan? SoftTimeout(TimeSpan? wanted, TimeSpan? hard)
    {
        if (wanted is null || hard is null || wanted < hard)
        {
            return wanted;
        }

        return declared.SoftTimeout is null
            ? null
            : throw new CacheConfigurationException($"'{method}' has SoftTimeout {wanted}, but HardTimeout {hard}: SoftTimeout must be less.");
    }

    /// <summary>Holds attributes to what <see cref="Preset.Test"/> can honour; the compiler does so too, where it sees both.</summary>
    /// <exception cref="CacheConfigurationException">The attributes ask for something in the background, between processes or at random.</exception>
    internal void RequireDeterministic()
    {
        if (preset is not Preset.Test)
        {
            return;
        }

        foreach (var setting in PolicySettings.All)
        {
            if (setting.IsRefusedByTest(declared, out var reason))
            {
                throw new CacheConfigurationException($"{setting.Name} of '{method}' {reason}");
            }
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
