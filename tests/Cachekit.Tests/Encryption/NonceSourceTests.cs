using System.Buffers.Binary;
using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class NonceSourceTests
{
    private readonly PlainForkMark _mark = new();
    private readonly InstanceIds _ids;

    public NonceSourceTests() => _ids = new InstanceIds(_mark);

    [Fact]
    public void Nonces_CountUpBehindTheirInstance()
    {
        var source = new NonceSource(_ids);

        var first = Next(source);
        var second = Next(source);

        Assert.Equal((0u, 1u), (first.Count, second.Count));
        Assert.Equal(first.Instance, second.Instance);
        Assert.Equal(NonceSource.Budget - 2, source.Remaining);
    }

    [Fact]
    public void Instances_CountUpFromARandomStart()
    {
        var first = Next(new NonceSource(_ids)).Instance;
        var second = Next(new NonceSource(_ids)).Instance;
        var elsewhere = Next(new NonceSource(new InstanceIds(new PlainForkMark()))).Instance;

        Assert.Equal(unchecked(first + 1), second);
        Assert.NotInRange(unchecked(elsewhere - first), 0ul, 1000ul);
    }

    [Fact]
    public void LastNonce_IsFollowedByErrorsAndNeverByAWrap()
    {
        var source = new NonceSource(_ids, first: 0xFFFFFFFD);
        Assert.Equal(2, source.Remaining);

        Assert.Equal(0xFFFFFFFD, Next(source).Count);
        Assert.Equal(0xFFFFFFFE, Next(source).Count);

        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(EncryptionErrorKind.NoncesExhausted, Assert.Throws<CacheEncryptionException>(() => Next(source)).Kind);
            Assert.Equal(0, source.Remaining);
        }
    }

    [Fact]
    public void CipherWithoutNonces_StillDecrypts()
    {
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var cipher = new EntryCipher(keyring, "t", _ids, firstCount: 0xFFFFFFFE);
        var binding = new EntryBinding("k", false);
        var last = cipher.Encrypt([1], in binding);

        Assert.Equal(EncryptionErrorKind.NoncesExhausted, Assert.Throws<CacheEncryptionException>(() => cipher.Encrypt([1], in binding)).Kind);
        Assert.Equal(0, cipher.RemainingEncryptions);
        Assert.Equal([1], cipher.Decrypt(last, in binding));
    }

    [Fact]
    public void CopiedProcess_TakesNewInstancesFromANewStart()
    {
        var one = new NonceSource(_ids);
        var other = new NonceSource(_ids);
        var before = Next(one);
        Next(other);

        _mark.Write(0);
        Assert.Equal(NonceSource.Budget, one.Remaining);
        var copies = new[] { Next(one), Next(other), Next(new NonceSource(_ids)) };

        Assert.All(copies, copy => Assert.NotInRange(unchecked(copy.Instance - before.Instance), 0ul, 1000ul));
        Assert.Equal(3, copies.Select(copy => copy.Instance).Distinct().Count());
        Assert.All(copies, copy => Assert.Equal(0u, copy.Count));
        Assert.Equal(copies[0] with { Count = 1 }, Next(one));
    }

    [Fact]
    public void CopyOfACopy_TakesNewInstancesAgain()
    {
        var source = new NonceSource(_ids);
        var instances = new HashSet<ulong>();
        for (var generation = 0; generation < 5; generation++)
        {
            Assert.True(instances.Add(Next(source).Instance));
            Assert.False(instances.Add(Next(source).Instance));
            _mark.Write(0);
        }
    }

    [Fact]
    public void ThreadsOfACopiedProcess_NeverShareANonce()
    {
        const int Threads = 8;
        const int Each = 200;
        var source = new NonceSource(_ids);
        for (var round = 0; round < 50; round++)
        {
            _mark.Write(0);
            var taken = new (ulong Instance, uint Count)[Threads * Each];
            using var barrier = new Barrier(Threads);
            var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                barrier.SignalAndWait();
                for (var i = 0; i < Each; i++)
                {
                    taken[(thread * Each) + i] = Next(source);
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.Equal(taken.Length, taken.Distinct().Count());
        }
    }

    private static (ulong Instance, uint Count) Next(NonceSource source)
    {
        Span<byte> nonce = stackalloc byte[NonceSource.Size];
        source.Next(nonce);
        return (BinaryPrimitives.ReadUInt64BigEndian(nonce), BinaryPrimitives.ReadUInt32BigEndian(nonce[8..]));
    }
}
