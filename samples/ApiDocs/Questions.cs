using System.Diagnostics;

namespace ApiDocs;

/// <summary>Answers a question from the command line.</summary>
internal static class Questions
{
    /// <returns>The exit code: 0 when there was an answer.</returns>
    public static async Task<int> AnswerAsync(DocumentationCatalog catalog, string question)
    {
        var started = Stopwatch.GetTimestamp();
        var member = await catalog.FindMemberAsync(question);
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (member is null)
        {
            Console.WriteLine($"Nothing is documented under '{question}'. Write a full name such as System.String.Join, or an id such as T:System.String.");
        }
        else
        {
            Print(member);
        }

        Console.WriteLine();
        Console.WriteLine($"Answered by the {Answered.By(catalog.Cached.FindMember.Info)} in {elapsed.TotalMilliseconds:F1} ms.");
        return member is null ? 1 : 0;
    }

    private static void Print(MemberDoc member)
    {
        Console.WriteLine($"{member.Id}  ({member.Library})");
        Console.WriteLine();
        Console.WriteLine(member.Summary);
        foreach (var parameter in member.Parameters)
        {
            Console.WriteLine($"  {parameter.Name}: {parameter.Text}");
        }

        if (member.Returns is { Length: > 0 } returns)
        {
            Console.WriteLine($"  returns: {returns}");
        }
    }
}
