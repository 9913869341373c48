using System.Reflection;
using Cachekit.Generators.Models.Interception;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Interception;

/// <summary>Asks the compiler how a call is named that shall be intercepted.</summary>
/// <remarks>
/// The compiler that this is built with has no such question; those of newer SDKs have it (4.12, stable since .NET SDK 9.0.200). So it is looked for once in whatever compiler
/// has loaded this.
/// </remarks>
internal sealed class InterceptableLocations
{
    private readonly Func<SemanticModel, InvocationExpressionSyntax, CancellationToken, CallLocationModel?>? _find;

    /// <param name="find">The question, or null where the compiler has none.</param>
    public InterceptableLocations(Func<SemanticModel, InvocationExpressionSyntax, CancellationToken, CallLocationModel?>? find) => _find = find;

    public static InterceptableLocations OfCompiler { get; } = new(FromCompiler());

    /// <summary>Whether the compiler can intercept calls.</summary>
    public bool AreKnown => _find is not null;

    /// <summary>The place of a call, or null where it is none that can be intercepted.</summary>
    public CallLocationModel? Of(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancellationToken) => _find?.Invoke(model, call, cancellationToken);

    private static Func<SemanticModel, InvocationExpressionSyntax, CancellationToken, CallLocationModel?>? FromCompiler()
    {
        var method = typeof(Microsoft.CodeAnalysis.CSharp.CSharpExtensions).GetMethod(
            "GetInterceptableLocation", [typeof(SemanticModel), typeof(InvocationExpressionSyntax), typeof(CancellationToken)]);
        if (method?.ReturnType.GetProperty("Version") is not { } version || method.ReturnType.GetProperty("Data") is not { } data)
        {
            return null;
        }

        var find = (Func<SemanticModel, InvocationExpressionSyntax, CancellationToken, object?>)method.CreateDelegate(
            typeof(Func<SemanticModel, InvocationExpressionSyntax, CancellationToken, object?>));
        return (model, call, cancellationToken) => find(model, call, cancellationToken) is { } found
            ? new CallLocationModel((int)version.GetValue(found), (string)data.GetValue(found))
            : null;
    }
}
