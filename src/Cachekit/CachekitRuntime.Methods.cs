namespace Cachekit;

public sealed partial class CachekitRuntime
{
    // By the process-wide index of the method. Replaced when it grows and never changed where somebody may have read, so hits take no lock.
    private object?[] _boundMethods = [];

    internal object?[] BoundMethods => Volatile.Read(ref _boundMethods);

    /// <summary>The method's cache in this runtime, made at the first call.</summary>
    internal object Bind<TMethod>(int index, TMethod method, Func<TMethod, CachekitRuntime, object> create)
    {
        lock (_lock)
        {
            var bound = _boundMethods;
            if (index < bound.Length && bound[index] is { } existing)
            {
                return existing;
            }

            if (index >= bound.Length)
            {
                bound = new object?[Math.Max(index + 1, bound.Length * 2)];
                _boundMethods.CopyTo(bound, 0);
            }

            var created = create(method, this);
            Volatile.Write(ref bound[index], created);
            Volatile.Write(ref _boundMethods, bound);
            return created;
        }
    }
}
