using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Keys;

/// <content>What the visitor has against a type.</content>
internal sealed partial class KeyPartVisitor
{
    private KeyPart Refuse(ITypeSymbol type, string reason)
    {
        if (_path.Count > 0)
        {
            // What to do with a member is said by the message.
            reason = reason.IndexOf("; pass ", StringComparison.Ordinal) is var wayOut and > 0 ? reason.Substring(0, wayOut) : reason;
            return RefuseMember(type, SymbolEqualityComparer.Default.Equals(type, root) ? reason : $"'{Display(type)}' has no place in a key: {reason}");
        }

        var detail = SymbolEqualityComparer.Default.Equals(type, root) ? reason : $"'{Display(type)}' in it has no place in a key: {reason}";
        return Report(type, Finding.Create(
            DiagnosticIds.KeyTypeUnsupported, name, RootName, detail.IndexOf(';') < 0 ? detail + "; pass what identifies it, for example an id" : detail));
    }

    private KeyPart RefuseSequence(ITypeSymbol type, string reason, string instead) => _path.Count > 0 || !SymbolEqualityComparer.Default.Equals(type, root)
        ? Refuse(type, $"{reason}; declare it as '{instead}'")
        : Report(type, Finding.Create(DiagnosticIds.KeySequenceEnumerableOnce, name, RootName, reason, instead));

    private KeyPart RefuseClass(ITypeSymbol type) => _path.Count > 0
        ? RefuseMember(type, $"'{Display(type)}' is a class that is no record, so nothing says which of its members identify it")
        : Report(type, Finding.Create(DiagnosticIds.KeyClassWithoutValueEquality, name, Display(type)));

    private KeyPart RefuseMember(ITypeSymbol type, string reason) =>
        Report(type, Finding.Create(DiagnosticIds.KeyMemberUnsupported, name, RootName, string.Join(".", _path), reason));

    /// <summary>The members on the way, without the type that the first of them names.</summary>
    private string MemberPath()
    {
        var path = string.Join(".", _path);
        return path.Substring(path.LastIndexOf(RootName + ".", StringComparison.Ordinal) is var at and >= 0 ? at + RootName.Length + 1 : path.IndexOf('.') + 1);
    }

    /// <summary>The compiler has already said what is wrong with such a type; the finding only keeps the key from being emitted.</summary>
    private KeyPart Unknown(ITypeSymbol type) => Refuse(type, "the type is not known, see the error of the compiler; repair its name or add its using");

    private KeyPart Report(ITypeSymbol type, Finding finding)
    {
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }

        return KeyPart.Of(TypeName(type), "null", KeyTraits.Best);
    }
}
