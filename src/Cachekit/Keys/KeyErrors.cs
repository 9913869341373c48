namespace Cachekit.Keys;

/// <summary>The exceptions for arguments that have no form in a key.</summary>
internal static class KeyErrors
{
    public const int MaxDepth = 64;

    /// <summary>How deep all arguments of a key that is shared with other SDKs are nested at most, the array that holds them included.</summary>
    public const int MaxInteropDepth = 32;

    public static CacheKeyException OutOfRange(string where, string type) => new(
        $"{where} is a {type} outside -2^63 to 2^64-1, the integers that a cache key can hold: pass it as text, or leave it out of the key with [CacheIgnore].");

    public static CacheKeyException LoneSurrogate(string where) => new(
        $"{where} holds a UTF-16 surrogate without its partner, which has no UTF-8 form, so two different texts could share one cache key: pass well-formed text, or the UTF-16 data as byte[].");

    public static CacheKeyException NotUtc(string where, DateTimeKind kind) => new(
        $"{where} is a DateTime of kind {kind}, which names no instant that all machines agree on: pass a DateTimeOffset, a DateTime of kind Utc (DateTime.SpecifyKind), or a DateOnly.");

    public static CacheKeyException DuplicateKey(string where) => new(
        $"{where} is a dictionary with two keys that are one key by value: give it keys that differ by value, not only by its comparer.");

    public static CacheKeyException TooDeep(string? where, int limit = MaxDepth) => new(
        $"{where ?? "An argument"} is nested more than {limit} levels deep, or contains itself: pass what identifies it, for example its id.");

    public static CacheKeyException NotFinite(string where) => new(
        $"{where} is NaN or infinite, which no key that is shared with other SDKs can hold: pass a finite number, or null for the absence of one.");

    public static CacheKeyException NotUtcInterop(string where, DateTimeKind kind) => new(
        $"{where} is a DateTime of kind {kind}, which names no instant that all machines agree on: pass a DateTimeOffset, or a DateTime of kind Utc (DateTime.SpecifyKind).");

    public static CacheKeyException NotInterop(string where, string type) => new(
        $"{where} is a {type}, which has no form in keys that are shared with other SDKs: pass a number, string, bool, byte[], Guid, DateTimeOffset, enum, decimal, or an array, a set or a string-keyed dictionary of these.");

    public static CacheKeyException NonStringKey(string where) => new(
        $"{where} is a dictionary with a key that is no string, and keys that are shared with other SDKs hold string-keyed ones only: convert its keys to strings, or pass the pairs as a list.");

    public static CacheKeyException TooLong(string where) => new(
        $"{where} does not fit into a cache key: pass what identifies it, for example a hash or an id.");

    public static CacheKeyException DerivedType(string where, Type declared, Type actual) => new(
        $"{where} is declared as {declared} but is a {actual}, whose own state the key would not see: declare the parameter with the type that is passed, or mark the members that identify it with [CacheKey].");

    public static CacheKeyException OpenType(string where, Type type) => new(
        $"{where} has a type parameter as its type, which is {type} here; only numbers, enums, strings, Guid, dates and times and their nullable forms work there: declare the parameter with its actual type, pass what identifies it, or leave it out of the key with [CacheIgnore].");
}
