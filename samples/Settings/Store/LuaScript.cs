using System.Text.Json;
using System.Text.Json.Nodes;
using NLua;
using NLua.Exceptions;

namespace SettingsSample.Store;

/// <summary>Runs a script as Redis does: with <c>KEYS</c>, <c>ARGV</c>, <c>redis.call</c> and <c>cjson</c>.</summary>
internal static class LuaScript
{
    // Functions of .NET take a fixed number of arguments, so what takes any number is wrapped.
    private const string Prelude = """
        redis = { call = function(...) return host_call({...}) end }
        redis.pcall = redis.call
        cjson = { encode = function(value) return host_encode(value) end, decode = function(text) return host_decode(text) end }
        luanet, import, host = nil, nil, nil
        """;

    /// <param name="script">The text.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="call">Runs a command of Redis.</param>
    /// <exception cref="RedisErrorException">The script failed.</exception>
    public static object? Run(string script, string[] keys, string[] arguments, Func<string[], object?> call)
    {
        using var lua = new Lua();
        try
        {
            lua["host_call"] = (Func<LuaTable, object?>)(command => ToLua(lua, call([.. command.Values.Cast<object>().Select(static value => value.ToString()!)])) ?? false);
            lua["host_encode"] = (Func<object?, string>)(static value => ToJson(value)?.ToJsonString() ?? "null");
            lua["host_decode"] = (Func<string, object?>)(text => ToLua(lua, JsonNode.Parse(text)));
            lua.DoString(Prelude);
            lua["KEYS"] = ToLua(lua, keys);
            lua["ARGV"] = ToLua(lua, arguments);
            return lua.DoString(script) is [var result, ..] ? FromLua(result) : null;
        }
        catch (LuaException exception)
        {
            throw new RedisErrorException($"ERR Error running script: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    private static object? ToLua(Lua lua, object? value)
    {
        switch (value)
        {
            case JsonObject members:
                var fields = NewTable(lua);
                foreach (var (name, member) in members)
                {
                    fields[name] = ToLua(lua, member);
                }

                return fields;
            case JsonArray items:
                return ToLua(lua, items.Cast<object?>().ToArray());
            case JsonValue json:
                return json.GetValueKind() switch
                {
                    JsonValueKind.String => json.GetValue<string>(),
                    JsonValueKind.Number => json.TryGetValue<long>(out var whole) ? whole : json.GetValue<double>(),
                    var kind => kind is JsonValueKind.True,
                };
            case object?[] array:
                var list = NewTable(lua);
                for (var i = 0; i < array.Length; i++)
                {
                    list[(long)(i + 1)] = ToLua(lua, array[i]);
                }

                return list;
            default:
                return value;
        }
    }

    private static LuaTable NewTable(Lua lua) => (LuaTable)lua.DoString("return {}")[0];

    private static JsonNode? ToJson(object? value) => value switch
    {
        LuaTable table when IsList(table) => new JsonArray([.. Enumerable.Range(1, table.Keys.Count).Select(index => ToJson(table[(long)index]))]),
        LuaTable table => new JsonObject(table.Keys.Cast<object>().Select(key => KeyValuePair.Create(key.ToString()!, ToJson(table[key])))),
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        long whole => JsonValue.Create(whole),
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        _ => null,
    };

    private static object? FromLua(object? value) => value switch
    {
        LuaTable table => Enumerable.Range(1, table.Keys.Count).Select(index => FromLua(table[(long)index])).ToArray(),
        bool truth => truth ? 1L : null,
        double number => (long)number,
        _ => value,
    };

    private static bool IsList(LuaTable table) => table.Keys.Count > 0 && Enumerable.Range(1, table.Keys.Count).All(index => table[(long)index] is not null);
}
