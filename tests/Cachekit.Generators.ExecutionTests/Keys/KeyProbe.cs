using Cachekit.Tests.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>Checks that memory, the text key and plain equality agree about which arguments are the same.</summary>
internal sealed class KeyProbe : IDisposable
{
    public Scene Scene { get; } = new();

    /// <summary>All pairs of a few telling arguments.</summary>
    public void Agrees<T>(Func<T, int> call, Func<T, string> key, Func<T, T, bool> same, params ReadOnlySpan<T> values)
    {
        foreach (var left in values)
        {
            foreach (var right in values)
            {
                Check(call, key, same, left, right);
            }
        }
    }

    /// <summary>Random pairs; values with parts have to come from a small range, so that equal ones that are two objects meet.</summary>
    public void Agrees<T>(Func<T, int> call, Func<T, string> key, Func<T, T, bool> same, Gen<T> values) =>
        Any.Holds(
            Gen.OneOf(values.Two().Select(pair => (Left: pair.Item1, Right: pair.Item2)), values.Select(value => (Left: value, Right: value))),
            pair => Check(call, key, same, pair.Left, pair.Right));

    public void Dispose() => Scene.Dispose();

    private bool Check<T>(Func<T, int> call, Func<T, string> key, Func<T, T, bool> same, T left, T right)
    {
        var expected = same(left, right);
        var (leftRun, rightRun) = (call(left), call(right));
        Assert.True(expected == (leftRun == rightRun), $"In memory '{left}' and '{right}' are {(expected ? "two entries" : "one entry")}.");
        Assert.True(expected == (key(left) == key(right)), $"In the backend '{left}' and '{right}' are {(expected ? "two entries" : "one entry")}.");

        // The text key is the one under which the value really is.
        Assert.NotNull(Scene.Backend.Peek(key(left)));
        return true;
    }
}
