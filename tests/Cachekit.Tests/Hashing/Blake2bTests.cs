using System.Diagnostics;
using Cachekit.Hashing;

namespace Cachekit.Tests.Hashing;

public class Blake2bTests
{
    // Made with hashlib.blake2b(bytes((i * 7 + 3) & 255 for i in range(length)), digest_size=size).
    [Theory]
    [InlineData(0, 2, "b1fe")]
    [InlineData(0, 32, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")]
    [InlineData(0, 64, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData(1, 32, "e88bd757ad5b9bedf372d8d3f0cf6c962a469db61a265f6418e1ffed86da29ec")]
    [InlineData(63, 32, "a69e023685fa5f19fca13acc02142a9cf8450ce5b77966586e0d000c4a4ea942")]
    [InlineData(64, 32, "586c0dd87616ec042093edc5f87f880d37ca73618e99b03d5850ce9be478721f")]
    [InlineData(127, 32, "c9ae3859964b35f04c54b36d33cf299d7290ee621005d28e51598a943560aaaa")]
    [InlineData(128, 2, "8e63")]
    [InlineData(128, 32, "f0501d06597880592bc49234eef100ec1ff349058d0e9d9b753504e24af86dd6")]
    [InlineData(128, 64, "2d9e329f42afa3601d646692b81c13e87fcaff5bf15972e9813d7373cb6d181f9599f4d513d4af4fd6ebd37497aceb29aba5ee23ed764d8510b552bd088814fb")]
    [InlineData(129, 32, "a34a4e1e03c541dfbf3099c4b6c143c022ced65c28bd7e8a10e0a098461aecf0")]
    [InlineData(255, 32, "f2d64a40e9412a3414161ff6250075225418fd7c271c1123e162e1bca0de9f93")]
    [InlineData(256, 32, "d93ebb9c802f5630ab22516fd82b6c21bc8bd551d531349b715f046ed11ed871")]
    [InlineData(257, 2, "b7cf")]
    [InlineData(257, 32, "4ce481b24d387422d2bc2baa03d1afd55a1327939ff537c71eb9b38709268649")]
    [InlineData(257, 64, "9f1975efca45e7b74b020975d4d2c22802906ed8bfefca51ac497bd23147fc8f303890d8e5471ab6caaa02362e831a9e8d3435279912ccd4842c7806b096c348")]
    [InlineData(1000, 32, "d62b6c768ce1afc8367e0498ab2f8e3f7c178c35b1429f14c4604b545d200f52")]
    public void Digest_IsThatOfTheReference(int length, int size, string expected) => Assert.Equal(expected, Hex(Message(length), size));

    [Fact]
    public void ShorterDigest_IsNoPrefix() => Assert.False(Hex(Message(10), 64).StartsWith(Hex(Message(10), 32), StringComparison.Ordinal));

    [Fact]
    public void SerializerCode_IsTheTwoByteDigest() => Assert.Equal("23d5", Hex("cbor"u8.ToArray(), 2));

    [Fact]
    public async Task Digests_AreThoseOfPython()
    {
        var random = new Random(7);
        var messages = Enumerable.Range(0, 200).Select(_ => (Size: random.Next(1, 65), Bytes: RandomBytes(random, random.Next(0, 700)))).ToList();
        var script = "import sys, hashlib\nfor line in sys.stdin:\n    size, _, data = line.strip().partition(' ')\n    print(hashlib.blake2b(bytes.fromhex(data), digest_size=int(size)).hexdigest())";
        var start = new ProcessStartInfo("python3", ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process? python;
        try
        {
            python = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed; the reference digests of the other test cover the same code.");
            return;
        }

        using (python)
        {
            await python!.StandardInput.WriteAsync(string.Concat(messages.Select(static message => $"{message.Size} {Convert.ToHexStringLower(message.Bytes)}\n")));
            python.StandardInput.Close();
            var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Equal(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), messages.Select(static message => Hex(message.Bytes, message.Size)));
        }
    }

    private static byte[] Message(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)((i * 7) + 3))];

    private static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Hex(byte[] message, int size)
    {
        var digest = new byte[size];
        Blake2b.Hash(message, digest);
        return Convert.ToHexStringLower(digest);
    }
}
