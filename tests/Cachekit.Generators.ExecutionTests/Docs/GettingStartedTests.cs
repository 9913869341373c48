using Cachekit;
using Cachekit.Generators.ExecutionTests.Docs;

namespace Guides.GettingStarted;

// <getting-started-class>
public sealed record Forecast(string City, double Celsius);

public sealed partial class WeatherService(HttpClient http)
{
    [Cache(Ttl = "10m")]
    public partial Task<Forecast> GetForecastAsync(string city, CancellationToken ct = default);

    private async Task<Forecast> GetForecastCoreAsync(string city, CancellationToken ct)
    {
        var text = await http.GetStringAsync($"https://weather.example/{city}", ct);
        return new Forecast(city, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }
}
// </getting-started-class>

public sealed class GettingStartedTests
{
    static GettingStartedTests() => Ambient.Prepare();

    [Fact]
    public async Task SecondCall_DoesNotAskTheServer()
    {
        using var server = new Server();
        using var http = new HttpClient(server);
        var weather = new WeatherService(http);

        // <getting-started-calls>
        var first = await weather.GetForecastAsync("Oslo");   // asks the server
        var second = await weather.GetForecastAsync("Oslo");  // answered from memory

        var lookup = await weather.Cached.GetForecast.TryGetAsync("Oslo");
        Console.WriteLine($"{lookup.Layer}: {lookup.Value}"); // Local: Forecast { City = Oslo, Celsius = 4.5 }
        // </getting-started-calls>

        Assert.Same(first, second);
        Assert.Equal(1, server.Requests);
        Assert.Equal("Local: Forecast { City = Oslo, Celsius = 4.5 }", $"{lookup.Layer}: {lookup.Value}");
    }

    private sealed class Server : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("4.5") });
        }
    }
}
