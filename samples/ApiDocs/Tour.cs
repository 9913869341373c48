using System.Diagnostics;
using Cachekit;

namespace ApiDocs;

/// <summary>Asks three questions, each first cold and then from memory, and prints what answered and how long it took.</summary>
internal static class Tour
{
    private const int Rounds = 10;
    private const int Hits = 200_000;

    public static async Task RunAsync(DocumentationCatalog catalog)
    {
        Console.WriteLine($"{"question",-40}{"first answer from",-19}{"took",12}{"from memory",14}");
        var fromBackend = 0;

        fromBackend += await AskAsync("FindMemberAsync(\"System.String.Join\")", () => catalog.Cached.FindMember.Info, async times =>
        {
            for (var i = 0; i < times; i++)
            {
                await catalog.FindMemberAsync("System.String.Join");
            }
        });
        fromBackend += await AskAsync("CountMembers(\"System.String\")", () => catalog.Cached.CountMembers.Info, times =>
        {
            for (var i = 0; i < times; i++)
            {
                catalog.CountMembers("System.String");
            }

            return Task.CompletedTask;
        });
        fromBackend += await AskAsync("SearchAsync(\"leap second\", 5)", () => catalog.Cached.Search.Info, async times =>
        {
            for (var i = 0; i < times; i++)
            {
                await catalog.SearchAsync("leap second", 5);
            }
        });

        Console.WriteLine();
        Console.WriteLine(fromBackend switch
        {
            3 => "All answers came from the backend, where an earlier run had left them: the source was not asked.",
            0 when catalog.Cached.FindMember.Info.Backend is not null => "Run it again: the answers will come from the backend.",
            0 => "There is no backend: the next run asks the source again.",
            _ => $"{fromBackend} of 3 answers came from the backend; the others had expired, and the source was asked.",
        });
    }

    /// <param name="question">What is asked, for the table.</param>
    /// <param name="info">The method's settings and counters.</param>
    /// <param name="ask">Asks a number of times in a row.</param>
    /// <returns>1 when the backend answered.</returns>
    private static async Task<int> AskAsync(string question, Func<CachedMethodInfo> info, Func<int, Task> ask)
    {
        var started = Stopwatch.GetTimestamp();
        await ask(1);
        var first = Stopwatch.GetElapsedTime(started);
        var answered = Answered.By(info());

        // The best round: the runtime makes the loop faster while it runs, and other programs make it slower.
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            started = Stopwatch.GetTimestamp();
            await ask(Hits);
            var elapsed = Stopwatch.GetElapsedTime(started);
            best = elapsed < best ? elapsed : best;
        }

        Console.WriteLine($"{question,-40}{answered,-19}{first.TotalMilliseconds,9:F1} ms{best.TotalNanoseconds / Hits,11:F1} ns");
        return info().BackendHits > 0 ? 1 : 0;
    }
}
