namespace Cachekit.Secrets.Tests.Docs;

/// <summary>What the guides show of secrets.</summary>
public sealed class SecretsExamples
{
    [Fact]
    public void Secrets_AreAskedByName()
    {
        var secrets = new Secrets(new Dictionary<string, string>
        {
            ["DB_HOST"] = "db.internal", ["DB_URL"] = "postgres://${DB_HOST}:5432/shop", ["DB_POOL_SIZE"] = "20", ["DEBUG"] = "on",
        });

        // <secrets-get>
        secrets.Require("DB_URL", "DB_HOST");                  // one error that names all that are missing
        var url = secrets["DB_URL"];                           // postgres://db.internal:5432/shop
        var pool = secrets.Get("DB_POOL_SIZE", 10);            // a number; 10 where there is none
        var debug = secrets.Get<bool>("DEBUG");                // true, 1, yes, on
        var database = secrets.Scope("DB_");                   // HOST, URL, POOL_SIZE
        var written = secrets.Raw["DB_URL"];                   // postgres://${DB_HOST}:5432/shop
        // </secrets-get>

        Assert.Equal("postgres://db.internal:5432/shop", url);
        Assert.Equal(20, pool);
        Assert.True(debug);
        Assert.Equal("db.internal", database["HOST"]);
        Assert.Equal("postgres://${DB_HOST}:5432/shop", written);
    }
}
