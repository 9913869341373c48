using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Cachekit.Encryption;

namespace Cachekit.Benchmarks.Encryption;

/// <summary>What do keys, nonces and bindings cost on top of a bare <see cref="AesGcm"/> that one thread has for itself?</summary>
/// <remarks>A plaintext of 1 KiB, under a cache key of usual length.</remarks>
[MemoryDiagnoser]
public class EncryptionBenchmarks : IDisposable
{
    private const string CacheKey = "ns:catalog:func:Shop.ProductCatalog.GetProductAsync:args:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc:1s";

    private readonly byte[] _plaintext = new byte[1024];
    private readonly byte[] _stored = new byte[1024 + EntryCipher.Overhead];
    private readonly byte[] _target = new byte[1024 + EntryCipher.Overhead];
    private readonly byte[] _opened = new byte[1024];
    private readonly byte[] _bareStored = new byte[1024 + EntryCipher.Overhead];
    private readonly byte[] _additional = Encoding.UTF8.GetBytes(new string('x', 40) + CacheKey);
    private readonly EntryBinding _binding = new(CacheKey, Compressed: true);
    private ulong _nonce;
    private AesGcm _bare = null!;
    private Keyring _keyring = null!;
    private EntryCipher _cipher = null!;

    [GlobalSetup]
    public void Setup()
    {
        RandomNumberGenerator.Fill(_plaintext);
        var key = RandomNumberGenerator.GetBytes(32);
        _bare = new AesGcm(key, 16);
        _keyring = Keyring.FromRawKeys(key);
        _cipher = new EntryCipher(_keyring);
        _cipher.Encrypt(_plaintext, _stored, in _binding);
        BareEncryptInto(_bareStored);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _bare.Dispose();
        _cipher.Dispose();
        _keyring.Dispose();
    }

    [Benchmark]
    public void Bare_Encrypt() => BareEncryptInto(_target);

    [Benchmark]
    public void Bare_Decrypt() => BareDecryptFrom(_bareStored);

    [Benchmark(Baseline = true)]
    public void Bare_Both()
    {
        BareEncryptInto(_target);
        BareDecryptFrom(_target);
    }

    [Benchmark]
    public int Cipher_Encrypt() => _cipher.Encrypt(_plaintext, _target, in _binding);

    [Benchmark]
    public int Cipher_Decrypt() => _cipher.Decrypt(_stored, _opened, in _binding, out _);

    [Benchmark]
    public int Cipher_Both()
    {
        _cipher.Encrypt(_plaintext, _target, in _binding);
        return _cipher.Decrypt(_target, _opened, in _binding, out _);
    }

    [Benchmark]
    public byte[] Cipher_BothIntoNewArrays() => _cipher.Decrypt(_cipher.Encrypt(_plaintext, in _binding), in _binding);

    private void BareEncryptInto(Span<byte> stored)
    {
        BinaryPrimitives.WriteUInt64BigEndian(stored, ++_nonce);
        _bare.Encrypt(stored[..12], _plaintext, stored[12..^16], stored[^16..], _additional);
    }

    private void BareDecryptFrom(ReadOnlySpan<byte> stored) => _bare.Decrypt(stored[..12], stored[12..^16], stored[^16..], _opened, _additional);
}
