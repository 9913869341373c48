using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes the explicit settings of a method into its definition; what nobody said is left to options and preset.</summary>
internal static class SettingsEmitter
{
    public static void Emit(SourceWriter writer, SettingsModel settings)
    {
        if (settings.Equals(SettingsModel.Empty))
        {
            return;
        }

        writer.Open("Policy = new()");
        Flag("SwrEnabled", settings.SwrEnabled);
        Number("SwrThresholdRatio", settings.SwrThresholdRatio);
        Duration("StaleFor", settings.StaleFor);
        Member("BackgroundRefresh", "BackgroundRefresh", settings.BackgroundRefresh);
        Flag("FailSafe", settings.FailSafe);
        Duration("SoftTimeout", settings.SoftTimeout);
        Duration("HardTimeout", settings.HardTimeout);
        Flag("LockEnabled", settings.LockEnabled);
        Duration("LockWait", settings.LockWait);
        Flag("Sliding", settings.Sliding);
        Number("Jitter", settings.Jitter);
        Member("Priority", "CachePriority", settings.Priority);
        Flag("LocalEnabled", settings.LocalEnabled);
        Write("LocalMaxSizeMb", settings.LocalMaxSizeMb?.ToString(CultureInfo.InvariantCulture));
        Flag("InvalidationEnabled", settings.InvalidationEnabled);
        Flag("NamespaceIndex", settings.NamespaceIndex);
        writer.Close(",");

        void Flag(string setting, bool? value) => Write(setting, value is { } said ? Literals.Of(said) : null);

        void Number(string setting, double? value) => Write(setting, value is { } said ? Literals.Of((object)said) : null);

        void Duration(string setting, long? ticks) => Write(setting, ticks is { } said ? Literals.OfDuration(said) : null);

        void Member(string setting, string type, string? name) => Write(setting, name is null ? null : $"global::Cachekit.{type}.{name}");

        void Write(string setting, string? value)
        {
            if (value is not null)
            {
                writer.Line($"{setting} = {value},");
            }
        }
    }
}
