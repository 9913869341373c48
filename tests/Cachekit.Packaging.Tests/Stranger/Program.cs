using System;
using System.Threading.Tasks;
using Cachekit;

namespace Stranger;

internal static class Program
{
    private static async Task Main()
    {
        var catalog = new Catalog();
        var first = await catalog.GetProductAsync(1).ConfigureAwait(false);
        var second = await catalog.GetProductAsync(1).ConfigureAwait(false);
        await catalog.ChangeAsync(1).ConfigureAwait(false);
        var third = await catalog.GetProductAsync(1).ConfigureAwait(false);
        await catalog.Cached.GetProduct.InvalidateAllAsync().ConfigureAwait(false);
        Console.WriteLine($"partial: {first?.Price:0} call, {second?.Price:0} call, {third?.Price:0} calls");

        await AskAsync(new PersonStoreCached(new PersonStore(), CachekitRuntime.Default)).ConfigureAwait(false);

        var weather = new Weather();
        var monday = await weather.GetAsync("Rome").ConfigureAwait(false);
        var tuesday = await weather.GetAsync("Rome").ConfigureAwait(false);
        await weather.ResetAsync("Rome").ConfigureAwait(false);
        var sunday = await weather.GetAsync("Rome").ConfigureAwait(false);
        Console.WriteLine($"intercepted: {monday} call, {tuesday} call, {sunday} calls");
    }

    private static async Task AskAsync(IPersonStore people)
    {
        var ada = await people.FindAsync("Ada").ConfigureAwait(false);
        var again = await people.FindAsync("Ada").ConfigureAwait(false);
        await people.RenameAsync("Ada").ConfigureAwait(false);
        var anew = await people.FindAsync("Ada").ConfigureAwait(false);
        Console.WriteLine($"decorated: {ada.Loads} call, {again.Loads} call, {anew.Loads} calls");
    }
}
