namespace Cachekit.Testing;

/// <summary>A backend broke a rule of the contract. The message says which one, what was expected and what happened.</summary>
public sealed class CacheBackendContractException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public CacheBackendContractException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Which rule was broken, what was expected and what happened.</param>
    public CacheBackendContractException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">Which rule was broken, what was expected and what happened.</param>
    /// <param name="innerException">The cause, for example what the backend threw.</param>
    public CacheBackendContractException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal CacheBackendContractException(string caseName, string expected, string actual, string message, Exception? innerException)
        : base(message, innerException)
    {
        CaseName = caseName;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The name of the case, for example <c>values/empty</c>; empty when the exception was made elsewhere.</summary>
    public string CaseName { get; } = "";

    /// <summary>What the rule asks for; empty when the exception was made elsewhere.</summary>
    public string Expected { get; } = "";

    /// <summary>What the backend did; empty when the exception was made elsewhere.</summary>
    public string Actual { get; } = "";
}
