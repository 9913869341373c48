namespace Cachekit.Generators.ExecutionTests.Hosting;

/// <summary>What a database context is in life: it ends with its scope, and must not be used any more then.</summary>
public sealed class OrderContext(OrderLog log) : IAsyncDisposable
{
    private bool _ended;

    public void Use() => log.Used(Volatile.Read(ref _ended));

    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _ended, true);
        return default;
    }
}
