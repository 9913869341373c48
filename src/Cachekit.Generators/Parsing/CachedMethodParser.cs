using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Keys;
using Cachekit.Generators.Models.Streams;
using Cachekit.Generators.Parsing.Batches;
using Cachekit.Generators.Parsing.Interop;
using Cachekit.Generators.Parsing.Keys;
using Cachekit.Generators.Parsing.Tags;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads a method with <c>[Cache]</c>. The generator takes the model, the analyzer the report.</summary>
internal static class CachedMethodParser
{
    /// <summary>The attribute's name in messages.</summary>
    public const string Attribute = "Cache";

    private static readonly (string Name, string ShortName)[] InvalidatingAttributes =
        [(KnownNames.Invalidates, "Invalidates"), (KnownNames.InvalidatesTag, "InvalidatesTag")];

    public static CachedMethodModel? Parse(
        IMethodSymbol method, AttributeData cache, MethodForm form, Compilation compilation, Report report, CancellationToken cancellationToken)
    {
        var source = UncachedBodies.SourceOf(method, out var owner);
        var sourceLocation = owner is null ? null : AttributeSyntaxReader.LocationOf(owner, UncachedBodies.Source, cancellationToken);
        if (form.Parse(method, Attribute, source, sourceLocation, report, cancellationToken) is not var (signature, container))
        {
            return null;
        }

        var valid = signature.Body is not null;
        foreach (var (attribute, shortName) in InvalidatingAttributes)
        {
            if (method.HasAttribute(attribute))
            {
                report.Add(method.Locations[0], DiagnosticIds.CacheAndInvalidates, method.ToMessage(), shortName);
                valid = false;
                break;
            }
        }

        if (TakenNames.TypeParameter(method) is { } taken)
        {
            report.Add(method.Locations[0], DiagnosticIds.HandleNameTaken, taken.ContainingSymbol.ToMessage(), taken.Name);
            valid = false;
        }

        // Reported once for the type.
        valid &= form.TakenMember(method) is null;
        valid &= IsCacheable(method, signature.Kind, report) && !method.ReturnsByRef && !method.ReturnsByRefReadonly;
        BatchShape? batch = null;
        if (method.FindAttribute(KnownNames.CacheBatch) is { } many)
        {
            batch = BatchParser.Parse(method, many, report, cancellationToken);
            if (batch is not null && many.TryGet<string>(BatchSharing.Setting, out var single) && single is not null)
            {
                var shared = BatchSharing.Parse(method, cache, many, batch, form, compilation, report, cancellationToken);
                return new CachedMethodModel(container, signature, valid ? shared?.Plan : null) { Batch = shared?.Batch };
            }

            valid &= batch is not null & BatchParser.CheckOwn(method, cache, report, cancellationToken);
        }

        var policy = PolicyParser.Parse(method, cache, report, cancellationToken);

        // Its analyzer reports, once for all methods of a type.
        valid &= SecurityParser.TryParse(method, cache, new Report(), cancellationToken, out var security);
        if (security is { TenantSource: { IsMember: true } tenant })
        {
            security = security with { TenantSource = tenant with { Name = form.MemberPath(tenant.Name) } };
        }

        var interop = InteropSettings.Of(method, cache);
        var sources = new List<KeySource>();
        var key = Key(method, batch, form, compilation, interop, sources, report, cancellationToken);
        var value = (batch?.ItemType ?? ReturnTypes.Classify(method.ReturnType).Value) is { } valueType
            && Uncacheable(method) is null
            && !IsStreamInTask(method, valueType, report)
            ? ValueParser.Parse(valueType, method.ContainingType, compilation, cancellationToken, interop?.Naming)
            : null;
        foreach (var finding in value?.Findings ?? default)
        {
            report.Add(method.Locations[0], finding);
        }

        valid &= value is { HasCodec: true };
        var tags = TagParser.OfEntries(method, interop is not null, report, cancellationToken);
        valid &= tags is not null;
        if (!valid || policy is null || key is null)
        {
            return new CachedMethodModel(container, signature, Plan: null);
        }

        var plan = new CachePlan(
            policy,
            KeyName(method),
            Discriminator(method, sources, key, policy, value!.Fingerprint),
            key.ToEquatableArray(),
            sources.ToEquatableArray(),
            value,
            security)
        {
            Tags = tags!.ToEquatableArray(),
            TypeArguments = form.TypeArgumentsOf(method),
        };
        report.Add(method, plan);
        return new CachedMethodModel(container, signature, plan)
        {
            Batch = batch is null ? null : BatchParser.Own(batch),
            Stream = StreamOf(method, signature.Kind),
        };
    }

    private static bool IsStreamInTask(IMethodSymbol method, ITypeSymbol value, Report report)
    {
        if (!value.Is(KnownNames.Stream))
        {
            return false;
        }

        report.Add(method.Locations[0], DiagnosticIds.StreamInTask, method.ToMessage(), method.ReturnType.ToMessage(), value.ToMessage());
        return true;
    }

    private static StreamModel? StreamOf(IMethodSymbol method, ReturnKind kind) =>
        kind == ReturnKind.Stream ? new StreamModel(((INamedTypeSymbol)method.ReturnType).TypeArguments[0].ToSource()) : null;

    private static bool IsCacheable(IMethodSymbol method, ReturnKind kind, Report report)
    {
        var reason = kind switch
        {
            ReturnKind.Void or ReturnKind.Task or ReturnKind.ValueTask => "there is no value to cache; return it, or use [Invalidates] for a method that changes something",
            _ when Uncacheable(method) is { } inside =>
                $"only the uncached body returns a Cacheable<T>; let the method return '{inside.ToMessage()}', and the body the Cacheable<T> of it",
            ReturnKind.Unsupported => "a ref struct or a pointer cannot be kept; return an array or a record",
            _ => null,
        };
        if (reason is not null)
        {
            report.Add(method.Locations[0], DiagnosticIds.ReturnTypeNotCacheable, method.ToMessage(), method.ReturnType.ToMessage(), reason);
        }

        return reason is null;
    }

    /// <summary>What is in the <c>Cacheable&lt;T&gt;</c> that a method returns.</summary>
    private static ITypeSymbol? Uncacheable(IMethodSymbol method) => ReturnTypes.InCacheable(ReturnTypes.Classify(method.ReturnType).Value);

    private static List<KeyArgumentModel>? Key(
        IMethodSymbol method,
        BatchShape? batch,
        MethodForm form,
        Compilation compilation,
        InteropSettings? interop,
        List<KeySource> sources,
        Report report,
        CancellationToken cancellationToken)
    {
        var arguments = new List<KeyArgumentModel>();
        var valid = true;
        if (!method.IsStatic)
        {
            foreach (var member in MarkedMembers(method.ContainingType))
            {
                Add(member, member.Name, member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type, isMember: true);
            }
        }

        foreach (var parameter in ParameterParser.InKey(method))
        {
            var isIds = batch is not null && SymbolEqualityComparer.Default.Equals(parameter, batch.Ids);
            Add(parameter, parameter.Name, isIds ? batch!.IdType : parameter.Type, isMember: false);
        }

        return valid ? arguments : null;

        void Add(ISymbol symbol, string name, ITypeSymbol type, bool isMember)
        {
            if (type.IsRefLikeType || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            {
                // Reported with the signature: it cannot be passed on at all.
                valid = false;
                return;
            }

            var location = symbol.Locations.Length > 0 ? symbol.Locations[0] : method.Locations[0];
            if (interop is not null && InteropArgumentTypes.Problem(type) is { } problem)
            {
                report.Add(location, DiagnosticIds.InteropArgumentUnsupported, name, type.ToMessage(), problem);
                valid = false;
                return;
            }

            var part = KeyPartParser.Parse(type, method.ContainingType, compilation, name, out var dateTime, cancellationToken);
            foreach (var finding in part.Findings)
            {
                report.Add(location, finding);
                valid = false;
            }

            if (dateTime is not null && part.Findings.Count == 0)
            {
                report.Add(location, DiagnosticIds.KeyIsDateTime, dateTime, method.ToMessage());
            }

            arguments.Add(new KeyArgumentModel(name, part)
            {
                IsEncodedForInterop = interop is not null && InteropArgumentTypes.ContainsInstant(type),
            });
            sources.Add(new KeySource(isMember ? form.MemberPath(name.EscapeIdentifier()) : name.EscapeIdentifier(), isMember));
        }
    }

    /// <summary>The instance members that are in every key, ordered by name: declarations in several files have no order.</summary>
    public static List<ISymbol> MarkedMembers(INamedTypeSymbol type)
    {
        var members = new List<ISymbol>();
        foreach (var current in type.SelfAndBases())
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null }
                    && member.CanBeReferencedByName
                    && (member.HasAttribute(KnownNames.CacheKey) || member.HasAttribute(KnownNames.CacheTenant))
                    && member.IsReadableFrom(type)
                    && member.FindRival(type) is null
                    && !members.Exists(known => known.Name == member.Name))
                {
                    members.Add(member);
                }
            }
        }

        members.Sort(static (x, y) => string.CompareOrdinal(x.Name, y.Name));
        return members;
    }

    private static string KeyName(IMethodSymbol method)
    {
        var name = new StringBuilder(method.BareName());
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            name.Insert(0, '.').Insert(0, type.Name);
        }

        return method.ContainingNamespace.IsGlobalNamespace ? name.ToString() : $"{method.ContainingNamespace.ToPlainText()}.{name}";
    }

    /// <summary>Two methods share entries only where overload, key, shape of the value and version are the same.</summary>
    private static string Discriminator(
        IMethodSymbol method, List<KeySource> sources, List<KeyArgumentModel> key, PolicyModel policy, string fingerprint)
    {
        var text = new StringBuilder(SignatureParser.Order(method)).Append('\n');
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            text.Append(type.MetadataName).Append('\n');
        }

        for (var i = 0; i < key.Count; i++)
        {
            text.Append(sources[i].IsMember ? "member " : "parameter ").Append(key[i].Name).Append(' ').Append(key[i].Part.TypeName).Append('\n');
        }

        return Hash.Of(text.Append(fingerprint).Append('\n').Append(policy.Version).ToString());
    }
}
