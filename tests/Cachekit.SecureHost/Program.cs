using Cachekit.SecureHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A host as a user has one. What it prints is what the tests look at.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddCachekit();
builder.Services.AddHostedService<Work>();
using var host = builder.Build();
await host.RunAsync();
