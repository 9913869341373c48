using System.Globalization;
using Cachekit;
using Cachekit.Backends;
using Cachekit.Fleet;

// Each command reads one line from the standard input before it begins, so that the members of a fleet begin together.
// stampede <redis url> <id> <callers> <body milliseconds>            one cold key, many callers
// read     <redis url> <truth file> <shelf>                          reads until the next line
// write    <redis url> <truth file> <shelf> <from> <to> <pause ms>   writes numbers, and invalidates with each
// outage   <redis url> <seconds>                                     calls all the time, and says how long they took
static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static CachekitRuntime Fleet(string url, bool isPatient = true)
{
    var options = new CachekitOptions { LoggerFactory = null }.UseRedis(options =>
    {
        options.Url = url;

        // Eight processes on two cores: an answer may take its time.
        options.SocketTimeout = TimeSpan.FromSeconds(10);
        options.SocketConnectTimeout = TimeSpan.FromSeconds(10);
    });
    options.Resilience.Timeout.Enabled = !isPatient;
    return new CachekitRuntime(options);
}

ThreadPool.SetMinThreads(16, 16);
switch (args)
{
    case ["stampede", var url, var id, var callers, var milliseconds]:
    {
        await using var runtime = Fleet(url);
        var shop = new Shop(runtime, "", TimeSpan.FromMilliseconds(Number(milliseconds)), static _ => Console.WriteLine("body"));

        // Connected and compiled before it begins.
        await shop.MakeAsync(-Environment.ProcessId);
        Console.WriteLine("ready");
        Console.ReadLine();
        var answers = await Task.WhenAll(Enumerable.Range(0, Number(callers)).Select(_ => Task.Run(async () => await shop.MakeAsync(Number(id)))));
        Console.WriteLine($"answers {string.Join('|', answers.Distinct())}");
        return 0;
    }

    case ["read", var url, var truth, var shelf]:
    {
        await using var runtime = Fleet(url);
        var shop = new Shop(runtime, truth, TimeSpan.Zero);
        var observation = new Observation();
        await shop.ReadAsync(Number(shelf));
        Console.WriteLine("ready");
        var end = Task.Run(Console.ReadLine);
        while (!end.IsCompleted)
        {
            var askedAt = Observation.Now;
            observation.Saw(await shop.ReadAsync(Number(shelf)), askedAt);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        foreach (var line in observation.Lines)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"reads {observation.Reads} of which memory {shop.Cached.Read.Info.LocalHits}");
        return 0;
    }

    case ["write", var url, var truth, var shelf, var from, var to, var pause]:
    {
        await using var runtime = Fleet(url);
        var shop = new Shop(runtime, truth, TimeSpan.Zero);
        await shop.ReadAsync(Number(shelf));
        Console.WriteLine("ready");
        Console.ReadLine();
        for (var number = Number(from); number <= Number(to); number++)
        {
            await shop.WriteAsync(Number(shelf), number);
            while (true)
            {
                try
                {
                    // The call above tells nobody when the backend is away; a write counts from when it is known to have arrived.
                    await shop.Cached.Read.InvalidateAsync(Number(shelf));
                    break;
                }
                catch (CacheBackendException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                }
            }

            Console.WriteLine($"wrote {number} {Observation.Now}");
            await Task.Delay(TimeSpan.FromMilliseconds(Number(pause)), TimeProvider.System);
        }

        return 0;
    }

    case ["outage", var url, var seconds]:
        return await Outage.RunAsync(() => Fleet(url, isPatient: false), TimeSpan.FromSeconds(Number(seconds)));

    default:
        Console.Error.WriteLine("Unknown arguments.");
        return 2;
}
