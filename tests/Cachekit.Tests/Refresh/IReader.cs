namespace Cachekit.Tests.Refresh;

internal interface IReader
{
    Connection Connection { get; }
}
