using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Testing.Contract;

/// <summary>One run of a case on one backend: its calls, synchronous or asynchronous, keys of its own, the passing of time and how it fails.</summary>
internal sealed class ContractRun(
    CacheBackendContractCase contractCase, CacheBackendContractSubject subject, ICacheBackend backend, bool isAsync, CancellationToken cancellationToken)
{
    /// <summary>How long keys may become at least: those of the cases are no longer, unless they are made so on purpose.</summary>
    public const int ShortestLimit = 64;

    public static readonly TimeSpan LongLife = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortestRealLife = TimeSpan.FromSeconds(1);

    private readonly string _prefix = string.Concat("contract-", Guid.NewGuid().ToString("N").AsSpan(0, 16), ":");

    public CacheBackendContractSubject Subject { get; } = subject;

    public ICacheBackend Backend { get; } = backend;

    public ContractCalls Calls { get; } = new(backend, isAsync, cancellationToken);

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>A life that ends soon, in whole steps of the backend.</summary>
    public TimeSpan ShortLife { get; } = TimeSpan.FromTicks(Math.Max(
        2 * subject.LifeResolution.Ticks, (ShortestRealLife.Ticks + subject.LifeResolution.Ticks - 1) / subject.LifeResolution.Ticks * subject.LifeResolution.Ticks));

    public bool HasFakeClock => Subject.LetTimePassAsync is not null;

    public string Key(string name) => _prefix + name;

    public CacheBackendContractException Broken(string expected, string actual, Exception? exception = null)
    {
        var message = $"The backend '{Backend.Name}' breaks the rule '{contractCase.Name}' (by its {(isAsync ? "asynchronous" : "synchronous")} members): "
            + $"{contractCase.Rule} Expected: {expected}. Actual: {actual.TrimEnd('.')}.";
        return new CacheBackendContractException(contractCase.Name, expected, actual, message, exception);
    }

    public void Require([DoesNotReturnIf(false)] bool kept, string expected, string actual)
    {
        if (!kept)
        {
            throw Broken(expected, actual);
        }
    }

    public void RequireEqual<T>(T expected, T actual, string what) =>
        Require(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: {Show(expected)}", Show(actual));

    /// <summary>Reads an entry, which must hold these bytes.</summary>
    public async ValueTask<StoredValue> RequireHoldsAsync(string key, ReadOnlyMemory<byte> bytes, string when)
    {
        var read = await Calls.ReadAsync(key).ConfigureAwait(false);
        Require(read.Holds(bytes.Span), $"{StoredValue.Show(bytes.Span)} {when}", read.ToString());
        return read;
    }

    public async ValueTask RequireMissingAsync(string key, string when)
    {
        var read = await Calls.ReadAsync(key).ConfigureAwait(false);
        Require(!read.Found, $"no entry {when}", read.ToString());
        Require(!await Calls.ExistsAsync(key).ConfigureAwait(false), $"no entry {when}", "a read finds none, and Exists says that there is one");
    }

    /// <summary>Runs something that must be refused, and says what was thrown.</summary>
    public async ValueTask<TException> RequireThrowsAsync<TException>(Func<ValueTask> call, string what)
        where TException : Exception
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (TException exception)
        {
            return exception;
        }
        catch (Exception exception) when (!CancellationToken.IsCancellationRequested)
        {
            throw Broken($"{typeof(TException).Name} from {what}", $"{exception.GetType().Name}: {exception.Message}", exception);
        }

        throw Broken($"{typeof(TException).Name} from {what}", "nothing was thrown");
    }

    /// <summary>Waits for what must happen by itself, without a move of the clock.</summary>
    public async ValueTask UntilAsync(Func<ValueTask<bool>> condition, string expected)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            Require(TimeProvider.System.GetElapsedTime(started) < Subject.Patience, expected, $"not so after {Subject.Patience}");
            await Task.Delay(Pause, TimeProvider.System, CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a time pass on a fake clock, and waits for what must be so afterwards; a fake clock gives no second chance.</summary>
    public async ValueTask AfterAsync(TimeSpan time, Func<ValueTask<bool>> condition, string expected)
    {
        if (Subject.LetTimePassAsync is not { } pass)
        {
            await UntilAsync(condition, expected).ConfigureAwait(false);
            return;
        }

        await pass(time, CancellationToken).ConfigureAwait(false);
        Require(await condition().ConfigureAwait(false), expected, $"not so after {time}");
    }

    /// <summary>Waits until an entry that was written before with a life of at most this has ended.</summary>
    public ValueTask UntilGoneAsync(string key, TimeSpan life) =>
        AfterAsync(
            life + Subject.LifeResolution,
            async () => !(await Calls.ReadAsync(key).ConfigureAwait(false)).Found,
            $"an entry with a life of {life} ends");

    private static string Show<T>(T value) => value?.ToString() ?? "null";
}
