using System;
using System.Threading.Tasks;

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
        Console.WriteLine($"{first?.Price:0} call, {second?.Price:0} call, {third?.Price:0} calls");
    }
}
