namespace Cachekit.Secrets;

/// <summary>Where the value of a key comes from.</summary>
public sealed class ExplainedSetting
{
    internal ExplainedSetting(string key, string? value, bool isMasked, string? layer, IReadOnlyList<string> overridden, string remark)
    {
        Key = key;
        Value = value;
        IsMasked = isMasked;
        Layer = layer;
        Overridden = overridden;
        Remark = remark;
    }

    /// <summary>The configuration path.</summary>
    public string Key { get; }

    /// <summary>
    /// <see cref="SecretMask.Text"/>, or the value where that was asked for and it is no secret; an empty text is never masked.
    /// <see langword="null"/> where the winning layer has the key without a value, or no layer has it.
    /// </summary>
    public string? Value { get; }

    /// <summary>Whether <see cref="Value"/> is the mask instead of the value.</summary>
    public bool IsMasked { get; }

    /// <summary>The layer that won; <see langword="null"/>: none has the key.</summary>
    public string? Layer { get; }

    /// <summary>The layers that have the key too, the next one first.</summary>
    public IReadOnlyList<string> Overridden { get; }

    /// <summary>For a key without a value: what is under it, or which layers were asked.</summary>
    internal string Remark { get; }

    /// <summary>What a table shows as the value.</summary>
    internal string Shown => Value switch
    {
        null => Layer is null ? "(not set)" : "(null)",
        "" => "(empty)",
        _ => Value.ReplaceLineEndings("\\n"),
    };

    /// <summary>Key, value, and layers, in one line.</summary>
    public override string ToString() => Layer is null
        ? $"{Key} {Shown}: {Remark}"
        : $"{Key} = {Shown}, from {Layer}{(Overridden.Count > 0 ? $", over {string.Join(", ", Overridden)}" : "")}";
}
