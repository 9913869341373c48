using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>Reads the members of one settings type, and keeps what is wrong with all of them. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SettingsReader
{
    private readonly SettingsPlace _place;
    private readonly IReadOnlyList<SettingsSource> _sources;
    private readonly List<string> _problems;
    private readonly int _problemsBefore;
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);
    private bool _hasFound;

    private SettingsReader(SettingsPlace place, IReadOnlyList<SettingsSource> sources, List<string> problems)
    {
        _place = place;
        _sources = sources;
        _problems = problems;
        _problemsBefore = problems.Count;
    }

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsValid => _problems.Count == _problemsBefore;

    /// <summary>What the type's own validation finds wrong.</summary>
    public SettingsProblems Problems => new(this);

    /// <summary>A setting that must be there.</summary>
    /// <param name="member">The setting.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>Its value; nothing that could be used when it is missing or wrong, which is a problem then.</returns>
    public T Require<T>(SettingMember<T> member)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (Find(member) is { } found)
        {
            return Read(member, found);
        }

        var places = _sources.Select(source => source.Describe(KeyOf(member.Variable, member.Key))).ToArray();
        _problems.Add($"{_place.Name}.{member.Name} is missing. Set {Or(places)}.");
        return default!;
    }

    /// <summary>A setting that has a default.</summary>
    /// <param name="member">The setting.</param>
    /// <param name="value">Its value.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>Whether it is there and right; a wrong value is a problem, a missing one is none.</returns>
    public bool TryRead<T>(SettingMember<T> member, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (Find(member) is { } found)
        {
            var before = _problems.Count;
            value = Read(member, found);
            return _problems.Count == before;
        }

        _origins[member.Name] = $"the default, since there is no {Or([.. _sources.Select(source => source.Describe(KeyOf(member.Variable, member.Key)))])}";
        value = default;
        return false;
    }

    /// <summary>Settings in these settings, which must be there.</summary>
    /// <param name="name">The member.</param>
    /// <param name="key">Its name in the section.</param>
    /// <param name="variable">Its name in variables, without the prefix.</param>
    /// <typeparam name="T">The type of the settings.</typeparam>
    /// <returns>The settings; nothing that could be used when something in them is a problem.</returns>
    public T RequireNested<T>(string name, string key, string variable)
        where T : ISecretSettings<T>
    {
        var nested = Nested(name, key, variable, _problems);
        TryRead<T>(nested, out var settings);
        _hasFound |= nested._hasFound;
        return settings!;
    }

    /// <summary>Settings in these settings, which count as missing while none of theirs is there.</summary>
    /// <param name="name">The member.</param>
    /// <param name="key">Its name in the section.</param>
    /// <param name="variable">Its name in variables, without the prefix.</param>
    /// <param name="settings">The settings.</param>
    /// <typeparam name="T">The type of the settings.</typeparam>
    /// <returns>Whether they are there and right.</returns>
    public bool TryReadNested<T>(string name, string key, string variable, [MaybeNullWhen(false)] out T settings)
        where T : ISecretSettings<T>
    {
        var problems = new List<string>();
        var nested = Nested(name, key, variable, problems);
        var isRead = TryRead(nested, out settings);
        if (!nested._hasFound)
        {
            settings = default;
            return false;
        }

        _hasFound = true;
        _problems.AddRange(problems);
        return isRead;
    }

    /// <summary>Reads settings that are nested in no others.</summary>
    internal static bool TryReadAll<T>(IReadOnlyList<SettingsSource> sources, List<string> problems, [MaybeNullWhen(false)] out T settings)
        where T : ISecretSettings<T> => TryRead(new SettingsReader(T.Place, sources, problems), out settings);

    internal void AddProblem(string? member, string problem) => _problems.Add(
        member is null ? $"{_place.Name}: {problem}" : $"{_place.Name}.{member}{(_origins.TryGetValue(member, out var origin) ? $" ({origin})" : "")}: {problem}");

    private static bool TryRead<T>(SettingsReader reader, [MaybeNullWhen(false)] out T settings)
        where T : ISecretSettings<T>
    {
        try
        {
            return T.TryRead(reader, out settings);
        }
        catch (Exception exception)
        {
            // Constructors that refuse an argument repeat it in the message, so neither the message nor the exception goes on.
            reader.AddProblem(null, $"its constructor, a setter or Validate threw {exception.GetType().Name}, whose message is left out because it can repeat a value. Use validation attributes or SettingsProblems to say what is wrong.");
            settings = default;
            return false;
        }
    }

    private SettingsReader Nested(string name, string key, string variable, List<string> problems)
    {
        var own = KeyOf(variable, key);
        return new SettingsReader(new SettingsPlace($"{_place.Name}.{name}", own.Variable + "_", own.Path), _sources, problems);
    }

    private SettingsFound? Find<T>(SettingMember<T> member)
    {
        var key = KeyOf(member.Variable, member.Key);
        foreach (var source in _sources)
        {
            if (source.Find(key, member.Type.HasChildren) is { } found && !(member.IsNullable && found.Text is { Length: 0 }))
            {
                _hasFound = true;
                _origins[member.Name] = found.Origin;
                return found;
            }
        }

        return null;
    }

    private T Read<T>(SettingMember<T> member, SettingsFound found)
    {
        if (member.Type.Read(found, out var value) is { } problem)
        {
            _problems.Add($"{_place.Name}.{member.Name}: {found.Origin} {problem}.");
            return default!;
        }

        foreach (var check in member.Checks)
        {
            if (!check.Accepts(value))
            {
                _problems.Add($"{_place.Name}.{member.Name}: {found.Origin} {check.Problem}.");
            }
        }

        return value;
    }

    private SettingsKey KeyOf(string variable, string key) => new(_place.Prefix + variable, _place.Section.Length == 0 ? key : ConfigurationPath.Combine(_place.Section, key));

    private static string Or(string[] places) => places.Length switch
    {
        0 => "a source: there is none to ask",
        1 => places[0],
        _ => $"{string.Join(", ", places[..^1])} or {places[^1]}",
    };
}
