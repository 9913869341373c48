using Cachekit.Configuration;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

/// <content>Settings that change while the method is in use. What is stored already keeps the life that it was stored with.</content>
public sealed partial class MethodCache<TKey, TValue>
{
    Action? IBoundMethod.Change(RuntimeSettings settings)
    {
        var policy = MethodPolicy.Resolve(_definition, settings).InPlaceOf(_policy, keepsStaleFor: !AddsNoLife);
        return policy == _policy ? null : () => Use(policy);
    }

    private static LockTimes CreateLockTimes(MethodPolicy policy) => new(policy.LockWait ?? PresetPolicies.LockWait, adapts: policy.LockWait is null);

    private void Use(MethodPolicy policy)
    {
        if (policy.LockWait != _policy.LockWait)
        {
            // Otherwise what was learnt from bodies stays.
            Volatile.Write(ref _lockTimes, CreateLockTimes(policy));
        }

        Volatile.Write(ref _policy, policy);
        DeriveFromPolicy();
    }

    private void DeriveFromPolicy()
    {
        _ages = _store is not null && (RefreshesInBackground || _policy.Sliding);
        _keepsStale = _store is not null && LocalStaleFor > TimeSpan.Zero && (_policy.FailSafe || _policy.SoftTimeout is not null);
        _servesStale = RefreshesInBackground || _policy.FailSafe || _policy.SoftTimeout is not null;
    }
}
