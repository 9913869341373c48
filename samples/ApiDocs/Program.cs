using System.Diagnostics;
using ApiDocs;
using Cachekit;

// Everything works without this too: entries would live in memory only, or where the environment says.
try
{
    CachekitRuntime.Default = new CachekitRuntime(new CachekitOptions().FallBackToFile());
}
catch (CacheConfigurationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

var started = Stopwatch.GetTimestamp();
var files = ReferencePacks.FindFiles();
var catalog = new DocumentationCatalog(files);

if (args is [var question, ..])
{
    return await Questions.AnswerAsync(catalog, question);
}

var megabytes = files.Sum(file => new FileInfo(file).Length) / 1024.0 / 1024.0;
Console.WriteLine($"{files.Count} documentation files, {megabytes:F0} MB; backend: {catalog.Cached.FindMember.Info.Backend ?? "none"}");
Console.WriteLine();
await Tour.RunAsync(catalog);
Console.WriteLine();
Console.WriteLine($"Done in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s. Ask about any member: dotnet run -c Release --project samples/ApiDocs -- System.String.Join");
return 0;
