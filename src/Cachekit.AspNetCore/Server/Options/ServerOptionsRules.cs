using Microsoft.Extensions.Options;

namespace Cachekit.AspNetCore;

/// <summary>The rules that stand as attributes on the options; the body is generated, without reflection.</summary>
[OptionsValidator]
internal sealed partial class ServerOptionsRules : IValidateOptions<CachekitServerOptions>;
