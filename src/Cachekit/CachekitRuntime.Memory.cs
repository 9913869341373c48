using Cachekit.Configuration;
using Cachekit.Local;
using Cachekit.Pipeline;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    private readonly Dictionary<string, BudgetChoice> _budgets = new(StringComparer.Ordinal);

    /// <summary>The memory of a method's namespace, with the budget that the first of its methods that says one decides.</summary>
    /// <param name="name">The namespace; <see langword="null"/>: that of the methods without one.</param>
    /// <param name="policy">What applies to the method.</param>
    /// <param name="method">The method.</param>
    internal LocalNamespace LocalNamespace(string? name, MethodPolicy policy, string method)
    {
        lock (_lock)
        {
            if (!_namespaces.TryGetValue(name ?? "", out var found))
            {
                found = new LocalNamespace(name, Settings.LocalBudget, Clock);
                _namespaces.Add(name ?? "", found);
            }

            if (!_disposed && !policy.IsDeterministic)
            {
                _sweeper ??= new SweepTimer(this);
            }

            if (policy.LocalBudget is { } budget)
            {
                Decide(found, new BudgetChoice(budget, policy.DeclaresLocalBudget, method));
            }

            return found;
        }
    }

    /// <summary>Gives back the memory of entries that have expired and that nobody asks for any more.</summary>
    internal void Sweep()
    {
        LocalNamespace[] all;
        lock (_lock)
        {
            all = [.. _namespaces.Values];
        }

        foreach (var one in all)
        {
            one.Sweep();
        }

        Telemetry.NoticeHits();
    }

    private void Decide(LocalNamespace local, BudgetChoice choice)
    {
        // What is written at a method or a type means this namespace; what options say means whichever there are.
        var name = local.Name ?? "";
        if (!_budgets.TryGetValue(name, out var present) || (choice.IsDeclared && !present.IsDeclared))
        {
            _budgets[name] = choice;
            local.Resize(choice.Bytes);
        }
        else if (choice.Bytes != present.Bytes && choice.IsDeclared == present.IsDeclared && !present.HasWarned)
        {
            _budgets[name] = present with { HasWarned = true };
            Configuration.Log.BudgetDiffers(
                Logger, choice.Method, choice.Bytes / BytesPerMb, local.Name ?? "the methods without one", present.Bytes / BytesPerMb, present.Method);
        }
    }

    private const long BytesPerMb = 1024 * 1024;

    /// <summary>Who decided on the budget of a namespace.</summary>
    private readonly record struct BudgetChoice(long Bytes, bool IsDeclared, string Method, bool HasWarned = false);
}
