using System.Globalization;
using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Interception;
using Cachekit.Generators.Parsing.Interception;

namespace Cachekit.Generators.Emitting.Interception;

/// <summary>Writes the struct through which intercepted calls go, and the interceptors, which only call it.</summary>
internal static class InterceptorEmitter
{
    /// <summary>Writes the doc comment and the attributes of the struct.</summary>
    public static void EmitHead(SourceWriter writer, InterceptionModel interception)
    {
        writer.Line($"/// <summary>What calls of the annotated methods of <c>{interception.Summary.Replace("<", "&lt;").Replace(">", "&gt;")}</c> go through in this project.</summary>");
        writer.Lines(GeneratedAttributes.Type);
    }

    /// <summary>Writes the field and the constructor of the struct.</summary>
    public static void EmitConstructor(SourceWriter writer, SectionWriter sections, ContainerModel container, InterceptionModel interception)
    {
        if (interception.IsStatic)
        {
            return;
        }

        sections.Next();
        writer.Line($"private readonly {interception.TargetType} {GeneratedNames.Inner};");
        sections.Next();
        writer.Line("/// <summary>The cached methods of an object.</summary>");
        writer.Line("/// <param name=\"target\">The object.</param>");
        writer.Line($"public {interception.Name}({interception.TargetType} target) => this.{GeneratedNames.Inner} = target;");
        sections.Next();
        writer.Line($"private {container.TypeName} {GeneratedNames.On}(object target) => new(({interception.TargetType})target);");
    }

    /// <summary>Writes the interceptors, behind all namespaces: they need one that the project allows.</summary>
    public static void EmitInterceptors(SourceWriter writer, TypeModel type)
    {
        var interception = type.Interception!;
        writer.Line();
        writer.Open($"namespace {InterceptionSettings.Namespace}");
        writer.Lines(GeneratedAttributes.Type);
        writer.Open($"file static class {interception.Name.TrimStart('@')}Interceptors");
        var sections = new SectionWriter(writer);
        foreach (var method in interception.Methods)
        {
            if (method.Calls.Count > 0)
            {
                sections.Next();
                EmitInterceptor(writer, type, method);
            }
        }

        writer.Close();
        writer.Close();
        writer.Line();
        writer.Open("namespace System.Runtime.CompilerServices");
        writer.Line(GeneratedAttributes.Code);
        writer.Line("[global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]");
        writer.Open("file sealed class InterceptsLocationAttribute : global::System.Attribute");
        writer.Open("public InterceptsLocationAttribute(int version, string data)");
        writer.Close();
        writer.Close();
        writer.Close();
    }

    private static void EmitInterceptor(SourceWriter writer, TypeModel type, InterceptedMethodModel method)
    {
        var signature = SignatureOf(type, method.Order);
        foreach (var call in method.Calls)
        {
            writer.Line($"[global::System.Runtime.CompilerServices.InterceptsLocation({call.Version.ToString(CultureInfo.InvariantCulture)}, {Literals.Of(call.Data)})]");
        }

        writer.Lines(signature.CallMarks);
        var types = new List<string>(type.Container.TypeParameters);
        types.AddRange(signature.TypeParameters);
        var constraints = new StringBuilder();
        foreach (var clause in type.Interception!.Constraints)
        {
            constraints.Append(' ').Append(clause);
        }

        constraints.Append(signature.ConstraintList);
        var target = CallText.FreeName(signature, "__target");
        var parameters = new StringBuilder(signature.IsStatic ? "" : $"this {type.Interception.TargetType} {target}");
        var arguments = new StringBuilder();
        foreach (var parameter in signature.Parameters)
        {
            var isFirst = parameters.Length == 0;
            parameters.Append(isFirst ? method.IsExtension ? "this " : "" : ", ").Append(parameter.Modifiers).Append(parameter.Type).Append(' ').Append(parameter.Name);
            arguments.Append(arguments.Length == 0 ? "" : ", ").Append(ModifierOf(parameter)).Append(parameter.Name);
        }

        var through = signature.IsStatic ? type.Container.TypeName : $"new {type.Container.TypeName}({target})";
        writer.Line(
            $"public static {signature.ReturnType} {signature.Name.EscapeIdentifier()}{(types.Count == 0 ? "" : $"<{string.Join(", ", types)}>")}({parameters}){constraints} =>");
        writer.Indent();
        writer.Line($"{through}.{signature.Name.EscapeIdentifier()}{signature.TypeParameterList}({arguments});");
        writer.Unindent();
    }

    private static string ModifierOf(ParameterModel parameter) => parameter.Modifiers.IndexOf("in ", StringComparison.Ordinal) >= 0
        || parameter.Modifiers.IndexOf("ref readonly ", StringComparison.Ordinal) >= 0 ? "in " : "";

    private static SignatureModel SignatureOf(TypeModel type, string order)
    {
        foreach (var method in type.Cached)
        {
            if (method.Signature.Order == order)
            {
                return method.Signature;
            }
        }

        foreach (var method in type.Invalidating)
        {
            if (method.Signature.Order == order)
            {
                return method.Signature;
            }
        }

        throw new InvalidOperationException($"'{order}' is none of the methods of '{type.HintName}'.");
    }
}
