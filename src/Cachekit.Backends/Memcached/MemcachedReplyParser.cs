using System.Buffers.Text;
using System.Text;

namespace Cachekit.Backends;

/// <summary>Reads the first line of an answer.</summary>
internal static class MemcachedReplyParser
{
    /// <summary>Reads a line without its end.</summary>
    /// <returns>The answer; of <see cref="MemcachedStatus.Unreadable"/> when it is none.</returns>
    public static MemcachedReply Parse(ReadOnlySpan<byte> line)
    {
        var reply = new MemcachedReply { Remaining = MemcachedReply.NeverExpires };
        if (line.Length >= 2 && (line.Length == 2 || line[2] == ' '))
        {
            reply.Status = ((line[0] << 8) | line[1]) switch
            {
                ('V' << 8) | 'A' => MemcachedStatus.Value,
                ('E' << 8) | 'N' => MemcachedStatus.Missing,
                ('H' << 8) | 'D' => MemcachedStatus.Done,
                ('N' << 8) | 'S' => MemcachedStatus.NotStored,
                ('E' << 8) | 'X' => MemcachedStatus.Exists,
                ('N' << 8) | 'F' => MemcachedStatus.NotFound,
                ('M' << 8) | 'N' => MemcachedStatus.Nothing,
                _ => MemcachedStatus.Unreadable,
            };
            var rest = line[2..];
            if (!(reply.Status == MemcachedStatus.Value && !TakeSize(ref rest, out reply.Size)) && TakeFlags(rest, ref reply))
            {
                return reply;
            }
        }
        else if (line.StartsWith("VERSION "u8))
        {
            return new MemcachedReply { Status = MemcachedStatus.Version, Text = Printable(line["VERSION "u8.Length..]) };
        }
        else if (line.StartsWith("SERVER_ERROR"u8) || line.StartsWith("CLIENT_ERROR"u8) || line.StartsWith("ERROR"u8))
        {
            return new MemcachedReply { Status = MemcachedStatus.Error, Text = Printable(line) };
        }

        return default;
    }

    private static bool TakeSize(ref ReadOnlySpan<byte> rest, out int size)
    {
        size = 0;
        if (rest.IsEmpty || !Utf8Parser.TryParse(rest[1..], out size, out var length) || size is < 0 or > MemcachedBackendDefaults.MaxValueBytes)
        {
            return false;
        }

        rest = rest[(1 + length)..];
        return true;
    }

    private static bool TakeFlags(ReadOnlySpan<byte> rest, ref MemcachedReply reply)
    {
        while (!rest.IsEmpty)
        {
            if (rest[0] != ' ')
            {
                return false;
            }

            rest = rest[1..];
            var end = rest.IndexOf((byte)' ');
            var flag = end < 0 ? rest : rest[..end];
            rest = rest[flag.Length..];
            if (!flag.IsEmpty && !TakeFlag(flag[0], flag[1..], ref reply))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TakeFlag(byte flag, ReadOnlySpan<byte> value, ref MemcachedReply reply)
    {
        switch (flag)
        {
            case (byte)'t':
                return Utf8Parser.TryParse(value, out reply.Remaining, out var length) && length == value.Length;
            case (byte)'f':
                return Utf8Parser.TryParse(value, out reply.ClientFlags, out length) && length == value.Length;
            case (byte)'c':
                return Utf8Parser.TryParse(value, out reply.Unique, out length) && length == value.Length;
            case (byte)'W':
                reply.Won = true;
                return true;
            case (byte)'X':
                reply.MarkedStale = true;
                return true;
            default:
                // A flag of a later version changes nothing about those that were asked for.
                return true;
        }
    }

    // It ends up in messages and logs.
    private static string Printable(ReadOnlySpan<byte> text)
    {
        const int longest = 200;
        var shown = Encoding.ASCII.GetString(text[..Math.Min(text.Length, longest)]);
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
