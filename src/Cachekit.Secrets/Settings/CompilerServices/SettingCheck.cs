using System.ComponentModel;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>What a value has to be. For generated code; <see cref="SettingChecks"/> has them.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SettingCheck<T>
{
    private readonly Func<T, bool> _isRight;

    internal SettingCheck(Func<T, bool> isRight, string problem)
    {
        _isRight = isRight;
        Problem = problem;
    }

    /// <summary>What is wrong with a value that is refused, and what to write.</summary>
    internal string Problem { get; }

    /// <summary>The same check with a text of the user's own.</summary>
    /// <param name="problem">The text.</param>
    public SettingCheck<T> Saying(string problem) => new(_isRight, problem);

    internal bool Accepts(T value) => _isRight(value);
}
