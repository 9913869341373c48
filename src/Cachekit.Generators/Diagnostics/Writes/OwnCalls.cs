using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Diagnostics.Writes;

/// <summary>Which methods of a type call which others of it, and whether entries are removed on the way.</summary>
/// <remarks>
/// By names: overloads are one, so that of two that differ the better one counts. Nothing is bound for an idea, and what is followed too far only says less.
/// </remarks>
internal sealed class OwnCalls
{
    private readonly Dictionary<string, HashSet<string>> _called = new(StringComparer.Ordinal);
    private readonly HashSet<string> _invalidating;

    public OwnCalls(INamedTypeSymbol type, HashSet<string> annotated, HashSet<ISymbol> bodies, CancellationToken cancellationToken)
    {
        _invalidating = new HashSet<string>(annotated, StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.Constructor } method)
            {
                continue;
            }

            if (!_called.TryGetValue(method.Name, out var called))
            {
                _called.Add(method.Name, called = new HashSet<string>(StringComparer.Ordinal));
            }

            var invalidates = Read(method, called, annotated, cancellationToken);
            if (invalidates || bodies.Contains(method))
            {
                _invalidating.Add(method.Name);
            }
        }
    }

    /// <summary>Whether a method, or one that it calls, invalidates.</summary>
    public bool Invalidate(IMethodSymbol method) => Invalidates(method.Name, new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Whether a private method is only called by methods that invalidate themselves.</summary>
    public bool AreMadeByInvalidating(IMethodSymbol method) =>
        method.DeclaredAccessibility == Accessibility.Private && IsCovered(method.Name, new HashSet<string>(StringComparer.Ordinal));

    private bool Invalidates(string name, HashSet<string> seen)
    {
        if (_invalidating.Contains(name))
        {
            return true;
        }

        if (!seen.Add(name) || !_called.TryGetValue(name, out var called))
        {
            return false;
        }

        foreach (var next in called)
        {
            if (Invalidates(next, seen))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCovered(string name, HashSet<string> seen)
    {
        var isCalled = false;
        seen.Add(name);
        foreach (var pair in _called)
        {
            if (pair.Key == name || !pair.Value.Contains(name))
            {
                continue;
            }

            isCalled = true;
            if (!Invalidates(pair.Key, new HashSet<string>(StringComparer.Ordinal)) && (seen.Contains(pair.Key) || !IsCovered(pair.Key, seen)))
            {
                return false;
            }
        }

        return isCalled;
    }

    /// <summary>Collects what a method calls of its own object.</summary>
    /// <returns>Whether it uses something whose name says that it invalidates, or a method that does.</returns>
    private static bool Read(IMethodSymbol method, HashSet<string> called, HashSet<string> annotated, CancellationToken cancellationToken)
    {
        var invalidates = false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is not SimpleNameSyntax name)
                {
                    continue;
                }

                var text = name.Identifier.ValueText;
                invalidates |= text.StartsWith("Invalidate", StringComparison.Ordinal) || annotated.Contains(text);
                if (name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name || access.Expression.IsKind(SyntaxKind.ThisExpression))
                {
                    called.Add(text);
                }
            }
        }

        return invalidates;
    }
}
