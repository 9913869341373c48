namespace SettingsSample.Store;

/// <summary>Hashes in memory that answer the commands of Redis which a secrets client sends; one command, or one script, at a time.</summary>
internal sealed class RedisHashes
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Dictionary<string, string>> _hashes = new(StringComparer.Ordinal);

    /// <param name="command">Its name and arguments.</param>
    /// <returns><see langword="null"/>, a text, a <see cref="long"/>, or an array of these.</returns>
    /// <exception cref="RedisErrorException">Redis would answer an error.</exception>
    public object? Execute(IReadOnlyList<string> command)
    {
        lock (_lock)
        {
            return (command[0].ToUpperInvariant(), command.Count) switch
            {
                ("PING", 1) => "PONG",
                ("HGETALL", 2) => Hash(command[1]).SelectMany(static field => new object?[] { field.Key, field.Value }).ToArray(),
                ("HGET", 3) => Hash(command[1]).GetValueOrDefault(command[2]),
                ("HMGET", >= 3) => command.Skip(2).Select(field => (object?)Hash(command[1]).GetValueOrDefault(field)).ToArray(),
                ("HSET", >= 4) when command.Count % 2 == 0 => Set(command),
                ("HDEL", >= 3) => command.Skip(2).LongCount(field => Hash(command[1]).Remove(field)),
                ("DEL", >= 2) => command.Skip(1).LongCount(_hashes.Remove),
                ("EVAL", >= 3) => Evaluate(command),
                _ => throw new RedisErrorException($"ERR unknown command or wrong number of arguments for '{command[0]}'"),
            };
        }
    }

    private object? Evaluate(IReadOnlyList<string> command)
    {
        if (!int.TryParse(command[2], out var keys) || keys < 0 || keys > command.Count - 3)
        {
            throw new RedisErrorException("ERR value is not an integer or out of range");
        }

        return LuaScript.Run(command[1], [.. command.Skip(3).Take(keys)], [.. command.Skip(3 + keys)], Execute);
    }

    private long Set(IReadOnlyList<string> command)
    {
        if (!_hashes.TryGetValue(command[1], out var hash))
        {
            _hashes[command[1]] = hash = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        var added = 0L;
        for (var i = 2; i < command.Count; i += 2)
        {
            added += hash.ContainsKey(command[i]) ? 0 : 1;
            hash[command[i]] = command[i + 1];
        }

        return added;
    }

    private Dictionary<string, string> Hash(string key) => _hashes.GetValueOrDefault(key) ?? [];
}
