using System.Globalization;
using System.Text;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Says in a sentence how a method is cached or what it removes, for documentation.</summary>
internal static class CacheSummary
{
    private static readonly (long Ticks, string Unit)[] Units =
    [
        (TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "min"), (TimeSpan.TicksPerSecond, "s"), (TimeSpan.TicksPerMillisecond, "ms"),
    ];

    /// <summary>For example <c>Cached for 5 min by Production; key: id, region.</c></summary>
    public static string Of(CachePlan plan)
    {
        var text = new StringBuilder("Cached ");
        if (plan.Policy.TtlTicks is { } ticks)
        {
            text.Append(ticks == PolicyModel.Never ? "without expiry " : $"for {Duration(ticks)} ");
        }

        text.Append("by ").Append(plan.Policy.Preset);
        if (plan.Security is not null && plan.Policy.Preset != "Secure")
        {
            text.Append(", encrypted");
        }

        if (plan.Policy.Interop is { } interop)
        {
            text.Append(", shared as <c>").Append(Escape(interop.Operation)).Append("</c>");
        }

        text.Append(plan.Key.Count == 0 ? "; one entry" : "; key: ");
        for (var i = 0; i < plan.Key.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(plan.Key[i].Name);
        }

        return text.Append('.').ToString();
    }

    /// <summary>For example <c>Removes the entry of GetUserAsync, and entries with the tag "users", when it has run.</c></summary>
    public static string Of(InvalidatingMethodModel method, List<string> targets)
    {
        var text = new StringBuilder();
        for (var i = 0; i < targets.Count; i++)
        {
            text.Append(i == 0 ? "Removes the entry of " : ", ").Append("<c>").Append(targets[i]).Append("</c>");
        }

        for (var i = 0; i < method.Tags.Count; i++)
        {
            text.Append(i > 0 ? ", " : targets.Count > 0 ? " and all entries tagged " : "Removes all entries tagged ").Append("<c>");
            foreach (var piece in method.Tags[i].Pieces)
            {
                text.Append(piece.IsValue ? "{" + Value(piece.Text) + "}" : Escape(piece.Text));
            }

            text.Append("</c>");
        }

        return text.Append(" once it has succeeded.").ToString();
    }

    // The expression of a member starts with its receiver.
    private static string Value(string expression) => Escape(expression.Substring(expression.LastIndexOf('.') + 1).TrimStart('@'));

    private static string Duration(long ticks)
    {
        var text = new StringBuilder();
        foreach (var (unit, name) in Units)
        {
            if (ticks / unit > 0)
            {
                text.Append(text.Length == 0 ? "" : " ").Append((ticks / unit).ToString(CultureInfo.InvariantCulture)).Append(' ').Append(name);
                ticks %= unit;
            }
        }

        return text.Length == 0 ? "no time" : text.ToString();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", " ").Replace("\n", " ");
}
