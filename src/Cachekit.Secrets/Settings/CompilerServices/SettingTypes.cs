using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>All types that settings can have. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SettingTypes
{
    /// <summary>A text, as it is.</summary>
    public static SettingType<string> Text { get; } = new TextSetting();

    /// <summary>A truth value.</summary>
    public static SettingType<bool> Boolean { get; } = new BooleanSetting();

    /// <summary>An absolute URL, or a path.</summary>
    public static SettingType<Uri> Url { get; } = new UrlSetting();

    /// <summary>A duration.</summary>
    public static SettingType<TimeSpan> Duration { get; } = new DurationSetting();

    /// <summary>A time with its offset; UTC where the text names none.</summary>
    public static SettingType<DateTimeOffset> Instant { get; } = new InstantSetting();

    /// <summary>A number, in the invariant culture.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingType<T> Number<T>()
        where T : struct, INumberBase<T> => NumberSetting<T>.Instance;

    /// <summary>A value with a name.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingType<T> Enum<T>()
        where T : struct, Enum => EnumSetting<T>.Instance;

    /// <summary>What reads itself from text.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingType<T> Parsable<T>()
        where T : IParsable<T> => ParsableSetting<T>.Instance;

    /// <summary>Several values.</summary>
    /// <param name="item">One value.</param>
    /// <typeparam name="T">The type of one.</typeparam>
    public static SettingType<T[]> Array<T>(SettingType<T> item) => new ItemsSetting<T[], T>(item, static items => [.. items]);

    /// <summary>Several values.</summary>
    /// <param name="item">One value.</param>
    /// <typeparam name="T">The type of one.</typeparam>
    [SuppressMessage("Design", "CA1002", Justification = "It is the type that users write.")]
    public static SettingType<List<T>> List<T>(SettingType<T> item) => new ItemsSetting<List<T>, T>(item, static items => items);

    /// <summary>Several values, each once.</summary>
    /// <param name="item">One value.</param>
    /// <typeparam name="T">The type of one.</typeparam>
    public static SettingType<HashSet<T>> Set<T>(SettingType<T> item) => new ItemsSetting<HashSet<T>, T>(item, static items => [.. items]);

    /// <summary>Values by name; names are compared ordinally.</summary>
    /// <param name="item">One value.</param>
    /// <typeparam name="T">The type of one.</typeparam>
    public static SettingType<Dictionary<string, T>> Dictionary<T>(SettingType<T> item) => new NamedItemsSetting<T>(item);
}
