namespace Cachekit.Encryption;

/// <summary>For platforms where no process can be copied.</summary>
internal sealed class PlainForkMark : ForkMark
{
    private long _value;

    internal override long Read() => Volatile.Read(ref _value);

    internal override void Write(long value) => Volatile.Write(ref _value, value);
}
