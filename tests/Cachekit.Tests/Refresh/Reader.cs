namespace Cachekit.Tests.Refresh;

/// <summary>A class with a cached method, over something that ends with the request.</summary>
internal sealed class Reader(Connection connection) : IReader
{
    public Connection Connection => connection;

    public async ValueTask<string?> ReadAsync(int id, CancellationToken cancellationToken)
    {
        connection.Use();
        if (connection.Log.Gate is { } gate)
        {
            await gate.WaitAsync(cancellationToken);
        }

        connection.Use();
        return $"{id}:{connection.Number}";
    }
}
