using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The uncached body of an asynchronous method, with its owner and its arguments.</summary>
/// <typeparam name="TValue">What it returns.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAsyncBody<TValue>
{
    /// <summary>Runs the body.</summary>
    /// <param name="cancellationToken">Cancelled when no caller waits any more.</param>
    ValueTask<TValue> InvokeAsync(CancellationToken cancellationToken);
}
