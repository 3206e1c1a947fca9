using System.Globalization;
using System.Text.Json;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>Where and when a scenario takes place.</summary>
/// <param name="Host">The computer that it has to itself.</param>
/// <param name="User">The account.</param>
/// <param name="StartUtc">When its process starts.</param>
/// <param name="Machine">Eight hex digits: how the computer's processes are named apart from those of others.</param>
/// <param name="FirstProcess">Process ids begin above it.</param>
public sealed record ScenarioPlace(string Host, string User, DateTime StartUtc, string Machine, uint FirstProcess);

/// <summary>Scenarios as Sysmon records in the flat layout that nxlog writes: a host for each, the same bytes every time.</summary>
/// <param name="output">Takes the lines.</param>
/// <param name="firstRecord">Record numbers begin above it.</param>
public sealed class SelfTestTelemetry(Stream output, long firstRecord = 0) : IDisposable
{
    private const string User = @"CORP\anna";
    private static readonly DateTime _start = new(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);
    private readonly Utf8JsonWriter _json = new(output);
    private ScenarioPlace _place = new(string.Empty, User, _start, string.Empty, 1000);
    private int _processes;
    private long _record = firstRecord;

    /// <summary>Name of the host that the scenario of this number has to itself.</summary>
    public static string HostOf(int number) => string.Create(CultureInfo.InvariantCulture, $"SELFTEST-{number:0000}");

    public void Write(int number, SelfTestScenario scenario) =>
        WriteAt(new(HostOf(number), User, _start, string.Create(CultureInfo.InvariantCulture, $"5e1f{number:x4}"), 1000), scenario);

    /// <summary>Writes a scenario, and before it what else ran there.</summary>
    /// <param name="place">Where and when.</param>
    /// <param name="scenario">What.</param>
    /// <param name="before">Processes that started earlier, each so many seconds before the scenario as it says to come after its parent.</param>
    public void WriteAt(ScenarioPlace place, SelfTestScenario scenario, params IReadOnlyList<SelfTestProcess> before)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(scenario);
        (_place, _processes) = (place, 0);
        foreach (var process in before)
            Stand(process, null);
        Started? parent = scenario.Parent is null ? null : Start(scenario.Parent, null, _place.StartUtc.AddSeconds(-5));
        var main = Start(scenario.Process, parent, _place.StartUtc);
        foreach (var child in scenario.Children)
            Descend(child, main);
        End(main, _place.StartUtc.AddSeconds(120));
    }

    public void Dispose() => _json.Dispose();

    // What runs on: it starts so long before the scenario, and does not end.
    private void Stand(SelfTestProcess process, Started? parent)
    {
        var started = Start(process, parent, _place.StartUtc.AddSeconds(-process.After));
        foreach (var child in process.Children)
            Stand(child, started);
    }

    private void Descend(SelfTestProcess process, Started parent)
    {
        var started = Start(process, parent, parent.AtUtc.AddSeconds(process.After));
        foreach (var child in process.Children)
            Descend(child, started);
        End(started, started.AtUtc.AddSeconds(60));
    }

    private Started Start(SelfTestProcess process, Started? parent, DateTime at)
    {
        var started = new Started(process, Guid(at), (uint)(_place.FirstProcess + (++_processes * 4)), at);
        Record(1, at, started, json =>
        {
            Text(json, "CommandLine", process.Line);
            Text(json, "CurrentDirectory", process.Dir);
            Text(json, "OriginalFileName", process.Original);
            json.WriteString("ParentProcessGuid", parent?.Guid ?? "{00000000-0000-0000-0000-000000000000}");
            json.WriteString("ParentProcessId", (parent?.Id ?? 0).ToString(CultureInfo.InvariantCulture));
            json.WriteString("ParentImage", parent?.Process.Image ?? "-");
            Text(json, "ParentCommandLine", parent is null ? "-" : parent.Process.Line);
        });
        if (process.Signature is { } signature)
            Load(started, process.Image, signature, at.AddMilliseconds(3));
        foreach (var module in process.Modules)
            Load(started, module, "unsigned", at.AddMilliseconds(20));
        foreach (var path in process.Writes)
        {
            Record(11, at.AddMilliseconds(200), started, json =>
            {
                json.WriteString("TargetFilename", path);
                json.WriteString("CreationUtcTime", Time(at.AddMilliseconds(200)));
            });
        }

        return started;
    }

    private void End(Started process, DateTime at) => Record(5, at, process, static _ => { });

    private void Load(Started process, string path, string signature, DateTime at) => Record(7, at, process, json =>
    {
        json.WriteString("ImageLoaded", path);
        json.WriteString("Signed", signature == "unsigned" ? "false" : "true");
        json.WriteString("Signature", signature == "unsigned" ? "-" : signature == "expired" ? "Contoso" : signature[(signature.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        json.WriteString("SignatureStatus", signature == "unsigned" ? "Unavailable" : signature == "expired" ? "Expired" : "Valid");
    });

    private void Record(int id, DateTime at, Started process, Action<Utf8JsonWriter> fields)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("EventTime", at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        _json.WriteString("Hostname", _place.Host);
        _json.WriteNumber("EventID", id);
        _json.WriteString("SourceName", "Microsoft-Windows-Sysmon");
        _json.WriteString("ProviderGuid", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}");
        _json.WriteNumber("Version", id is 1 ? 5 : 3);
        _json.WriteNumber("Task", id);
        _json.WriteNumber("RecordNumber", ++_record);
        _json.WriteString("Channel", "Microsoft-Windows-Sysmon/Operational");
        _json.WriteString("UtcTime", Time(at));
        _json.WriteString("ProcessGuid", process.Guid);
        _json.WriteString("ProcessId", process.Id.ToString(CultureInfo.InvariantCulture));
        _json.WriteString("Image", process.Process.Image);
        _json.WriteString("User", process.Process.Account ?? _place.User);
        fields(_json);
        _json.WriteEndObject();
        _json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    // As Sysmon builds them: the machine, the second, a count.
    private string Guid(DateTime at)
    {
        var second = (uint)new DateTimeOffset(at).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{{{_place.Machine}-{second & 0xffff:x4}-{second >> 16:x4}-{_processes + 1:x4}-000000001700}}");
    }

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private sealed record Started(SelfTestProcess Process, string Guid, uint Id, DateTime AtUtc);
}
