using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Configuration;

/// <summary>One of the settings of <see cref="CachePolicyOptions"/>: how it is read from a configuration, and which values it can have.</summary>
/// <param name="name">The property, and the name in the configuration.</param>
internal abstract class PolicySetting(string name)
{
    internal string Name => name;

    /// <summary>Reads the setting below a section of the configuration; a text that is no value becomes a problem.</summary>
    internal abstract void Read(SettingsReader settings, string section, CachePolicyOptions policy);

    internal abstract void Copy(CachePolicyOptions from, CachePolicyOptions to);

    /// <summary>What is wrong with the value that a policy has, as the rest of a sentence.</summary>
    internal abstract bool TryFindProblem(CachePolicyOptions policy, [NotNullWhen(true)] out string? problem);

    /// <summary>Why <see cref="Preset.Test"/> cannot have the value that a policy has, as the rest of a sentence.</summary>
    internal abstract bool IsRefusedByTest(CachePolicyOptions policy, [NotNullWhen(true)] out string? reason);
}
