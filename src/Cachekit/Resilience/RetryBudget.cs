using Polly;

namespace Cachekit.Resilience;

/// <summary>What the failed attempts of a call and the pauses after them have taken. Made at the first failure: a call that works needs none.</summary>
internal sealed class RetryBudget
{
    private static readonly ResiliencePropertyKey<RetryBudget> Key = new("Cachekit.RetryBudget");

    internal TimeSpan Spent { get; private set; }

    /// <summary>The pause that was decided on.</summary>
    internal TimeSpan Pause { get; private set; }

    internal static RetryBudget Of(ResilienceContext context)
    {
        if (!context.Properties.TryGetValue(Key, out var budget))
        {
            budget = new RetryBudget();
            context.Properties.Set(Key, budget);
        }

        return budget;
    }

    internal static TimeSpan SpentIn(ResilienceContext context) => context.Properties.TryGetValue(Key, out var budget) ? budget.Spent : TimeSpan.Zero;

    internal void Spend(TimeSpan time) => Spent += time;

    /// <summary>Decides on a pause, if there is time left after it.</summary>
    internal bool TryPause(TimeSpan pause, TimeSpan whole)
    {
        if (Spent + pause >= whole)
        {
            return false;
        }

        Pause = pause;
        Spent += pause;
        return true;
    }
}
