using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Web.Features.Escalation;

/// <summary>
/// The frozen proof of an escalation: JSON, process fields by their ECS names, and the hash of exactly these bytes. Pure
/// ASCII, since every hostile character is escaped: what is stored, sent and hashed is the same on every system.
/// </summary>
public sealed record EscalationBundle(string Json, string Sha256)
{
    /// <summary>Name of the format, for whoever finds a bundle alone.</summary>
    public const string Format = "triage-console/escalation";

    /// <summary>Goes up when a field changes its meaning or goes away.</summary>
    public const int FormatVersion = 1;

    public static EscalationBundle Create(BundleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            Write(json, facts);
        var bytes = buffer.ToArray();
        return new(Encoding.UTF8.GetString(bytes), Convert.ToHexString(SHA256.HashData(bytes)));
    }

    private static void Write(Utf8JsonWriter json, BundleFacts facts)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("format_version", FormatVersion);
        json.WriteString("created", facts.CreatedUtc);
        json.WriteString("created_by", facts.CreatedBy);
        json.WriteString("note", facts.Note);
        json.WriteStartObject("case");
        json.WriteNumber("id", facts.Case.Id);
        json.WriteString("title", facts.Case.Title);
        json.WriteEndObject();
        WriteAlert(json, facts);
        WriteVerdict(json, VerdictDetail.FromJson(facts.Alert.DetailJson), facts.Processes);
        json.WriteStartArray("processes");
        foreach (var process in facts.Processes)
            BundleProcess.Write(json, process, facts.Records.Where(r => r.ProcessId == process.Id));
        json.WriteEndArray();
        json.WriteString("tree_svg", TreeOf(facts));
        WriteHistory(json, facts.History);
        json.WriteEndObject();
    }

    /// <summary>The chain as it was drawn on the day, for whoever has no console.</summary>
    private static string TreeOf(BundleFacts facts)
    {
        var nodes = AlertTreeBuilder.Build(facts.Processes, VerdictDetail.FromJson(facts.Alert.DetailJson), [], new Dictionary<long, int>());
        return StillTreeSvg.Write(StillTree.Of(nodes), HostileText.Visible($"{facts.Alert.Chain} on {facts.Host}"));
    }

    private static void WriteAlert(Utf8JsonWriter json, BundleFacts facts)
    {
        var alert = facts.Alert;
        json.WriteStartObject("alert");
        json.WriteString("id", alert.PublicId);
        json.WriteString("host", facts.Host);
        json.WriteString("level", alert.Level.ToString().ToLowerInvariant());
        json.WriteNumber("score", alert.Score);
        json.WriteNumber("completeness", alert.Completeness);
        json.WriteString("technique", alert.Technique);
        json.WriteString("summary", alert.Summary);
        json.WriteString("chain", alert.Chain);
        json.WriteString("pattern", alert.Fingerprint);
        json.WriteString("first", alert.FirstUtc);
        json.WriteString("last", alert.LastUtc);
        json.WriteString("judged_with", alert.JudgedWith);
        json.WriteNumber("settings_version", alert.SettingsVersion);
        json.WriteString("baseline_revision", alert.BaselineRevision);
        json.WriteString("judged", alert.JudgedUtc);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, VerdictDetail detail, IReadOnlyList<ChainProcess> processes)
    {
        json.WriteStartArray("ledger");
        foreach (var line in detail.Ledger)
        {
            json.WriteStartObject();
            json.WriteString("signal", line.SignalId);
            json.WriteNumber("points", line.Points);
            json.WriteNumber("contribution", line.Contribution);
            json.WriteString("title", line.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in detail.Findings)
            WriteFinding(json, finding, processes);
        json.WriteEndArray();
        json.WriteStartArray("not_checked");
        foreach (var missing in detail.Missing)
        {
            json.WriteStartObject();
            json.WriteString("what", missing.What);
            json.WriteString("why", missing.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("payloads");
        foreach (var payload in detail.Payloads)
        {
            json.WriteStartObject();
            json.WriteString("kind", payload.Kind.ToString());
            json.WriteString("text", payload.Text);
            json.WriteString("location", payload.Location.ToString());
            json.WriteString("run_by", EntityId(processes, payload.ProcessId));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failed_signals");
        foreach (var failure in detail.Failures)
        {
            json.WriteStartObject();
            json.WriteString("signal", failure.SignalId);
            json.WriteString("error", failure.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, IReadOnlyList<ChainProcess> processes)
    {
        json.WriteStartObject();
        json.WriteString("signal", finding.SignalId);
        json.WriteString("technique", finding.Technique);
        json.WriteNumber("points", finding.Points);
        json.WriteString("title", finding.Title);
        json.WriteString("process", EntityId(processes, finding.ProcessId));
        json.WriteStartArray("evidence");
        foreach (var evidence in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("field", evidence.Field);
            json.WriteNumber("start", evidence.Start);
            json.WriteNumber("length", evidence.Length);
            json.WriteString("text", evidence.Text);
            json.WriteString("why", evidence.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHistory(Utf8JsonWriter json, IReadOnlyList<AlertHistoryRow> history)
    {
        json.WriteStartArray("history");
        foreach (var line in history)
        {
            json.WriteStartObject();
            json.WriteString("at", line.AtUtc);
            json.WriteString("by", line.UserName);
            json.WriteString("action", line.Action.ToString());
            json.WriteString("note", line.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What a process is called in this bundle: the surrogate ids of one database mean nothing elsewhere.</summary>
    private static string? EntityId(IReadOnlyList<ChainProcess> processes, long id) =>
        processes.FirstOrDefault(p => p.Id == id) is { } process ? BundleProcess.EntityId(process) : null;
}
