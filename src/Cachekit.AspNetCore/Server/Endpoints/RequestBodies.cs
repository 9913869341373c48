using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cachekit.AspNetCore;

/// <summary>Reads bodies, never more of them than allowed.</summary>
internal static class RequestBodies
{
    // Where a client does not say how much it sends.
    private const int FirstCapacity = 16 * 1024;

    /// <summary>Reads a value straight into the record that it becomes.</summary>
    public static async ValueTask<(Refusal? Refusal, EntryBuffer? Value)> ReadValueAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        LiftLimit(request);
        if (request.ContentLength > limit)
        {
            return (Refusals.TooLarge, null);
        }

        // A byte more than allowed or announced, so that the end is seen without growing.
        var buffer = new EntryBuffer((int)(request.ContentLength ?? Math.Min(limit, FirstCapacity)) + 1);
        var refusal = await FillAsync(request, buffer, limit, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            buffer.Dispose();
            return (refusal, null);
        }

        return (null, buffer);
    }

    /// <summary>Reads the one whole number of a command such as <c>{"ttl": 3600}</c>.</summary>
    /// <returns>The number; <see langword="null"/> when the body is something else.</returns>
    public static async ValueTask<(Refusal? Refusal, long? Number)> ReadNumberAsync(HttpRequest request, string name, CancellationToken cancellationToken)
    {
        LiftLimit(request);
        if (request.ContentLength > ServerLimits.MaxCommandBytes)
        {
            return (null, null);
        }

        using var buffer = new EntryBuffer(ServerLimits.MaxCommandBytes + 1);
        var refusal = await FillAsync(request, buffer, ServerLimits.MaxCommandBytes, cancellationToken).ConfigureAwait(false);
        if (refusal == Refusals.TooLarge)
        {
            return (null, null);
        }

        return (refusal, refusal is null ? ParseNumber(buffer.Value.Span, name) : null);
    }

    /// <summary>
    /// The limits of the host must not decide before those of the server. What it leaves unread after an answer, Kestrel reads for a few seconds and
    /// drops, so that the client gets to see the answer.
    /// </summary>
    private static void LiftLimit(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }
    }

    private static async ValueTask<Refusal?> FillAsync(HttpRequest request, EntryBuffer buffer, int limit, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (buffer.Free.Length == 0)
                {
                    buffer.Grow((int)Math.Min(limit + 1L, buffer.Length * 2L));
                }

                var read = await request.Body.ReadAsync(buffer.Free, cancellationToken).ConfigureAwait(false);
                buffer.Advance(read);
                if (buffer.Length > limit)
                {
                    return Refusals.TooLarge;
                }

                if (read == 0)
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Refusals.BodyTimeout;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode switch
            {
                StatusCodes.Status408RequestTimeout => Refusals.BodyTimeout,
                StatusCodes.Status413PayloadTooLarge => Refusals.TooLarge,
                _ => Refusals.BadBody,
            };
        }
    }

    /// <summary>One JSON object that has the number once; other members do not matter.</summary>
    private static long? ParseNumber(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            long? number = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isNumber = reader.ValueTextEquals(name);
                reader.Read();
                if (!isNumber)
                {
                    reader.Skip();
                }
                else if (number is not null || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value))
                {
                    return null;
                }
                else
                {
                    number = value;
                }
            }

            // Reading on makes sure that nothing follows the object.
            return reader.Read() ? null : number;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
