namespace Shop;

public interface IProductStore
{
    ValueTask<Product?> FindAsync(int id, string region, CancellationToken cancellationToken);

    Task RenameAsync(int id, string region, string name);
}
