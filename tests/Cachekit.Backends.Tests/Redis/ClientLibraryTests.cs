using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using StackExchange.Redis;

namespace Cachekit.Backends.Tests.Redis;

/// <summary>Users raise the version of the client library without compiling the backend again.</summary>
public sealed class ClientLibraryTests
{
    [Fact]
    public void InterfaceOfTheConnection_IsNotAskedForItsOwnDispose()
    {
        using var file = new PEReader(File.OpenRead(typeof(RedisBackend).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var called = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && NameOf(metadata, (TypeReferenceHandle)member.Parent) == nameof(IConnectionMultiplexer))
            .Select(member => metadata.GetString(member.Name))
            .ToList();
        Assert.Contains("GetDatabase", called);

        // 1.x declares it there; from 2.0 on it is the one of IDisposable.
        Assert.DoesNotContain("Dispose", called);
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle type) => metadata.GetString(metadata.GetTypeReference(type).Name);
}
