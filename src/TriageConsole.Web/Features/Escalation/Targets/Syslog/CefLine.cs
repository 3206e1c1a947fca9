using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Escalation.Targets.Syslog;

/// <summary>One escalation as one syslog line (RFC 5424) that carries CEF: its facts and the bundle's hash, not the bundle.</summary>
public static class CefLine
{
    private const int LocalZero = 16;
    private const int Notice = 5;
    private const int Warning = 4;
    private const int Critical = 2;

    private static readonly string _version = typeof(CefLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static string Of(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var line = new StringBuilder();
        var time = delivery.NowUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        line.Append(CultureInfo.InvariantCulture, $"<{LocalZero * 8 + SyslogSeverity(delivery.Level)}>1 {time} {OwnName()} TriageConsole - - - ");
        line.Append("CEF:0|Triage Console|Triage Console|").Append(CefText.Header(_version))
            .Append('|').Append(CefText.Header(delivery.IsTest ? "test" : delivery.Technique))
            .Append('|').Append(CefText.Header(delivery.Title))
            .Append('|').Append(CefSeverity(delivery.Level).ToString(CultureInfo.InvariantCulture)).Append('|');
        Add(line, "externalId", delivery.AlertId.ToString("D"));
        Add(line, "rt", new DateTimeOffset(delivery.CreatedUtc).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Add(line, "start", new DateTimeOffset(delivery.FirstUtc).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Add(line, "dhost", delivery.Host);
        Add(line, "duser", delivery.User);
        Add(line, "suser", delivery.CreatedBy);
        Add(line, "cs1Label", "Chain");
        Add(line, "cs1", delivery.Chain);
        Add(line, "cs2Label", "Case");
        Add(line, "cs2", string.Create(CultureInfo.InvariantCulture, $"{delivery.CaseId} {delivery.CaseTitle}"));
        Add(line, "cs3Label", "BundleSHA256");
        Add(line, "cs3", delivery.Sha256);
        Add(line, "cs4Label", "IdempotencyKey");
        Add(line, "cs4", delivery.IdempotencyKey);
        Add(line, "cn1Label", "Score");
        Add(line, "cn1", delivery.Score.ToString(CultureInfo.InvariantCulture));
        Add(line, "request", delivery.Link);
        Add(line, "reason", delivery.Note);
        Add(line, "msg", delivery.Summary);
        return line.ToString().TrimEnd();
    }

    private static void Add(StringBuilder line, string key, string? value)
    {
        var text = CefText.Value(value);
        if (text.Length > 0)
            line.Append(key).Append('=').Append(text).Append(' ');
    }

    private static int CefSeverity(Severity level) => level switch
    {
        Severity.Critical => 10,
        Severity.High => 8,
        Severity.Medium => 5,
        Severity.Low => 3,
        _ => 1,
    };

    private static int SyslogSeverity(Severity level) => level switch
    {
        Severity.Critical => Critical,
        Severity.High or Severity.Medium => Warning,
        _ => Notice,
    };

    private static string OwnName()
    {
        var name = string.Concat(Dns.GetHostName().Where(static c => c is > ' ' and <= '~'));
        return name.Length is > 0 and <= 255 ? name : "-";
    }
}
