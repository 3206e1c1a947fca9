using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Escalation.Page;

/// <summary>A delivery that says it is a test; no alert stands behind it.</summary>
public static class TestDelivery
{
    public const string Format = "triage-console/escalation-test";

    public static Delivery Of(Actor actor, DateTime utcNow)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var json = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["created"] = utcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["created_by"] = actor.Name,
            ["note"] = "A test of this target; there is nothing to do.",
        });
        return new()
        {
            IdempotencyKey = Guid.NewGuid().ToString("N"),
            EscalationId = 0,
            CaseId = 0,
            AlertId = Guid.Empty,
            IsTest = true,
            NowUtc = utcNow,
            CreatedUtc = utcNow,
            CreatedBy = actor.Name,
            Note = "A test of this target; there is nothing to do.",
            CaseTitle = "Test",
            Host = "test.invalid",
            Level = Severity.Informational,
            Score = 0,
            Technique = "test",
            Summary = "Test from the Triage Console",
            Chain = "none",
            FirstUtc = utcNow,
            BundleJson = json,
            Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json))),
        };
    }
}
