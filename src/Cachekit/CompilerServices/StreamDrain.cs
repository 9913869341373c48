using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The body of a stream as one that returns all items at once.</summary>
/// <typeparam name="T">One item.</typeparam>
/// <typeparam name="TBody">The body of the stream.</typeparam>
/// <param name="body">The body of the stream.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StreamDrain<T, TBody>(TBody body) : IAsyncBody<IReadOnlyList<T>>
    where TBody : struct, IStreamBody<T>
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<T>> InvokeAsync(CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await foreach (var item in body.Invoke(cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }
}
