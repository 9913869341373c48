using Cachekit.Invalidation;

namespace Cachekit.Tests.Invalidation;

public class InvalidationMessageTests
{
    private static readonly ulong[] Targets = [1, ulong.MaxValue, 0x0102030405060708];

    [Fact]
    public void Written_IsReadAgain()
    {
        var bytes = InvalidationMessage.Create(InvalidationKind.Entries, 5, 6, 7, Targets);

        Assert.True(InvalidationMessage.TryParse(bytes, out var message));
        Assert.Equal((InvalidationKind.Entries, 5UL, 6L, 7UL, 3), (message.Kind, message.Source, message.Stamp, message.Scope, message.Count));
        ulong[] read = [message[0], message[1], message[2]];
        Assert.Equal(Targets, read);
    }

    [Fact]
    public void Bytes_AreAsDocumented() => Assert.Equal(
        "01" + "04" + "0000000000000005" + "0000000000000006" + "0000000000000000" + "0001" + "0102030405060708",
        Convert.ToHexString(InvalidationMessage.Create(InvalidationKind.Tags, 5, 6, 0, [0x0102030405060708])));

    [Fact]
    public void Largest_FitsIntoTheLimit()
    {
        var bytes = InvalidationMessage.Create(InvalidationKind.Methods, 1, 1, 0, new ulong[InvalidationMessage.MaxTargets]);
        Assert.InRange(bytes.Length, InvalidationMessage.MaxSize - 8, InvalidationMessage.MaxSize);
        Assert.True(InvalidationMessage.TryParse(bytes, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => InvalidationMessage.Create(InvalidationKind.Methods, 1, 1, 0, new ulong[InvalidationMessage.MaxTargets + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => InvalidationMessage.Create(InvalidationKind.Methods, 1, 1, 0, []));
    }

    [Fact]
    public void AnyPartOfAMessage_IsNone()
    {
        var bytes = InvalidationMessage.Create(InvalidationKind.Entries, 5, 6, 7, Targets);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(InvalidationMessage.TryParse(bytes.AsSpan(0, length), out _));
        }

        Assert.False(InvalidationMessage.TryParse([.. bytes, 0], out _));
        Assert.False(InvalidationMessage.TryParse(new byte[InvalidationMessage.MaxSize * 2], out _));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(10, 0xFF)]
    [InlineData(26, 1)]
    [InlineData(27, 4)]
    public void WrongByte_IsRefused(int index, byte value)
    {
        var bytes = InvalidationMessage.Create(InvalidationKind.Entries, 5, 6, 7, Targets);
        bytes[index] = value;
        Assert.False(InvalidationMessage.TryParse(bytes, out _));
    }

    [Fact]
    public void StampOfZeroAndScopeOfOthers_AreRefused()
    {
        Assert.False(InvalidationMessage.TryParse(InvalidationMessage.Create(InvalidationKind.Entries, 5, 0, 7, Targets), out _));
        Assert.False(InvalidationMessage.TryParse(InvalidationMessage.Create(InvalidationKind.Tags, 5, 6, 7, Targets), out _));
    }

    [Fact]
    public void RandomBytes_NeverThrowAndWhatIsReadIsWhole()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var run = 0; run < 20_000; run++)
        {
            byte[] bytes;
            if (run % 2 == 0)
            {
                bytes = new byte[random.Next(0, 80)];
                random.NextBytes(bytes);
            }
            else
            {
                bytes = InvalidationMessage.Create((InvalidationKind)random.Next(1, 5), 5, 6, 0, new ulong[random.Next(1, 6)]);
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            if (InvalidationMessage.TryParse(bytes, out var message))
            {
                Assert.True(Enum.IsDefined(message.Kind), $"Seed {seed}, run {run}.");
                Assert.True(message.Count > 0 && message.Count <= InvalidationMessage.MaxTargets, $"Seed {seed}, run {run}.");
                _ = message[message.Count - 1];
            }
        }
    }
}
