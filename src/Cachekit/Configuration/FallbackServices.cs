using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>What the surroundings offer where options say nothing, for example the services of a host.</summary>
/// <param name="TimeProvider">The clock, or <see langword="null"/>.</param>
/// <param name="LoggerFactory">The loggers, or <see langword="null"/>.</param>
/// <param name="Backend">The backend, or <see langword="null"/>.</param>
/// <param name="Configuration">The section of the configuration, or <see langword="null"/>.</param>
/// <param name="Services">All services, or <see langword="null"/>.</param>
internal readonly record struct FallbackServices(
    TimeProvider? TimeProvider, ILoggerFactory? LoggerFactory, ICacheBackend? Backend, IConfiguration? Configuration, IServiceProvider? Services);
