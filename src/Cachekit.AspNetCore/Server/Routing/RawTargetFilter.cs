using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cachekit.AspNetCore;

/// <summary>
/// Leads requests below <c>/v1/cache</c> to the server's endpoint whose path has become another one because its dot segments were
/// resolved: <c>/v1/cache/..</c> has a key that is refused, and is not the application's <c>/v1</c>.
/// </summary>
internal sealed class RawTargetFilter : IStartupFilter
{
    private static readonly PathString Cache = new("/v1/cache");
    private static readonly PathString BelowCache = new("/v1/cache/-");

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, following) =>
        {
            var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
            if (target is not null && !context.Request.Path.StartsWithSegments(Cache) && RequestTarget.Parse(target).IsBelowCache)
            {
                context.Request.Path = BelowCache;
            }

            return following(context);
        });
        next(app);
    };
}
