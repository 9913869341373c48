using System.ComponentModel;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>One setting. For generated code.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SettingMember<T>
{
    /// <summary>The member's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in a section.</summary>
    public required string Key { get; init; }

    /// <summary>Its variable, without the prefix.</summary>
    public required string Variable { get; init; }

    /// <summary>How a value is read.</summary>
    public required SettingType<T> Type { get; init; }

    /// <summary>Whether an empty text is no value.</summary>
    public bool IsNullable { get; init; }

    /// <summary>What a value has to be.</summary>
    public IReadOnlyList<SettingCheck<T>> Checks { get; init; } = [];
}
