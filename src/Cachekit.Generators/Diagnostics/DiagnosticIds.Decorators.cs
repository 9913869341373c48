namespace Cachekit.Generators.Diagnostics;

/// <content>Methods that are not partial: decorators and interceptors.</content>
internal static partial class DiagnosticIds
{
    public const string TypeNotDecorated = "CACHEKIT020";
    public const string DecoratorWithoutMethods = "CACHEKIT021";
    public const string DecoratedMethodNotReached = "CACHEKIT022";
    public const string DecoratedWithSource = "CACHEKIT023";
    public const string DecoratedMemberNotReadable = "CACHEKIT024";
    public const string InterceptorsUnavailable = "CACHEKIT025";
    public const string UseNotIntercepted = "CACHEKIT026";
    public const string MethodNotIntercepted = "CACHEKIT027";
}
