using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Intake.Bodies;

/// <summary>Receives a body, plain or gzip, never holding more of it than the limit.</summary>
internal sealed class BodyReader(BodyBudget budget, IOptions<IntakeOptions> options)
{
    // What gzip adds to bytes that cannot be packed.
    private const int PackingSlack = 64 * 1024;

    /// <summary>A fault and no body, or a body.</summary>
    public async Task<(Refusal? Fault, ReceivedBody? Body)> ReadAsync(HttpContext context, CancellationToken cancel)
    {
        var most = options.Value.MaxRequestBytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = (long)most + PackingSlack;
        var encoding = context.Request.Headers.ContentEncoding.ToString().Trim();
        var packed = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase);
        if (!packed && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return (Refusal.UnknownEncoding, null);
        if (!packed && context.Request.ContentLength > most)
            return (Refusal.TooLarge, null);
        var body = new ReceivedBody(budget);
        Refusal? fault;
        try
        {
            fault = packed
                ? await UnpackAsync(context.Request.Body, body, most, cancel)
                : await FillAsync(context.Request.Body, body, most, cancel);
        }
        catch (InvalidDataException)
        {
            fault = Refusal.BadPacking;
        }
        catch (BadHttpRequestException e)
        {
            fault = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.TooLarge : Refusal.BrokenBody;
        }
        catch
        {
            body.Dispose();
            throw;
        }

        if (fault is null)
            return (null, body);
        body.Dispose();
        return (fault, null);
    }

    private static async Task<Refusal?> UnpackAsync(Stream from, ReceivedBody body, int most, CancellationToken cancel)
    {
        await using var packed = new TailStream(from);
        await using var unpacking = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        return await FillAsync(unpacking, body, most, cancel) ?? (packed.Closes(body.Bytes.Span) ? null : Refusal.BadPacking);
    }

    private static async Task<Refusal?> FillAsync(Stream from, ReceivedBody body, int most, CancellationToken cancel)
    {
        while (true)
        {
            // One byte more than may come tells a body that is too large from one that just fits.
            var room = body.Room(most + 1);
            if (room.IsEmpty)
                return Refusal.Busy;
            var read = await from.ReadAsync(room, cancel);
            if (read == 0)
                return null;
            body.Add(read);
            if (body.Bytes.Length > most)
                return Refusal.TooLarge;
        }
    }
}
