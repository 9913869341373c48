namespace Cachekit.Encryption;

/// <summary>Compares the id of the process with the one that wrote. The system has to be asked: the class library remembers the first answer.</summary>
internal sealed class ProcessIdForkMark(Func<int> processId) : ForkMark
{
    private volatile Written? _written;

    internal override long Read() => _written is { } written && written.ProcessId == processId() ? written.Value : 0;

    internal override void Write(long value) => _written = new Written(processId(), value);

    private sealed record Written(int ProcessId, long Value);
}
