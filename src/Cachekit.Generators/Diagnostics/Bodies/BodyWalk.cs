using System.Collections.Concurrent;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>The walk from the body of one cached method over all members of its type that the body uses.</summary>
/// <param name="body">The method and its body.</param>
/// <param name="members">What each member of the type does.</param>
/// <param name="writtenLater">The members that are assigned outside of constructors.</param>
internal sealed class BodyWalk(CachedBody body, ConcurrentDictionary<ISymbol, MemberFacts> members, HashSet<ISymbol> writtenLater)
{
    private const int MostMembers = 200;

    private readonly HashSet<ISymbol> _inKey = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly List<MemberFacts> _facts = [];

    public void Report(HashSet<Location> reported, Action<Diagnostic> report)
    {
        Key();
        Walk();
        var name = body.Method.ToMessage();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var facts in _facts)
        {
            // The walk takes the code from its end.
            for (var i = facts.Reads.Count - 1; i >= 0; i--)
            {
                var (symbol, location) = facts.Reads[i];
                if (!_inKey.Contains(symbol) && !_written.Contains(symbol) && Why(symbol) is { } why && seen.Add(symbol) && reported.Add(location))
                {
                    report(Diagnostic.Create(KeyDescriptors.StateNotInKey, location, name, Kind(symbol), symbol.Name, why, Instead(symbol)));
                }
            }

            for (var i = facts.Ambient.Count - 1; i >= 0; i--)
            {
                var read = facts.Ambient[i];
                if (!_inKey.Contains(read.Symbol) && seen.Add(read.Symbol) && reported.Add(read.Location))
                {
                    report(Diagnostic.Create(KeyDescriptors.AmbientStateRead, read.Location, name, read.Name, read.State.What, read.State.InsteadFor(body.Place)));
                }
            }
        }
    }

    /// <summary>What is in the key: the marked members, and what their getters read.</summary>
    private void Key()
    {
        foreach (var member in body.Marked)
        {
            _inKey.Add(member.OriginalDefinition);
            if (member is IPropertySymbol { GetMethod: { } getter } && members.TryGetValue(getter.OriginalDefinition, out var facts))
            {
                foreach (var read in facts.Reads)
                {
                    _inKey.Add(read.Symbol);
                }

                foreach (var read in facts.Ambient)
                {
                    _inKey.Add(read.Symbol);
                }
            }
        }
    }

    private void Walk()
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<IMethodSymbol>();
        pending.Enqueue(body.Body.OriginalDefinition);
        while (pending.Count > 0 && _facts.Count < MostMembers)
        {
            var next = pending.Dequeue();
            if (!seen.Add(next) || (next.AssociatedSymbol is { } property && _inKey.Contains(property)) || !members.TryGetValue(next, out var facts))
            {
                continue;
            }

            _facts.Add(facts);
            _written.UnionWith(facts.Written);
            foreach (var call in facts.Calls)
            {
                pending.Enqueue(call);
            }
        }
    }

    private string? Why(ISymbol symbol) =>
        StateRules.CanChange(symbol, writtenLater.Contains(symbol)) ? "which can change"
        : IsMarkedElsewhere(symbol) ? null
        : StateRules.SaysWhose(symbol) ? "which says whose data it is"
        : StateRules.IsPartOfAValue(symbol) ? $"which is another one in another '{symbol.ContainingType.ToMessage()}'"
        : null;

    /// <summary>Whether a mark at the parameter of a constructor was meant for it: that is reported there.</summary>
    private static bool IsMarkedElsewhere(ISymbol symbol)
    {
        foreach (var constructor in symbol.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == symbol.Name && (parameter.HasAttribute(KnownNames.CacheKey) || parameter.HasAttribute(KnownNames.CacheTenant)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a property is made of a record's parameter.</summary>
    private static bool IsPositional(ISymbol symbol) =>
        symbol is IPropertySymbol { ContainingType.IsRecord: true, DeclaringSyntaxReferences: { Length: 1 } references } && references[0].GetSyntax() is ParameterSyntax;

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsStatic: true } => "the static field",
        IFieldSymbol => "the field",
        IPropertySymbol { IsStatic: true } => "the static property",
        IPropertySymbol => "the property",
        _ => "the constructor's parameter",
    };

    private string Instead(ISymbol symbol)
    {
        var pass = $"pass it to '{body.Method.BareName()}' as a parameter";
        if (symbol.IsStatic)
        {
            return $"Pass it to '{body.Method.BareName()}' as a parameter: static members cannot be in a key";
        }

        return body.Place switch
        {
            BodyPlace.Implementation =>
                $"The key has what the interface has: declare a property of '{body.Method.ContainingType.ToMessage()}' for it with [CacheKey] ([CacheTenant] where it is the tenant of a [Secure] method), or {pass}",
            BodyPlace.Itself when symbol is IParameterSymbol =>
                $"Keep it in an internal property with [CacheKey] ([CacheTenant] where the method is [Secure]), or {pass}",
            BodyPlace.Itself when symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal =>
                $"Make it internal, so that generated code can read it, and mark it with [CacheKey] ([CacheTenant] where it is the tenant of a [Secure] method), or {pass}",
            _ when symbol is IParameterSymbol => $"Keep it in a field with [CacheKey] ([CacheTenant] where the method is [Secure]), or {pass}",
            _ when IsPositional(symbol) => $"Mark it with [property: CacheKey] ([property: CacheTenant] where it is the tenant of a [Secure] method), or {pass}",
            _ => $"Mark it with [CacheKey] ([CacheTenant] where it is the tenant of a [Secure] method), or {pass}",
        };
    }
}
