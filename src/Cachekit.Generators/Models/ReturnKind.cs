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
}

internal static class ReturnKinds
{
    public static bool HasValue(this ReturnKind kind) => kind is ReturnKind.Value or ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue;

    public static bool IsAsync(this ReturnKind kind) => kind is not (ReturnKind.Unsupported or ReturnKind.Void or ReturnKind.Value);
}
