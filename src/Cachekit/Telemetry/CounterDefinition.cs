namespace Cachekit.Telemetry;

/// <summary>An instrument that reads what was counted anyway, so that counting costs the same whether or not somebody listens.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Description">What it counts.</param>
/// <param name="Collect">Adds up what one runtime has counted.</param>
internal sealed record CounterDefinition(string Name, string Unit, string Description, Action<RuntimeTelemetry, MeasurementSum> Collect)
{
    internal static CounterDefinition OfMethods(string name, string unit, string description, Action<MethodTelemetry, MeasurementSum> collect) =>
        new(name, unit, description, (runtime, sum) =>
        {
            foreach (var method in runtime.MeasuredMethods)
            {
                collect(method, sum);
            }
        });

    internal static CounterDefinition OfBackends(string name, string unit, string description, Action<BackendTelemetry, MeasurementSum> collect) =>
        new(name, unit, description, (runtime, sum) =>
        {
            foreach (var backend in runtime.MeasuredBackends)
            {
                collect(backend, sum);
            }
        });
}
