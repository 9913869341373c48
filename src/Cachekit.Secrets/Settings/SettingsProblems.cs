using Cachekit.Secrets.CompilerServices;

namespace Cachekit.Secrets;

/// <summary>What is wrong with settings that were read; <c>partial void Validate(SettingsProblems problems)</c> of a settings type adds to it.</summary>
public sealed class SettingsProblems
{
    private readonly SettingsReader _reader;

    internal SettingsProblems(SettingsReader reader) => _reader = reader;

    /// <summary>Adds what is wrong with one setting. Its name, and where its value comes from, are put in front.</summary>
    /// <param name="member">The member, by <c>nameof</c>.</param>
    /// <param name="problem">What is wrong and what to write instead, for example <c>must be below MaxPoolSize</c>. It is logged: no value of a secret.</param>
    public void Add(string member, string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(member);
        ArgumentException.ThrowIfNullOrEmpty(problem);
        _reader.AddProblem(member, problem);
    }

    /// <summary>Adds what is wrong with the settings as a whole.</summary>
    /// <param name="problem">What is wrong and what to write instead. It is logged: no value of a secret.</param>
    public void Add(string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(problem);
        _reader.AddProblem(null, problem);
    }
}
