using Cachekit.CompilerServices;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Pipeline;

/// <summary>Whose budget the memory of a namespace has.</summary>
public sealed class MemoryBudgetTests
{
    private const int BudgetDiffers = 1005;

    private readonly World _world = new();

    [Fact]
    public async Task BudgetOfAMethod_LimitsItsNamespace()
    {
        using var runtime = _world.LocalRuntime();
        var small = Method("small", 1).In(runtime);
        var large = Method("large", null).In(runtime);

        for (var id = 0; id < 20; id++)
        {
            await small.CallAsync(id, new string('x', 100_000));
            await large.CallAsync(id, new string('x', 100_000));
        }

        Assert.InRange(small.Info.LocalBytes, 500_000, 1024 * 1024);
        Assert.Equal(20, large.Info.LocalEntries);
    }

    [Fact]
    public async Task BudgetThatIsSaidLater_CountsForWhatIsThereAlready()
    {
        using var runtime = _world.LocalRuntime();
        var first = Method("shop", null).In(runtime);
        for (var id = 0; id < 20; id++)
        {
            await first.CallAsync(id, new string('x', 100_000));
        }

        Method("shop", 1).In(runtime);

        Assert.InRange(first.Info.LocalBytes, 1, 1024 * 1024);
        Assert.DoesNotContain(1005, _world.Logs.Ids);
    }

    [Fact]
    public void FirstMethodThatSaysOne_Decides_AndTheOthersAreLoggedOnce()
    {
        using var runtime = _world.LocalRuntime();
        Method("shop", 2).In(runtime);
        Method("shop", 2).In(runtime);
        Method("shop", 3).In(runtime);
        Method("shop", 4).In(runtime);
        Method("other", 4).In(runtime);

        var line = Assert.Single(_world.Logs.Lines, line => line.Id == 1005);
        Assert.Equal((LogLevel.Warning, BudgetDiffers), (line.Level, line.Id));
        Assert.Contains("wants 3 MB of memory for the namespace shop, which has 2 MB", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAttributesSay_WinsOverOptions_InWhicheverOrderMethodsAreUsed()
    {
        using var runtime = _world.LocalRuntime(options => options.Defaults.LocalMaxSizeMb = 50);
        var first = Method("shop", null).In(runtime);
        for (var id = 0; id < 20; id++)
        {
            await first.CallAsync(id, new string('x', 100_000));
        }

        Assert.Equal(20, first.Info.LocalEntries);
        Method("shop", 1).In(runtime);
        Method("shop", null).In(runtime);

        Assert.InRange(first.Info.LocalBytes, 1, 1024 * 1024);
        Assert.DoesNotContain(1005, _world.Logs.Ids);
    }

    [Fact]
    public async Task OptionsOfAPreset_AreABudgetToo()
    {
        using var runtime = _world.LocalRuntime(options => options.Presets.Production.LocalMaxSizeMb = 1);
        var method = Method(null, null).In(runtime);
        for (var id = 0; id < 20; id++)
        {
            await method.CallAsync(id, new string('x', 100_000));
        }

        Assert.InRange(method.Info.LocalBytes, 500_000, 1024 * 1024);
    }

    [Fact]
    public async Task PriorityOfAMethod_DecidesWhatLeaves()
    {
        using var runtime = _world.LocalRuntime(options => options.Defaults.LocalMaxSizeMb = 1);
        var low = World.Texts<IntKey>(static definition => definition with { Policy = new() { Priority = CachePriority.Low } }).In(runtime);
        var high = World.Texts<IntKey>(static definition => definition with { Policy = new() { Priority = CachePriority.High } }).In(runtime);
        await high.CallAsync(0, new string('x', 100_000));
        for (var id = 0; id < 20; id++)
        {
            await low.CallAsync(id, new string('x', 100_000));
        }

        Assert.Equal(1, high.Info.LocalEntries);
        Assert.InRange(low.Info.LocalEntries, 1, 5);
    }

    private static CachedMethod<IntKey, string?> Method(string? ns, int? budget) =>
        World.Texts<IntKey>(definition => definition with { Namespace = ns, Policy = new CachePolicyOptions { LocalMaxSizeMb = budget } });
}
