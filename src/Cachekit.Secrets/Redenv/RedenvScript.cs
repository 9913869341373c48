namespace Cachekit.Secrets;

/// <summary>The script that writes a version, in one step and on one key, so that no writer loses the version of another and a cluster can run it.</summary>
/// <remarks>
/// <para>Older versions stay as the text that they are. Writing them again from what <c>cjson</c> has read would turn an empty array into an object and large numbers
/// into rounded ones, in members that other clients may have written.</para>
/// <para>The ciphertext of a version is there once only, since its iv is random. So a request whose answer was lost can be sent again: the version that is there
/// already is the answer.</para>
/// <para>What is no JSON array is replaced, as the other clients do.</para>
/// </remarks>
internal static class RedenvScript
{
    /// <summary>KEYS[1]: the hash. ARGV: the field, the version behind its number, its ciphertext, and the limit. Returns the number, and whether something that was no history was replaced.</summary>
    public const string Text = """
        local text = redis.call('HGET', KEYS[1], ARGV[1])
        local items, last, broken = {}, 0, 0
        if text then
          local ok, history = pcall(cjson.decode, text)
          if ok and type(history) == 'table' and string.find(text, '^%s*%[') then
            for _, entry in ipairs(history) do
              if type(entry) == 'table' and entry.value == ARGV[3] then
                return { tonumber(entry.version), 0 }
              end
            end
            if type(history[1]) == 'table' then
              last = math.floor(tonumber(history[1].version) or 0)
            end
            local depth, start, position = 0, 1, 1
            while true do
              local at, _, mark = string.find(text, '([%[%]{},"])', position)
              if not at then break end
              position = at + 1
              if mark == '"' then
                local found
                repeat
                  local stop
                  stop, _, found = string.find(text, '(["\\])', position)
                  position = stop + (found == '"' and 1 or 2)
                until found == '"'
              elseif mark == '[' or mark == '{' then
                depth = depth + 1
                if depth == 1 then start = position end
              elseif mark == ',' then
                if depth == 1 then
                  items[#items + 1] = string.sub(text, start, at - 1)
                  start = position
                end
              else
                depth = depth - 1
                if depth == 0 and #history > 0 then
                  items[#items + 1] = string.sub(text, start, at - 1)
                end
              end
            end
          else
            broken = 1
          end
        end
        table.insert(items, 1, '{"version":' .. string.format('%.0f', last + 1) .. ARGV[2])
        local limit = tonumber(ARGV[4])
        if limit > 0 then
          while #items > limit do
            table.remove(items)
          end
        end
        redis.call('HSET', KEYS[1], ARGV[1], '[' .. table.concat(items, ',') .. ']')
        return { last + 1, broken }
        """;
}
