namespace Cachekit.Backends;

/// <summary>One lock for a group of names: two writers of one entry in one process take turns. Between processes the rename decides.</summary>
internal sealed class EntryLocks(TimeSpan timeout, TimeProvider time)
{
    private const int Stripes = 64;

    private readonly SemaphoreSlim[] _stripes = CreateStripes();

    public Held Acquire(string name, string operation)
    {
        var stripe = StripeOf(name);
        if (stripe.Wait(0))
        {
            return new Held(stripe);
        }

        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            stripe.Wait(limit.Token);
            return new Held(stripe);
        }
        catch (OperationCanceledException exception)
        {
            throw FileErrors.TimedOut(operation, name, timeout, exception);
        }
    }

    public ValueTask<Held> AcquireAsync(string name, string operation, CancellationToken cancellationToken)
    {
        var stripe = StripeOf(name);
        return stripe.Wait(0, CancellationToken.None)
            ? new ValueTask<Held>(new Held(stripe))
            : WaitAsync(stripe, name, operation, cancellationToken);
    }

    /// <summary>Takes the lock only when nobody has it.</summary>
    public bool TryAcquire(string name, out Held held)
    {
        var stripe = StripeOf(name);
        var taken = stripe.Wait(0);
        held = taken ? new Held(stripe) : default;
        return taken;
    }

    private async ValueTask<Held> WaitAsync(SemaphoreSlim stripe, string name, string operation, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await stripe.WaitAsync(either.Token).ConfigureAwait(false);
            return new Held(stripe);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FileErrors.TimedOut(operation, name, timeout, exception);
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    // The name is a hash already: two of its digits are as good as any.
    private SemaphoreSlim StripeOf(string name) => _stripes[((Digit(name[0]) << 4) | Digit(name[1])) % Stripes];

    private static int Digit(char hex) => hex <= '9' ? hex - '0' : hex - 'a' + 10;

    private static SemaphoreSlim[] CreateStripes()
    {
        var stripes = new SemaphoreSlim[Stripes];
        for (var i = 0; i < stripes.Length; i++)
        {
            stripes[i] = new SemaphoreSlim(1, 1);
        }

        return stripes;
    }

    /// <summary>A lock that is held until it is disposed of.</summary>
    public readonly struct Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe?.Release();
    }
}
