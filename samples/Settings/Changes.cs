using Microsoft.Extensions.Options;

namespace SettingsSample;

/// <summary>Waits for the next change of settings that this program sees.</summary>
internal static class Changes
{
    public static async Task<T> NextAsync<T>(IOptionsMonitor<T> settings, Func<T, bool> wanted)
    {
        var next = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = settings.OnChange(changed =>
        {
            if (wanted(changed))
            {
                next.TrySetResult(changed);
            }
        });
        return wanted(settings.CurrentValue) ? settings.CurrentValue : await next.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
