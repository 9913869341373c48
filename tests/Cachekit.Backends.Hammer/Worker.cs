namespace Cachekit.Backends.Hammer;

/// <summary>Reads, writes, renews and removes at random, and counts what it sees.</summary>
internal sealed class Worker(FileBackend backend, int seed, int keys, int maxLength)
{
    private readonly Random _random = new(seed);

    public long Operations { get; private set; }

    public long Hits { get; private set; }

    public async Task RunAsync(Func<long, bool> goesOn)
    {
        while (goesOn(Operations))
        {
            await StepAsync($"key-{_random.Next(keys)}");
            Operations++;
        }
    }

    private async Task StepAsync(string key)
    {
        switch (_random.Next(20))
        {
            case < 7:
                using (var value = await backend.GetAsync(key))
                {
                    Check(key, value);
                }

                break;
            case < 10:
                using (var value = backend.Get(key))
                {
                    Check(key, value);
                }

                break;
            case < 13:
                await backend.SetAsync(key, NewValue(key), NewTtl());
                break;
            case < 16:
                backend.Set(key, NewValue(key), NewTtl());
                break;
            case 16:
                await backend.DeleteAsync(key);
                break;
            case 17:
                backend.RefreshTtl(key, TimeSpan.FromSeconds(_random.Next(1, 4)));
                break;
            case 18:
                await backend.RefreshTtlAsync(key, TimeSpan.FromHours(1));
                break;
            default:
                backend.Exists(key);
                backend.GetTtl(key);
                break;
        }
    }

    private void Check(string key, BackendValue value)
    {
        if (!value.Found)
        {
            return;
        }

        Hits++;
        if (!HammerValue.IsWhole(key, value.Bytes.Span))
        {
            throw new InvalidDataException($"The value of '{key}' is torn: {value.Bytes.Length} bytes.");
        }
    }

    // Mostly small, now and then larger than what is read at once.
    private byte[] NewValue(string key) =>
        HammerValue.Create(key, _random.Next(HammerValue.MinLength, _random.Next(10) == 0 ? maxLength : 4096), _random);

    private TimeSpan? NewTtl() => _random.Next(4) switch
    {
        0 => null,
        1 => TimeSpan.FromSeconds(1),
        2 => TimeSpan.FromSeconds(2),
        _ => TimeSpan.FromHours(1),
    };
}
