using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The ids of a batch in the form that its body takes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchIds
{
    /// <summary>A copy of the caller's ids: what the caller does to the list afterwards has no effect.</summary>
    /// <param name="ids">The argument.</param>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    public static TId[] Of<TId>(IEnumerable<TId>? ids, string parameter)
    {
        ArgumentNullException.ThrowIfNull(ids, parameter);
        return [.. ids];
    }
}
