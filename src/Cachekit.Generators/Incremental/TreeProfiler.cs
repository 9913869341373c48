using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.Generators.Incremental;

/// <summary>Makes the profile of a file from its syntax.</summary>
/// <remarks>
/// It looks at declarations only and takes words from the text, comments and all: that is fast, and errs to the safe side. What is left out
/// are the bodies of methods, because no model depends on them, with two exceptions: those that can use the parameters of a primary
/// constructor, since a value that keeps one cannot be stored, and those with directives, which may go on behind them.
/// </remarks>
internal sealed class TreeProfiler
{
    private const string Attribute = nameof(Attribute);

    private static readonly ConditionalWeakTable<SyntaxTree, TreeProfile> Known = new();

    private readonly string _text;
    private readonly List<TextSpan> _bodies = [];
    private readonly HashSet<int> _declared = [];
    private readonly HashSet<int> _partial = [];
    private readonly HashSet<int> _partialWithParameters = [];
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private bool _hasAlias;
    private bool _hasAnnotatedMethod;
    private bool _hasAttributedMethod;

    private TreeProfiler(string text) => _text = text;

    /// <summary>The profile of a file: of one that has not changed the same as before.</summary>
    public static TreeProfile Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(tree, out var profile))
        {
            profile = new TreeProfiler(tree.GetText(cancellationToken).ToString()).Create(tree, cancellationToken);
            profile = Known.GetValue(tree, _ => profile);
        }

        return profile;
    }

    private TreeProfile Create(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        var isGlobal = root.AttributeLists.Count > 0;
        var hasGlobalAlias = false;
        foreach (var directive in root.Usings)
        {
            var isForAll = !directive.GlobalKeyword.IsKind(SyntaxKind.None);
            isGlobal |= isForAll;
            hasGlobalAlias |= isForAll && directive.Alias is not null;
            _hasAlias |= directive.Alias is not null;
        }

        foreach (var member in root.Members)
        {
            Visit(member, "");
        }

        // The same text can mean something else with other symbols of the preprocessor.
        var options = unchecked((ulong)tree.Options.GetHashCode());
        var mentioned = new HashSet<int>();
        var start = TextHash.Add(TextHash.Start, options);
        var declarations = start;
        var isUnreadable = false;
        var next = 0;
        foreach (var body in _bodies)
        {
            Scan(next, body.Start);
            next = body.End;

            // That there is a body is part of the declaration: without it this is the other part of a partial method.
            declarations = TextHash.Add(declarations, 1);
        }

        Scan(next, _text.Length);
        return new TreeProfile(tree)
        {
            Text = TextHash.Add(TextHash.Add(start, tree.FilePath, 0, tree.FilePath.Length), _text, 0, _text.Length),
            Declarations = declarations,
            Declared = [.. _declared],
            Mentioned = [.. mentioned],
            Namespaces = [.. _namespaces],
            Partial = [.. _partial],
            PartialWithParameters = [.. _partialWithParameters],
            IsGlobal = isGlobal,
            IsUnreadable = isUnreadable,
            HasGlobalAlias = hasGlobalAlias,
            HasAnnotatedMethod = _hasAnnotatedMethod || (_hasAttributedMethod && _hasAlias),
            HasAttributedMethod = _hasAttributedMethod,
        };

        void Scan(int from, int to)
        {
            declarations = TextHash.Add(declarations, _text, from, to);
            for (var i = from; i < to; i++)
            {
                if (!SyntaxFacts.IsIdentifierStartCharacter(_text[i]))
                {
                    isUnreadable |= _text[i] == '\\' && i + 1 < to && _text[i + 1] is 'u' or 'U';
                    continue;
                }

                var end = i + 1;
                while (end < to && SyntaxFacts.IsIdentifierPartCharacter(_text[end]))
                {
                    // Characters that only say how to write others do not count in a name.
                    isUnreadable |= _text[end] > 127 && char.GetUnicodeCategory(_text[end]) == UnicodeCategory.Format;
                    end++;
                }

                mentioned.Add(TextHash.OfWord(_text, i, end));
                i = end - 1;
            }
        }
    }

    private void Visit(MemberDeclarationSyntax member, string container)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax declaration:
                VisitNamespace(declaration, container);
                break;
            case TypeDeclarationSyntax type:
                VisitType(type, container);
                break;
            case EnumDeclarationSyntax declaration:
                Declare(declaration.Identifier.ValueText);
                break;
            case DelegateDeclarationSyntax declaration:
                Declare(declaration.Identifier.ValueText);
                break;
            case MethodDeclarationSyntax method:
                VisitMethod(method, keepsBody: true);
                break;
            case GlobalStatementSyntax:
                Declare(WellKnownMemberNames.TopLevelStatementsEntryPointTypeName);
                break;
        }
    }

    private void VisitNamespace(BaseNamespaceDeclarationSyntax declaration, string container)
    {
        var name = new StringBuilder(container);
        foreach (var token in declaration.Name.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                name.Append('.').Append(token.ValueText);
            }
        }

        _namespaces.Add(name.ToString());
        foreach (var directive in declaration.Usings)
        {
            _hasAlias |= directive.Alias is not null;
        }

        foreach (var member in declaration.Members)
        {
            Visit(member, name.ToString());
        }
    }

    private void VisitType(TypeDeclarationSyntax type, string container)
    {
        Declare(type.Identifier.ValueText);
        var name = TextHash.OfWord(type.Identifier.ValueText);
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            _partial.Add(name);
            if (type.ParameterList is not null)
            {
                _partialWithParameters.Add(name);
            }
        }

        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax method)
            {
                VisitMethod(method, keepsBody: type.ParameterList is not null);
            }
            else
            {
                Visit(member, container);
            }
        }
    }

    private void VisitMethod(MethodDeclarationSyntax method, bool keepsBody)
    {
        if (method.AttributeLists.Count > 0)
        {
            _hasAttributedMethod = true;
            _hasAnnotatedMethod |= AttributeNames.HasOurs(method);
        }

        var body = method.Body?.Span ?? method.ExpressionBody?.Span ?? default;
        if (!keepsBody && body.Length > 0 && _text.IndexOf('#', body.Start, body.Length) < 0)
        {
            _bodies.Add(body);
        }
    }

    private void Declare(string name)
    {
        _declared.Add(TextHash.OfWord(name));

        // It is mentioned in brackets without its ending.
        if (name.Length > Attribute.Length && name.EndsWith(Attribute, StringComparison.Ordinal))
        {
            _declared.Add(TextHash.OfWord(name, 0, name.Length - Attribute.Length));
        }
    }
}
