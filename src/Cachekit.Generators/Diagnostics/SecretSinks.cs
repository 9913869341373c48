using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Knows the calls whose arguments people read.</summary>
internal static class SecretSinks
{
    private const string Logging = "Microsoft.Extensions.Logging.";

    /// <summary>What a call is, as a message names it, or null where it writes nothing.</summary>
    public static string? Of(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (method.HasAttribute(Logging + "LoggerMessageAttribute") || method.PartialDefinitionPart?.HasAttribute(Logging + "LoggerMessageAttribute") == true)
        {
            return $"'{method.Name}'";
        }

        var type = method.ContainingType;
        if (type is null)
        {
            return null;
        }

        if (type.Is(Logging + "LoggerExtensions") || (method.Name is "Log" or "BeginScope" && IsLogger(type)))
        {
            return $"'{method.Name}'";
        }

        var isWrite = method.Name.StartsWith("Write", StringComparison.Ordinal);
        if (type.Is("System.Console") ? isWrite : isWrite && IsConsoleStream(invocation.Instance))
        {
            return "the console";
        }

        return (type.Is("System.Diagnostics.Debug") || type.Is("System.Diagnostics.Trace")) && (isWrite || method.Name is "Print" or "Fail" or "Assert" || method.Name.StartsWith("Trace", StringComparison.Ordinal))
            ? $"'{type.Name}.{method.Name}'"
            : null;
    }

    /// <summary>Whether an object is an exception, whose message ends in logs and answers.</summary>
    public static bool IsException(IObjectCreationOperation creation)
    {
        for (var type = creation.Type as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (type.Is("System.Exception"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLogger(INamedTypeSymbol type)
    {
        if (type.Is(Logging + "ILogger"))
        {
            return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.Is(Logging + "ILogger"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsConsoleStream(IOperation? instance) => instance is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: { } type } } && type.Is("System.Console");
}
