using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;

namespace Cachekit.Benchmarks.Calls;

/// <summary>What does a call cost that memory answers, against a bare dictionary lookup of the same two arguments?</summary>
/// <remarks>
/// The regions are never the instances that were stored, so every lookup compares characters. The regions change from call to call, so that
/// the branch predictor does not learn one of them.
/// </remarks>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The process ends with the benchmark.")]
public class HitBenchmarks
{
    private const int Regions = 8;

    private readonly ConcurrentDictionary<(int, string), object> _dictionary = new();
    private readonly string[] _regions = new string[Regions];
    private readonly CachekitRuntime _runtime = new(new CachekitOptions { Encryption = { MasterKey = new string('1', 64) } }.UseNoBackend());
    private Users _users = null!;
    private AmbientUsers _ambientUsers = null!;
    private int _next;

    [GlobalSetup]
    public async Task Setup()
    {
        CachekitRuntime.Default = _runtime;
        _users = new Users(_runtime);
        _ambientUsers = new AmbientUsers();
        for (var i = 0; i < Regions; i++)
        {
            var region = $"region-{i:D2}";
            _dictionary[(42, region)] = new User(42, region, "a", "b", 1);
            await _users.GetUserAsync(42, region);
            await _users.GetUserTaskAsync(42, region);
            await _users.GetUserListAsync(42, region);
            await _users.GetSecureUserAsync(42, region);
            _users.GetUser(42, region);
            await _ambientUsers.GetUserAsync(42, region);
            _regions[i] = $"region-{i:D2}";
        }
    }

    [Benchmark(Baseline = true, Description = "ConcurrentDictionary<(int, string), object>")]
    public object Dictionary()
    {
        _dictionary.TryGetValue((42, Region()), out var user);
        return user!;
    }

    [Benchmark(Description = "ValueTask<User> (int, string)")]
    public ValueTask<User> ValueTask() => _users.GetUserAsync(42, Region());

    [Benchmark(Description = "ValueTask<User> (int, string), ambient runtime")]
    public ValueTask<User> Ambient() => _ambientUsers.GetUserAsync(42, Region());

    [Benchmark(Description = "Task<User> (int, string)")]
    public Task<User> TaskOfUser() => _users.GetUserTaskAsync(42, Region());

    [Benchmark(Description = "User (int, string), synchronous")]
    public User Synchronous() => _users.GetUser(42, Region());

    [Benchmark(Description = "ValueTask<List<int>> (int, string), 10 numbers decoded per hit")]
    public ValueTask<List<int>> Mutable() => _users.GetUserListAsync(42, Region());

    [Benchmark(Description = "ValueTask<User> (int, string), secure: decrypted and decoded per hit")]
    public ValueTask<User> Secure() => _users.GetSecureUserAsync(42, Region());

    private string Region() => _regions[_next++ & (Regions - 1)];
}
