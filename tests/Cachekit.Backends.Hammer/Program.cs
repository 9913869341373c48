using System.Diagnostics;
using System.Globalization;
using Cachekit.Backends;
using Cachekit.Backends.Hammer;

// hammer <directory> <seconds> <seed> <max size MB> <max entries> <keys> <max value bytes> <threads>
// write  <directory> <seed> <keys> <max value bytes>      (until it is killed; says "ready" after the first write)
static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

switch (args)
{
    case ["hammer", var directory, var seconds, var seed, var sizeMb, var entries, var keys, var length, var threads]:
    {
        var backend = new FileBackend(new FileBackendOptions { Directory = directory, MaxSizeMb = Number(sizeMb), MaxEntryCount = Number(entries) });
        var clock = Stopwatch.StartNew();
        var limit = TimeSpan.FromSeconds(Number(seconds));
        var workers = Enumerable.Range(0, Number(threads))
            .Select(i => new Worker(backend, (Number(seed) * 1000) + i, Number(keys), Number(length)))
            .ToArray();
        await Task.WhenAll(workers.Select(worker => Task.Run(() => worker.RunAsync(_ => clock.Elapsed < limit))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workers.Sum(w => w.Operations)} operations, {workers.Sum(w => w.Hits)} hits"));
        return 0;
    }

    case ["write", var directory, var seed, var keys, var length]:
    {
        var backend = new FileBackend(new FileBackendOptions { Directory = directory, FlushToDisk = false });
        var random = new Random(Number(seed));
        for (var first = true; ; first = false)
        {
            var key = $"key-{random.Next(Number(keys))}";
            backend.Set(key, HammerValue.Create(key, random.Next(HammerValue.MinLength, Number(length)), random), null);
            if (first)
            {
                Console.WriteLine("ready");
            }
        }
    }

    default:
        Console.Error.WriteLine("Unknown arguments.");
        return 2;
}
