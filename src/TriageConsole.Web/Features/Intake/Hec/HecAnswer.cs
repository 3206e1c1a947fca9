using System.Globalization;

namespace TriageConsole.Web.Features.Intake.Hec;

/// <summary>Splunk's own answers, by its codes.</summary>
internal readonly record struct HecAnswer(int Status, int Code, string Text, int? InvalidEvent = null)
{
    public static readonly HecAnswer Success = new(200, 0, "Success");
    public static readonly HecAnswer TokenDisabled = new(403, 1, "Token disabled");
    public static readonly HecAnswer TokenRequired = new(401, 2, "Token is required");
    public static readonly HecAnswer InvalidAuthorization = new(401, 3, "Invalid authorization");
    public static readonly HecAnswer InvalidToken = new(403, 4, "Invalid token");
    public static readonly HecAnswer NoData = new(400, 5, "No data");
    public static readonly HecAnswer InvalidData = new(400, 6, "Invalid data format");
    public static readonly HecAnswer Failed = new(500, 8, "Internal server error");
    public static readonly HecAnswer Busy = new(503, 9, "Server is busy");
    public static readonly HecAnswer EventRequired = new(400, 12, "Event field is required");
    public static readonly HecAnswer EventBlank = new(400, 13, "Event field cannot be blank");
    public static readonly HecAnswer AckDisabled = new(400, 14, "ACK is disabled");
    public static readonly HecAnswer Healthy = new(200, 17, "HEC is healthy");
    public static readonly HecAnswer QueuesFull = new(503, 18, "HEC is unhealthy, queues are full");
    public static readonly HecAnswer NotFound = new(404, 404, "The requested URL was not found on this server.");
    public static readonly HecAnswer TooLarge = new(413, 27, "Request entity too large");

    /// <summary>
    /// Busy is 503 and not 429: it is what Splunk says, and what its clients repeat; many of them drop a batch at any 4xx.
    /// </summary>
    public static HecAnswer Of(Refusal why) => why switch
    {
        Refusal.NoToken => TokenRequired,
        Refusal.UnreadableToken => InvalidAuthorization,
        Refusal.UnknownToken or Refusal.WrongScope => InvalidToken,
        Refusal.RevokedToken => TokenDisabled,
        Refusal.Busy or Refusal.TooMany or Refusal.DiskFailed => Busy,
        Refusal.TooLarge => TooLarge,
        _ => InvalidData,
    };

    public HecAnswer At(int index) => this with { InvalidEvent = index };

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (Status == 401)
            context.Response.Headers.WWWAuthenticate = "Splunk";
        if (Status == 503)
            context.Response.Headers.RetryAfter = IntakeDoor.RetryAfter;
        var place = InvalidEvent is { } index ? string.Create(CultureInfo.InvariantCulture, $",\"invalid-event-number\":{index}") : string.Empty;
        return context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"{{\"text\":\"{Text}\",\"code\":{Code}{place}}}"), context.RequestAborted);
    }
}
