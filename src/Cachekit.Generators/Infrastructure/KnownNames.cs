namespace Cachekit.Generators.Infrastructure;

/// <summary>The metadata names of what the generator looks for, in one place.</summary>
internal static class KnownNames
{
    public const string Cache = "Cachekit.CacheAttribute";
    public const string CacheDefaults = "Cachekit.CacheDefaultsAttribute";
    public const string CacheNamespace = "Cachekit.CacheNamespaceAttribute";
    public const string CacheKey = "Cachekit.CacheKeyAttribute";
    public const string CacheTenant = "Cachekit.CacheTenantAttribute";
    public const string CacheIgnore = "Cachekit.CacheIgnoreAttribute";
    public const string Secure = "Cachekit.SecureAttribute";
    public const string Invalidates = "Cachekit.InvalidatesAttribute";
    public const string CacheBatch = "Cachekit.CacheBatchAttribute";
    public const string CacheTag = "Cachekit.CacheTagAttribute";
    public const string InvalidatesTag = "Cachekit.InvalidatesTagAttribute";
    public const string CacheDecorator = "Cachekit.CacheDecoratorAttribute";
    public const string CacheIntercept = "Cachekit.CacheInterceptAttribute";
    public const string AsyncDisposable = "System.IAsyncDisposable";
    public const string Cacheable = "Cachekit.Cacheable`1";
    public const string CachePrevious = "Cachekit.CachePrevious`1";
    public const string SecretSettings = "Cachekit.Secrets.SecretSettingsAttribute";
    public const string Secret = "Cachekit.Secrets.SecretAttribute";
    public const string Setting = "Cachekit.Secrets.SettingAttribute";
    public const string Secrets = "Cachekit.Secrets.Secrets";
    public const string ValidationAttribute = "System.ComponentModel.DataAnnotations.ValidationAttribute";
    public const string Required = "System.ComponentModel.DataAnnotations.RequiredAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    public const string DebuggerDisplay = "System.Diagnostics.DebuggerDisplayAttribute";
    public const string Runtime = "Cachekit.CachekitRuntime";
    public const string CachedMethod = "Cachekit.CompilerServices.CachedMethod`2";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask`1";
    public const string Stream = "System.Collections.Generic.IAsyncEnumerable`1";
    public const string PlainTask = "System.Threading.Tasks.Task";
    public const string PlainValueTask = "System.Threading.Tasks.ValueTask";
    public const string ExcludeFromCodeCoverage = "System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute";
    public const string DebuggerStepThrough = "System.Diagnostics.DebuggerStepThroughAttribute";
    public const string DebuggerNonUserCode = "System.Diagnostics.DebuggerNonUserCodeAttribute";
    public const string DebuggerHidden = "System.Diagnostics.DebuggerHiddenAttribute";
    public const string Obsolete = "System.ObsoleteAttribute";
    public const string GeneratedCode = "System.CodeDom.Compiler.GeneratedCodeAttribute";
}
