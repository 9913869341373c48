using CacheServer;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseKestrelHttpsConfiguration();

var state = StateDirectory.Open();

// A certificate of your own goes into Kestrel:Certificates:Default.
DevelopmentCertificate? certificate = null;
if (!builder.Configuration.GetSection("Kestrel:Certificates:Default").Exists())
{
    certificate = DevelopmentCertificate.FindOrMake(state, TimeProvider.System.GetUtcNow());
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate.Certificate));
}

// Keys of your own go into Cachekit:Server:Keys.
var developmentKey = builder.Configuration.GetSection("Cachekit:Server:Keys").GetChildren().Any() ? null : DevelopmentKey.FindOrMake(state);
builder.Services.AddCachekitServer(options =>
{
    if (developmentKey is not null)
    {
        options.Keys.Add(new() { Key = developmentKey.Text, Tenant = "development" });
    }
});

var app = builder.Build();
app.MapCachekitServer();

// The protocol answers OPTIONS on any path, and nothing else is here.
app.MapFallback("{**path}", (RequestDelegate)(context =>
{
    context.Response.Headers.CacheControl = "no-store";
    context.Response.Headers.Vary = "Authorization";
    context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
    return Task.CompletedTask;
}));

app.Lifetime.ApplicationStarted.Register(() => ServerNotes.Write(app.Logger, app.Urls, certificate, developmentKey));
try
{
    app.Run();
    return 0;
}
catch (OptionsValidationException exception)
{
    // One line for each mistake, below what the host says about the failed start.
    await Console.Error.WriteLineAsync($"The server cannot start:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", exception.Failures)}");
    return 2;
}
