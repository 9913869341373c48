using System.Collections.ObjectModel;

namespace Cachekit;

/// <summary>The configuration is wrong. All problems are reported together, each with its source and what to write instead.</summary>
public class CacheConfigurationException : CachekitException
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheConfigurationException() => Problems = [];

    /// <summary>Makes an exception for one problem.</summary>
    /// <param name="message">The problem: where it is, what is wrong, what to write instead; never a secret's value.</param>
    public CacheConfigurationException(string message)
        : base(message) => Problems = new ReadOnlyCollection<string>([message]);

    /// <summary>Makes an exception for one problem with its cause.</summary>
    /// <param name="message">The problem: where it is, what is wrong, what to write instead; never a secret's value.</param>
    /// <param name="innerException">The cause.</param>
    public CacheConfigurationException(string message, Exception? innerException)
        : base(message, innerException) => Problems = new ReadOnlyCollection<string>([message]);

    /// <summary>Makes an exception for several problems.</summary>
    /// <param name="problems">The problems, at least one.</param>
    public CacheConfigurationException(IReadOnlyList<string> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>Every problem that was found.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(IReadOnlyList<string> problems) => problems is [var only]
        ? only
        : $"{problems.Count} problems in the Cachekit configuration:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", problems)}";
}
