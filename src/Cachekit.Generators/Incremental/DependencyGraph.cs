namespace Cachekit.Generators.Incremental;

/// <summary>Finds out which files the models of annotated methods depend on, by the names in them.</summary>
/// <remarks>
/// <para>
/// The compiler offers a generator all annotated methods again after every edit anywhere, and parsing a few thousand of them takes as long as a
/// person notices. A model depends on declarations that are reached from its method by name: its type, parameters, results, their members,
/// bases and attributes, and so on. So a file can only matter when it declares a type whose name is a word in a file that matters
/// already. That is asked here without a symbol, and wrong only in that it finds too many.
/// </para>
/// <para>Files with global usings or attributes of the assembly matter to all.</para>
/// </remarks>
internal sealed class DependencyGraph
{
    // Most words are no types: a table of bits sorts them out.
    private const int FilterBits = 1 << 16;

    private readonly TreeProfile[] _profiles;
    private readonly ulong[] _filter = new ulong[FilterBits / 64];

    // Which files declare a name: the last one, and for each entry the one before.
    private readonly Dictionary<int, int> _declarations;
    private readonly List<(int File, int Previous)> _declaredIn;
    private readonly List<int> _global = [];
    private readonly ulong[] _meanings;
    private readonly int[]?[] _edges;
    private readonly int[] _visits;
    private readonly int[] _marks;
    private readonly List<int> _pending = [];
    private readonly List<int> _found = [];

    private DependencyGraph(TreeProfile[] profiles)
    {
        _profiles = profiles;
        _meanings = new ulong[profiles.Length];
        _edges = new int[]?[profiles.Length];
        _visits = new int[profiles.Length];
        _marks = new int[profiles.Length];
        _declarations = new Dictionary<int, int>(profiles.Length * 2);
        _declaredIn = new List<(int File, int Previous)>(profiles.Length * 2);
        var partialWithParameters = new HashSet<int>();
        for (var i = 0; i < profiles.Length; i++)
        {
            foreach (var name in profiles[i].Declared)
            {
                var previous = _declarations.TryGetValue(name, out var known) ? known : -1;
                _declarations[name] = _declaredIn.Count;
                _declaredIn.Add((i, previous));
                _filter[(name & (FilterBits - 1)) >> 6] |= 1UL << (name & 63);
            }

            partialWithParameters.UnionWith(profiles[i].PartialWithParameters);
            if (profiles[i].IsGlobal)
            {
                _global.Add(i);
            }
        }

        for (var i = 0; i < profiles.Length; i++)
        {
            // The bodies of one part can use the parameters that another part declares.
            _meanings[i] = partialWithParameters.Overlaps(profiles[i].Partial) ? profiles[i].Text : profiles[i].Declarations;
        }
    }

    /// <summary>The files with annotated methods.</summary>
    public static IEnumerable<AnnotatedTree> AnnotatedTrees(ProjectShape project, CancellationToken cancellationToken)
    {
        var profiles = project.Profiles;
        var graph = new DependencyGraph(profiles);
        var hasGlobalAlias = false;
        foreach (var profile in profiles)
        {
            hasGlobalAlias |= profile.HasGlobalAlias;
        }

        var annotated = new List<AnnotatedTree>();
        for (var i = 0; i < profiles.Length; i++)
        {
            if (profiles[i].HasAnnotatedMethod || (hasGlobalAlias && profiles[i].HasAttributedMethod))
            {
                cancellationToken.ThrowIfCancellationRequested();
                annotated.Add(new AnnotatedTree(profiles[i], graph.KeyOf(i, project.Common), project.Compilation));
            }
        }

        return annotated;
    }

    /// <summary>A hash of all that the models of a file depend on.</summary>
    private ulong KeyOf(int file, ulong common)
    {
        var visit = file + 1;
        _pending.Clear();
        Reach(file, visit);
        foreach (var global in _global)
        {
            Reach(global, visit);
        }

        for (var i = 0; i < _pending.Count; i++)
        {
            foreach (var next in _edges[_pending[i]] ??= EdgesOf(_pending[i]))
            {
                Reach(next, visit);
            }
        }

        // In the order of the compilation, which is that of a type's members where it has parts in several files.
        var key = common;
        for (var i = 0; i < _profiles.Length; i++)
        {
            if (_visits[i] == visit)
            {
                // Its own text counts whole: where a mistake is reported depends on the lines before it.
                key = TextHash.Add(key, i == file ? _profiles[i].Text : _meanings[i]);
            }
        }

        return key;
    }

    private void Reach(int file, int visit)
    {
        if (_visits[file] != visit)
        {
            _visits[file] = visit;
            _pending.Add(file);
        }
    }

    private int[] EdgesOf(int file)
    {
        _found.Clear();
        for (var i = 0; _profiles[file].IsUnreadable && i < _profiles.Length; i++)
        {
            _found.Add(i);
        }

        foreach (var name in _profiles[file].Mentioned)
        {
            if ((_filter[(name & (FilterBits - 1)) >> 6] & (1UL << (name & 63))) == 0 || !_declarations.TryGetValue(name, out var entry))
            {
                continue;
            }

            for (; entry >= 0; entry = _declaredIn[entry].Previous)
            {
                var found = _declaredIn[entry].File;
                if (_marks[found] != file + 1)
                {
                    _marks[found] = file + 1;
                    _found.Add(found);
                }
            }
        }

        return _found.ToArray();
    }
}
