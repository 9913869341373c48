using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

/// <summary>What the generator writes for a method of <see cref="Reader"/>.</summary>
internal readonly struct OwnedBody(Reader owner, int[] id) : IAsyncBody<string?>, IOwnedBody<IntKey, OwnedBody>
{
    public Type? OwnerType => typeof(Reader);

    public OwnedBody MovedTo(object owner) => new((Reader)owner, id);

    public IntKey GetKey() => id[0];

    public ValueTask<string?> InvokeAsync(CancellationToken cancellationToken) => owner.ReadAsync(id[0], cancellationToken);
}
