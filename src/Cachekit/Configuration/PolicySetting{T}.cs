using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cachekit.Configuration;

/// <inheritdoc/>
/// <param name="name">The property, and the name in the configuration.</param>
/// <param name="get">Reads the property.</param>
/// <param name="set">Writes the property.</param>
/// <param name="read">Reads the text of the configuration.</param>
internal sealed class PolicySetting<T>(
    string name, Func<CachePolicyOptions, T?> get, Action<CachePolicyOptions, T?> set, Func<SettingsReader, SettingName, T?> read) : PolicySetting(name)
    where T : struct
{
    /// <summary>Whether a value is in its range.</summary>
    internal Func<T, bool> IsValid { get; init; } = static _ => true;

    /// <summary>The range, as the rest of a sentence: "must be ...".</summary>
    internal string Range { get; init; } = "";

    /// <summary>Whether <see cref="Preset.Test"/> can have a value.</summary>
    internal Func<T, bool> IsForTest { get; init; } = static _ => true;

    /// <summary>What <see cref="Preset.Test"/> does not do.</summary>
    internal string TestReason { get; init; } = "";

    internal override void Read(SettingsReader settings, string section, CachePolicyOptions policy) =>
        set(policy, read(settings, new SettingName($"{section}:{Name}", null)));

    internal override void Copy(CachePolicyOptions from, CachePolicyOptions to) => set(to, get(from));

    internal override bool TryFindProblem(CachePolicyOptions policy, [NotNullWhen(true)] out string? problem)
    {
        problem = get(policy) is { } value && !IsValid(value) ? string.Create(CultureInfo.InvariantCulture, $"is {value}: it must be {Range}.") : null;
        return problem is not null;
    }

    internal override bool IsRefusedByTest(CachePolicyOptions policy, [NotNullWhen(true)] out string? reason)
    {
        reason = get(policy) is { } value && !IsForTest(value)
            ? string.Create(CultureInfo.InvariantCulture, $"is {value}, but Preset.Test {TestReason}: remove it, or use another preset.")
            : null;
        return reason is not null;
    }
}
