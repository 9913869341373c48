using Microsoft.Win32.SafeHandles;

namespace Cachekit.Backends;

/// <summary>What a try to read an entry came to: an answer, a file that may go, or a file that is worth an asynchronous read.</summary>
internal readonly record struct ReadOutcome(BackendValue Value, EntryVerdict Verdict = EntryVerdict.Live, SafeFileHandle? Unread = null)
{
    public bool IsStale => Verdict is EntryVerdict.Expired or EntryVerdict.Corrupt;
}
