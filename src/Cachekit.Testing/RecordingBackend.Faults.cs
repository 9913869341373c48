namespace Cachekit.Testing;

public sealed partial class RecordingBackend
{
    private readonly List<BackendFault> _faults = [];

    /// <summary>Has calls fail until the result is disposed of.</summary>
    /// <param name="operations">Which calls; all by default, as in an outage.</param>
    /// <param name="kind">What the failure means; by default <see cref="BackendErrorKind.Transient"/>, as of a server that is away.</param>
    /// <remarks>Of several faults the latest one decides.</remarks>
    public BackendFault Fail(RecordedOperations operations = RecordedOperations.All, BackendErrorKind kind = BackendErrorKind.Transient) =>
        Begin(BackendFault.Failing(this, operations, kind));

    /// <summary>Has calls wait until the result is disposed of, and then go on. Asynchronous calls that are cancelled meanwhile end.</summary>
    /// <param name="operations">Which calls; all by default.</param>
    /// <remarks>Of several faults the latest one decides.</remarks>
    public BackendFault Hold(RecordedOperations operations = RecordedOperations.All) => Begin(BackendFault.Holding(this, operations));

    internal void End(BackendFault fault)
    {
        lock (_lock)
        {
            _faults.Remove(fault);
        }
    }

    private BackendFault Begin(BackendFault fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }

        return fault;
    }

    private RecordedCall Ask(RecordedOperations operation, string key) => Ask(new RecordedCall(operation, OneKey(key), isAsync: false));

    private RecordedCall Ask(RecordedCall call)
    {
        Note(call)?.Meet(call);
        return call;
    }

    private ValueTask<RecordedCall> AskAsync(RecordedOperations operation, string key, CancellationToken cancellationToken) =>
        AskAsync(new RecordedCall(operation, OneKey(key), isAsync: true), cancellationToken);

    private async ValueTask<RecordedCall> AskAsync(RecordedCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Note(call) is { } fault)
        {
            await fault.MeetAsync(call, cancellationToken).ConfigureAwait(false);
        }

        return call;
    }

    /// <returns>The fault that the call meets.</returns>
    private BackendFault? Note(RecordedCall call)
    {
        lock (_lock)
        {
            _calls.Add(call);
            return _faults.FindLast(fault => (fault.Operations & call.Operation) != 0);
        }
    }
}
