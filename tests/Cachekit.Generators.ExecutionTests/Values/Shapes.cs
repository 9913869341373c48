using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>Types as users declare them.</summary>
public static class Shapes
{
    public enum ByteSized : byte
    {
        None = 0,
        Most = byte.MaxValue,
    }

    public enum SByteSized : sbyte
    {
        None = 0,
        Least = sbyte.MinValue,
    }

    public enum Int16Sized : short
    {
        None = 0,
        Least = short.MinValue,
    }

    public enum UInt16Sized : ushort
    {
        None = 0,
        Most = ushort.MaxValue,
    }

    public enum UInt32Sized : uint
    {
        None = 0,
        Most = uint.MaxValue,
    }

    public enum Int64Sized : long
    {
        None = 0,
        Least = long.MinValue,
    }

    [Flags]
    public enum UInt64Sized : ulong
    {
        None = 0,
        Highest = 1UL << 63,
    }

    public record Product(int Id, string Name, decimal Price)
    {
        public IReadOnlyList<string?> Tags { get; init; } = [];

        public string? Note { get; set; } = "none";

        public decimal Twice => Price * 2;
    }

    public sealed record Special(int Id, string Name, int Discount) : Product(Id, Name, 1.00m);

    public readonly record struct Money(long Amount, string Currency);

    public struct Point
    {
        public int X { get; set; }

        public int Y { get; set; }
    }

    public readonly struct Size(int width, int height)
    {
        public int Width { get; } = width;

        public int Height { get; } = height;
    }

    public sealed class Reading(double value, int count = 7)
    {
        public double Value { get; } = value;

        public int Count { get; } = count;

        public string Unit { get; init; } = "";
    }

    public sealed class Account
    {
        public required int Id { get; init; }

        public required string Owner { get; set; }

        public string Kind { get; set; } = "kind";
    }

    public sealed class Settings
    {
        public string? Name { get; set; } = "name";

        public ByteSized Level { get; set; }

        public List<Settings> Children { get; set; } = [];

        public Dictionary<string, int[]?> Numbers { get; set; } = [];
    }

    public abstract class Employee
    {
        public string Name { get; set; } = "";

        public virtual int Age { get; set; }
    }

    public sealed class Manager : Employee
    {
        public int Reports { get; set; }
    }

    public sealed class Counter
    {
#pragma warning disable CA1051 // A public field is what is tested.
        [CacheInclude]
        public int Total;
#pragma warning restore CA1051

        [CacheInclude]
        internal string? Last;
    }

    public sealed class Session
    {
        public int Id { get; set; }

        [CacheIgnore]
        public string? Secret { get; set; } = "default";
    }

    public sealed record Box<T>(T Value);

    public sealed record Tree(int Value, IReadOnlyList<Tree> Children);

    public sealed class Link
    {
        public int Value { get; set; }

        public Link? Next { get; set; }
    }

    [JsonDerivedType(typeof(Cat), "cat")]
    [JsonDerivedType(typeof(Dog), "dog")]
    public abstract record Animal(string Name);

    public sealed record Cat(string Name, int Lives) : Animal(Name);

    public sealed record Dog(string Name, ImmutableArray<string> Tricks) : Animal(Name);

    public static class Shop
    {
        public sealed record Shelf(int Number, Shelf.Board[] Boards)
        {
            public sealed record Board(int Height);
        }
    }

    public sealed class @class
    {
        public int @event { get; set; }

        public int Größe { get; set; }
    }

    public sealed record Nothing;

    public sealed record Everything(
        bool Flag,
        int Number,
        double Real,
        decimal Price,
        string? Text,
        Guid Id,
        DateTimeOffset At,
        BigInteger Big,
        int? Maybe,
        byte[]? Bytes,
        ImmutableArray<string?> Names,
        Dictionary<string, Money> Prices,
        (int Id, string? Name) Pair,
        Tree Root);
}
