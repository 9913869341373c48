using System.Text;
using static Cachekit.Testing.Contract.ContractCases;

namespace Cachekit.Testing.Contract;

internal static class KeyCases
{
    private const string LettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static IReadOnlyList<CacheBackendContractCase> All { get; } =
    [
        Case("keys/shortest", "A key of one character is a key.", ShortestAsync),
        Case("keys/longest", "Keys of the greatest length work, and are told apart by their last character.", LongestAsync),
        Case("keys/characters", "Every allowed character works in a key, and none is changed or taken for another.", CharactersAsync),
        Case("keys/apart", "Keys that resemble each other are different keys: upper and lower case, or one at the beginning of the other.", ApartAsync),
        Case(
            "keys/hostile",
            "A key with other characters is refused, with an ArgumentException or a permanent CacheBackendException, or works as it is; it never reaches another entry.",
            HostileAsync),
    ];

    private static async Task ShortestAsync(ContractRun run)
    {
        var value = TestBytes.Make(10);
        await run.Calls.SetAsync("k", value, ContractRun.LongLife).ConfigureAwait(false);
        await run.RequireHoldsAsync("k", value, "under a key of one character").ConfigureAwait(false);
        run.RequireEqual(true, await run.Calls.DeleteAsync("k").ConfigureAwait(false), "Delete of a key of one character");
    }

    private static Task LongestAsync(ContractRun run)
    {
        var filled = run.Key("").PadRight(run.Subject.MaxKeyLength - 1, 'x');
        return RequireApartAsync(run, [filled, filled + "a", filled + "b"]);
    }

    private static Task CharactersAsync(ContractRun run)
    {
        var characters = (LettersAndDigits + "-:" + run.Subject.KeyCharacters).Distinct().ToArray();
        var room = run.Subject.MaxKeyLength - run.Key("").Length;
        var together = characters.Chunk(room).Select(chunk => new string(chunk));
        var alone = characters.Select(static character => "c" + character + "c");
        return RequireApartAsync(run, [.. together.Concat(alone).Distinct().Select(run.Key)]);
    }

    private static Task ApartAsync(ContractRun run) =>
        RequireApartAsync(run, [.. ((string[])["a", "A", "aa", "aA", "a:", "a:a", "a:A", "a-", "a0", "a00", "0", "00", "user:1", "user:10", "User:1"]).Select(run.Key)]);

    private static async Task HostileAsync(ContractRun run)
    {
        var witness = run.Key("witness");
        var truth = TestBytes.Make(30);
        string[] hostile =
        [
            run.Key(" "), run.Key("a b"), run.Key("\r\n"), run.Key("\n"), run.Key("\0"), run.Key("\t"), run.Key("\u007F"), run.Key("é"), run.Key("e\u0301"), run.Key("日本"),
            run.Key("🔑"), run.Key("\uD800"), run.Key("\uD801"), run.Key("\uFFFD"), run.Key("../a"), run.Key("a/../b"), run.Key("%2F"), run.Key("/"), run.Key("?a=b#c"),
            run.Key($"a\r\ndelete {witness}\r\n"), run.Key($"a 0 0 1\r\n1\r\nset {witness} 0 0 1\r\n1\r\n"), run.Key($"\r\n*2\r\n$3\r\nDEL\r\n${witness.Length}\r\n{witness}\r\n"),
            run.Key("").PadRight(run.Subject.MaxKeyLength, 'x') + "y",
        ];
        await run.Calls.SetAsync(witness, truth, ContractRun.LongLife).ConfigureAwait(false);
        List<(string Key, byte[] Value)> accepted = [(witness, truth)];
        foreach (var key in hostile)
        {
            var value = TestBytes.Make(12, accepted.Count + 1);
            if (await IsAcceptedAsync(run, key, () => run.Calls.SetAsync(key, value, ContractRun.LongLife)).ConfigureAwait(false))
            {
                accepted.Add((key, value));
            }
            else
            {
                // What cannot be written cannot be asked for either, and harms nobody.
                await IsAcceptedAsync(run, key, async () => (await run.Calls.GetAsync(key).ConfigureAwait(false)).Dispose()).ConfigureAwait(false);
            }

            foreach (var (present, expected) in accepted)
            {
                await run.RequireHoldsAsync(present, expected, $"under '{Escape(present)}' after the write of '{Escape(key)}'").ConfigureAwait(false);
            }
        }

        foreach (var (key, _) in accepted)
        {
            run.RequireEqual(true, await run.Calls.DeleteAsync(key).ConfigureAwait(false), $"Delete of '{Escape(key)}'");
        }
    }

    private static async Task<bool> IsAcceptedAsync(ContractRun run, string key, Func<ValueTask> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (CacheBackendException exception)
        {
            run.RequireEqual(BackendErrorKind.Permanent, exception.Kind, $"the kind of the refusal of '{Escape(key)}'");
            return false;
        }
    }

    private static async Task RequireApartAsync(ContractRun run, IReadOnlyList<string> keys)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            await run.RequireMissingAsync(keys[i], $"under '{Escape(keys[i])}', which nobody wrote").ConfigureAwait(false);
            await run.Calls.SetAsync(keys[i], Encoding.UTF8.GetBytes(keys[i]), ContractRun.LongLife).ConfigureAwait(false);
        }

        foreach (var key in keys)
        {
            await run.RequireHoldsAsync(key, Encoding.UTF8.GetBytes(key), $"under '{Escape(key)}'").ConfigureAwait(false);
        }

        foreach (var key in keys)
        {
            run.RequireEqual(true, await run.Calls.DeleteAsync(key).ConfigureAwait(false), $"Delete of '{Escape(key)}'");
        }
    }

    private static string Escape(string key)
    {
        var text = new StringBuilder();
        foreach (var character in key)
        {
            text.Append(character is > ' ' and < '\u007F' ? character.ToString() : $"\\u{(int)character:X4}");
        }

        return text.ToString();
    }
}
