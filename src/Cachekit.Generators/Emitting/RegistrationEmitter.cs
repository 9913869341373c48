using Cachekit.Generators.Emitting.Decorators;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes what makes methods known before their first call that cannot work without a setting, and decorators to containers.</summary>
internal static class RegistrationEmitter
{
    private const string Registration = "__CachekitMethods";
    private const string Register = "global::Cachekit.CompilerServices.AmbientMethods.";

    /// <summary>Writes the module initializer, behind all namespaces: a type that is local to its file cannot be nested.</summary>
    /// <remarks>A method whose type has a runtime of its own is left out: whoever makes that runtime gives it what it needs.</remarks>
    public static void Emit(SourceWriter writer, TypeModel type, List<CachedMethodModel> methods)
    {
        var container = type.Container;
        var calls = new SortedSet<string>(StringComparer.Ordinal);
        if (type.Decorator is not null)
        {
            calls.UnionWith(DecoratorEmitter.Registrations(container, type.Decorator));
        }

        foreach (var method in methods)
        {
            if ((method.Signature.IsStatic ? container.StaticRuntimeExpression : container.RuntimeExpression) is not null)
            {
                continue;
            }

            var plan = method.Plan!;
            if (plan.Security is not null)
            {
                calls.Add($"{Register}NeedMasterKey({Literals.Of(plan.KeyName)});");
            }

            if (plan.Policy.Preset == "Io")
            {
                calls.Add($"{Register}NeedIoBackend({Literals.Of(plan.KeyName)});");
            }
        }

        if (calls.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Lines(GeneratedAttributes.Type);
        writer.Open($"file static class {Registration}");
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Open("internal static void Register()");
        foreach (var call in calls)
        {
            writer.Line(call);
        }

        writer.Close();
        writer.Close();
    }
}
