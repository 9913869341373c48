using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Finds settings of one name, and settings that contain themselves.</summary>
/// <param name="root">The type.</param>
/// <param name="prefix">What the variables begin with.</param>
/// <param name="report">Takes what is wrong.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class SettingKeys(INamedTypeSymbol root, string prefix, Report report, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<INamedTypeSymbol> _open = [root];

    /// <summary>Adds a member and what is in it.</summary>
    /// <returns>Whether reading it ends, and takes nothing that another member has.</returns>
    public bool Add(SettingSymbol member, string key, string variable)
    {
        var type = SettingTypeReader.Underlying(member.Type);
        return SettingTypeReader.IsNested(type)
            ? AddNested((INamedTypeSymbol)type, member, member.Name, key, variable)
            : Add(_variables, variable, member.Name, member) && Add(_paths, key, member.Name, member);
    }

    private bool Add(Dictionary<string, string> names, string name, string path, SettingSymbol member)
    {
        if (names.TryGetValue(name, out var other))
        {
            report.Add(member.Location, DiagnosticIds.SettingKeyTwice, other, path, names == _variables ? prefix + name : name);
            return false;
        }

        names.Add(name, path);
        return true;
    }

    private bool AddNested(INamedTypeSymbol type, SettingSymbol member, string path, string key, string variable)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (SymbolEqualityComparer.Default.Equals(type, root))
        {
            report.Add(member.Location, DiagnosticIds.SettingsInCircle, member.Name, root.ToMessage(), path);
            return false;
        }

        foreach (var open in _open)
        {
            // A circle that does not lead through this type is reported where it does.
            if (SymbolEqualityComparer.Default.Equals(open, type))
            {
                return false;
            }
        }

        _open.Add(type);
        var isFine = true;
        foreach (var nested in SettingsTypeParser.Members(type, cancellationToken) ?? [])
        {
            var (innerKey, innerVariable) = SettingsTypeParser.NamesOf(nested);
            var inner = SettingTypeReader.Underlying(nested.Type);
            var innerPath = $"{path}.{nested.Name}";
            innerKey = $"{key}:{innerKey}";
            innerVariable = $"{variable}_{innerVariable}";
            isFine &= SettingTypeReader.IsNested(inner)
                ? AddNested((INamedTypeSymbol)inner, member, innerPath, innerKey, innerVariable)
                : Add(_variables, innerVariable, innerPath, member) && Add(_paths, innerKey, innerPath, member);
        }

        _open.RemoveAt(_open.Count - 1);
        return isFine;
    }
}
