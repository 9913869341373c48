using Cachekit.CodeFixes.Tests.Infrastructure;
using Cachekit.CodeFixes.Values;

namespace Cachekit.CodeFixes.Tests.Values;

/// <summary>CACHEKIT212.</summary>
public sealed class IncludeMembersTests
{
    private const string Points = "public partial class Points { [Cache] public partial Task<List<Point>> GetAsync(int id); private Task<List<Point>> GetCoreAsync(int id) => Task.FromResult<List<Point>>([]); }\n";

    [Fact]
    public Task FieldsOfAllTypes_AreIncluded() => FixRun.VerifyAsync(
        new IncludeMembersCodeFix(),
        "CACHEKIT212",
        Points + """
        public struct Point
        {
            /// <summary>To the right.</summary>
            public int X, Y; // Both at once.

            public static int Count;

            [Obsolete("Flat.")]
            public Height Z;
        }

        public class Height
        {
            internal double Meters { get; set; }
            public bool IsHigh => Meters > 8000;
        }
        """,
        Points + """
        public struct Point
        {
            /// <summary>To the right.</summary>
            [CacheInclude]
            public int X, Y; // Both at once.

            public static int Count;

            [Obsolete("Flat.")]
            [CacheInclude]
            public Height Z;
        }

        public class Height
        {
            [CacheInclude]
            internal double Meters { get; set; }
            public bool IsHigh => Meters > 8000;
        }
        """,
        "Store the members of 'Point' and 'Height' with [CacheInclude]");

    [Theory]
    [InlineData("public class Point { private int _x; public int X() => _x; }")]
    [InlineData("public class Point { public int X; private int _y; public int Y() => _y++; }")]
    [InlineData("public class Point { public readonly int X = 1; }")]
    [InlineData("public class Point { private int X { get; set; } public int Get() => X; }")]
    public Task StateThatWouldBeLost_IsNotLeftBehind(string type) => FixRun.VerifyNothingAsync(new IncludeMembersCodeFix(), "CACHEKIT212", Points + type);
}
