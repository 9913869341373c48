using Cachekit.Testing.Contract;

namespace Cachekit.Testing;

/// <summary>One rule of the contract, with the test for it.</summary>
public sealed class CacheBackendContractCase
{
    private readonly Func<ContractRun, Task<CacheBackendContractResult>> _body;
    private readonly bool _inBothForms;
    private readonly Type? _needed;

    internal CacheBackendContractCase(string name, string rule, bool inBothForms, Func<ContractRun, Task<CacheBackendContractResult>> body, Type? needed = null)
    {
        _needed = needed;
        Name = name;
        Rule = rule;
        _inBothForms = inBothForms;
        _body = body;
    }

    /// <summary>A short name that stays the same, for example <c>values/empty</c>.</summary>
    public string Name { get; }

    /// <summary>The rule, in a sentence or two.</summary>
    public string Rule { get; }

    /// <summary>Tests a backend: by its synchronous members first, and then by its asynchronous ones on another backend.</summary>
    /// <param name="subject">What to test.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>Whether the rule is kept, or does not apply to such a backend.</returns>
    /// <exception cref="CacheBackendContractException">The backend breaks the rule; this includes that it fails.</exception>
    /// <exception cref="ArgumentException">The subject contradicts itself; the message says how.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<CacheBackendContractResult> RunAsync(CacheBackendContractSubject subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Check(subject);
        var result = CacheBackendContractResult.Kept;
        if (_inBothForms)
        {
            result = await RunFormAsync(subject, isAsync: false, cancellationToken).ConfigureAwait(false);
        }

        return result == CacheBackendContractResult.Kept ? await RunFormAsync(subject, isAsync: true, cancellationToken).ConfigureAwait(false) : result;
    }

    /// <summary>The name, which is what test frameworks show.</summary>
    public override string ToString() => Name;

    internal bool AppliesTo(Type backend) => _needed?.IsAssignableFrom(backend) ?? true;

    private static void Check(CacheBackendContractSubject subject)
    {
        if (subject.LifeResolution <= TimeSpan.Zero || subject.Patience <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(subject.LifeResolution)} and {nameof(subject.Patience)} must be more than zero.", nameof(subject));
        }

        if (subject.MaxKeyLength < ContractRun.ShortestLimit)
        {
            throw new ArgumentException($"{nameof(subject.MaxKeyLength)} is {subject.MaxKeyLength}; the keys of the cases need {ContractRun.ShortestLimit}.", nameof(subject));
        }
    }

    private async Task<CacheBackendContractResult> RunFormAsync(CacheBackendContractSubject subject, bool isAsync, CancellationToken cancellationToken)
    {
        var backend = await subject.CreateAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var run = new ContractRun(this, subject, backend, isAsync, cancellationToken);
            try
            {
                return await _body(run).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not CacheBackendContractException && !cancellationToken.IsCancellationRequested)
            {
                throw run.Broken("no exception here", $"{exception.GetType().Name}: {exception.Message}", exception);
            }
        }
        finally
        {
            await ReleaseAsync(subject, backend).ConfigureAwait(false);
        }
    }

    private static async ValueTask ReleaseAsync(CacheBackendContractSubject subject, ICacheBackend backend)
    {
        if (subject.ReleaseAsync is { } release)
        {
            await release(backend).ConfigureAwait(false);
        }
        else if (backend is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (backend as IDisposable)?.Dispose();
        }
    }
}
