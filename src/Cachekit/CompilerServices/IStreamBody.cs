using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The uncached body of a method that returns a stream, with its owner and its arguments.</summary>
/// <typeparam name="T">One item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamBody<T>
{
    /// <summary>Calls the body; nothing happens before the first item is asked for.</summary>
    /// <param name="cancellationToken">Cancelled when nobody reads the stream any more.</param>
    IAsyncEnumerable<T> Invoke(CancellationToken cancellationToken);
}
