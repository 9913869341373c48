using System.Buffers;

namespace Cachekit.Secrets;

/// <summary>What stores say when something went wrong. Nothing of an answer is repeated but the name of an error.</summary>
internal static class RedenvErrors
{
    private static readonly SearchValues<char> InNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The store was asked and said no.</summary>
    /// <param name="store">Its name.</param>
    /// <param name="message">What it said; its first word counts, which Redis makes the name of the error.</param>
    public static SecretsException Refused(string store, string message) => NameOf(message) switch
    {
        "NOAUTH" or "WRONGPASS" or "UNAUTHORIZED" => BadToken(store),
        "NOPERM" or "READONLY" => new SecretsException(
            SecretsErrorCode.InvalidToken, $"{store} does not allow this to the user or token that asks ({NameOf(message)}): reading needs HGETALL and HGET, writing EVAL, HGET and HSET. A read-only token cannot set secrets."),
        "WRONGTYPE" => new SecretsException(SecretsErrorCode.UnknownError, $"{store} has something else than a hash where Redenv keeps a project: check the names of project and environment."),
        "LOADING" or "BUSY" or "CLUSTERDOWN" or "MASTERDOWN" or "TRYAGAIN" => Away(store, $"it cannot answer now ({NameOf(message)})", null),
        var name => new SecretsException(SecretsErrorCode.UnknownError, $"{store} answered with an error{(name.Length == 0 ? "" : $" ({name})")}: check that it is a Redis of version 4 or later, with EVAL."),
    };

    public static SecretsException BadToken(string store) => new(
        SecretsErrorCode.InvalidToken,
        $"{store} refuses the token or password that it was given: copy the REST token of the database (or its password, for a Redis URL) anew. It is not the redenv_sk_ token.");

    public static SecretsException Away(string store, string why, Exception? cause) => new(
        SecretsErrorCode.UnknownError, $"{store} could not be reached: {why}. Check its address, and whether this machine can reach it.", cause) { IsStoreAway = true };

    private static string NameOf(string message)
    {
        var end = message.AsSpan().IndexOfAnyExcept(InNames);
        return end < 0 ? message.Length <= 20 ? message : "" : end <= 20 && message[end] == ' ' ? message[..end] : "";
    }
}
