using Cachekit.Resilience;

namespace Cachekit.Pipeline;

internal sealed partial class BackendPort
{
    // A value that takes its time on the way says nothing about others, and the usual timeout would never let it through.
    private const int BulkSize = 1024 * 1024;

    private readonly IValueReadingBackend? _values = backend as IValueReadingBackend;

    /// <param name="key">The key.</param>
    /// <param name="withLife">Whether the remaining life matters: who keeps nothing can do without.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal ValueTask<BackendValue> GetAsync(string key, bool withLife, CancellationToken cancellationToken) =>
        withLife || _values is null
            ? RunAsync(static (state, token) => state.backend.GetAsync(state.key, token), (backend, key), Read, key, cancellationToken)
            : RunAsync(static (state, token) => state._values.GetValueAsync(state.key, token), (_values, key), Read, key, cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    internal BackendValue Get(string key, bool withLife, CancellationToken cancellationToken = default) =>
        withLife || _values is null
            ? Run(static state => state.backend.Get(state.key), (backend, key), Read, key, cancellationToken)
            : Run(static state => state._values.GetValue(state.key), (_values, key), Read, key, cancellationToken);

    internal async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken) =>
        await RunAsync(
            static async (state, token) =>
            {
                await state.backend.SetAsync(state.key, state.value, state.ttl, token).ConfigureAwait(false);
                return true;
            },
            (backend, key, value, ttl),
            Write,
            key,
            cancellationToken,
            KindOf(value)).ConfigureAwait(false);

    internal void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        Run(
            static state =>
            {
                state.backend.Set(state.key, state.value, state.ttl);
                return true;
            },
            (backend, key, value, ttl),
            Write,
            key,
            cancellationToken,
            KindOf(value));

    internal async ValueTask DeleteAsync(string key, CancellationToken cancellationToken) =>
        await RunAsync(static (state, token) => state.backend.DeleteAsync(state.key, token), (backend, key), Remove, key, cancellationToken).ConfigureAwait(false);

    internal void Delete(string key, CancellationToken cancellationToken = default) =>
        Run(static state => state.backend.Delete(state.key), (backend, key), Remove, key, cancellationToken);

    private static BackendCallKind KindOf(ReadOnlyMemory<byte> value) => value.Length >= BulkSize ? BackendCallKind.Bulk : BackendCallKind.Entry;
}
