namespace Cachekit.Generators.Models;

/// <summary>What a method gives back.</summary>
internal enum ReturnKind
{
    Unsupported,
    Void,
    Value,
    Task,
    ValueTask,
    TaskOfValue,
    ValueTaskOfValue,

    /// <summary>A stream; its value is the list of its items.</summary>
    Stream,
}

internal static class ReturnKinds
{
    public static bool HasValue(this ReturnKind kind) => kind is ReturnKind.Value or ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue or ReturnKind.Stream;

    /// <summary>Whether the method returns a task. One that returns a stream has returned before anything has happened.</summary>
    public static bool IsAsync(this ReturnKind kind) => kind is not (ReturnKind.Unsupported or ReturnKind.Void or ReturnKind.Value or ReturnKind.Stream);
}
