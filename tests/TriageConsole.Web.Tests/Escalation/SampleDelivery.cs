using System.Security.Cryptography;
using System.Text;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Tests.Controls;

namespace TriageConsole.Web.Tests.Escalation;

/// <summary>A delivery whose every text is hostile.</summary>
internal static class SampleDelivery
{
    public const string Breakout = "x|y=z\\ \r\n<34>1 forged CEF:0|a|b|c|d|e|10|msg=forged\u2028\u0085\0 `[a](http://evil)` ";

    public static Delivery Create()
    {
        const string bundle = "{\"format\":\"triage-console/escalation\",\"note\":\"\\u003Cimg\\u003E\"}";
        return new()
        {
            IdempotencyKey = "0123456789abcdef0123456789abcdef",
            EscalationId = 12,
            CaseId = 7,
            AlertId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            NowUtc = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc),
            CreatedUtc = new DateTime(2026, 3, 2, 8, 59, 0, DateTimeKind.Utc),
            CreatedBy = "ana" + Breakout,
            Note = Breakout + Hostile.Markup,
            CaseTitle = Breakout,
            Host = "WS-0042" + Breakout,
            User = "EXAMPLE\\pat" + Breakout,
            Level = Severity.High,
            Score = 65,
            Technique = "T1216" + Breakout,
            Summary = Hostile.Markup + Breakout + Hostile.Turned,
            Chain = Breakout,
            FirstUtc = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc),
            BundleJson = bundle,
            Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(bundle))),
            Link = "https://triage.example/alerts/00112233-4455-6677-8899-aabbccddeeff",
        };
    }
}
