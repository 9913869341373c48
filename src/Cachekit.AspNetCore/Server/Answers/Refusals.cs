using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary>Every refusal that the server knows.</summary>
internal static class Refusals
{
    public static readonly Refusal Unauthorized = new(
        StatusCodes.Status401Unauthorized, "unauthorized: send 'Authorization: Bearer <api key>' with a key that this server knows");

    public static readonly Refusal KeysUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, "the api key could not be looked up: try again") { Retry = true };

    public static readonly Refusal NotFound = new(StatusCodes.Status404NotFound, "not found");

    public static readonly Refusal EntryMethod = Method("GET, HEAD, PUT, DELETE");
    public static readonly Refusal TtlMethod = Method("GET, PATCH");
    public static readonly Refusal LockMethod = Method("POST, DELETE");
    public static readonly Refusal HealthMethod = Method("GET");

    public static readonly Refusal L1Status = BadRequest($"{CacheHeaders.L1Status} must be hit, miss or disabled with this class of api key");

    public static readonly Refusal KeyEncoding = BadRequest("the key in the path is not percent-encoded UTF-8");
    public static readonly Refusal KeyLength = BadRequest("the key must have 1 to 400 characters");
    public static readonly Refusal KeyCharacters = BadRequest("the key may have letters, digits and _ . : - only");
    public static readonly Refusal KeyTraversal = BadRequest("the key must not contain two dots in a row");
    public static readonly Refusal KeyNamespace = BadRequest(
        "a key that starts with ns: or nsapi: must go on with a namespace of 1 to 64 letters, digits, _ and -, a colon, and a name");

    public static readonly Refusal WrongSpace = Forbidden("this class of api key may not change keys with this prefix");
    public static readonly Refusal NotGranted = Forbidden("the api key is not granted the namespace of this key");

    public static readonly Refusal Ttl = BadRequest($"{CacheHeaders.Ttl} must be one whole number of seconds from 1 to 2592000");
    public static readonly Refusal StaleTtl = BadRequest($"{CacheHeaders.StaleTtl} must be one whole number of seconds from 0 to 2591999");
    public static readonly Refusal StaleWithoutTtl = BadRequest($"{CacheHeaders.StaleTtl} needs {CacheHeaders.Ttl}");
    public static readonly Refusal TotalTtl = BadRequest("the life and the stale window together must not exceed 2592000 seconds");

    public static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "the value is too large");

    public static readonly Refusal TtlBody = BadRequest("the body must be JSON with a whole number of seconds from 1 to 2592000: {\\\"ttl\\\": 3600}");
    public static readonly Refusal Stale = new(
        StatusCodes.Status409Conflict, "the entry is past its freshness: only a PUT makes it fresh again");

    public static readonly Refusal LockBody = BadRequest("the body must be JSON with a whole number of milliseconds within the limit: {\\\"timeout_ms\\\": 5000}");
    public static readonly Refusal LockId = BadRequest($"{CacheHeaders.LockId} is missing");

    public static readonly Refusal TooManyLocks = new(
        StatusCodes.Status429TooManyRequests, "too many locks are held: release some, or let them end") { Retry = true };

    public static readonly Refusal BodyTimeout = new(StatusCodes.Status408RequestTimeout, "the body did not arrive in time") { Close = true };
    public static readonly Refusal BadBody = new(StatusCodes.Status400BadRequest, "the body could not be read") { Close = true };

    public static readonly Refusal StorageFault = new(
        StatusCodes.Status503ServiceUnavailable, "the storage is not available: try again") { Retry = true };

    public static readonly Refusal Failure = new(StatusCodes.Status500InternalServerError, "the server failed");

    private static Refusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    private static Refusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    private static Refusal Method(string allow) => new(StatusCodes.Status405MethodNotAllowed, "method not allowed") { Allow = allow };
}
