using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>
/// Process starts of an estate as a shipper would write them (Sysmon 1, nxlog's flat layout), without end and always the
/// same: hosts in turns, every process with a GUID, a parent that was seen (families of sixteen), a hash of its program, and a command line of
/// which about half were seen before.
/// </summary>
/// <param name="hosts">How many hosts take turns.</param>
/// <param name="first">When the first of them starts; 2030 where none is given.</param>
/// <param name="step">Between the starts of one host; seven seconds where none is given.</param>
internal sealed class Estate(int hosts, DateTime? first = null, TimeSpan? step = null) : IDisposable
{
    private const int Programs = 400;

    private static readonly DateTime _epoch = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _line = new(4 * 1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, _options);

    /// <summary>Writes the processes of these numbers, one line each, and returns the bytes written.</summary>
    public long Write(Stream output, long from, long count)
    {
        long bytes = 0;
        for (var number = from; number < from + count; number++)
        {
            _line.ResetWrittenCount();
            _json.Reset(_line);
            Line(number);
            _json.Flush();
            output.Write(_line.WrittenSpan);
            output.WriteByte((byte)'\n');
            bytes += _line.WrittenCount + 1;
        }

        return bytes;
    }

    public void Dispose() => _json.Dispose();

    private void Line(long number)
    {
        var host = number % hosts;
        var turn = number / hosts;
        var program = (int)(Mix(number) % Programs);
        var parent = Parent(number, host, turn);
        var utc = Start(turn);
        _json.WriteStartObject();
        _json.WriteString("EventTime", utc.AddHours(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        _json.WriteString("Hostname", FormattableString.Invariant($"WKS-{host:D4}.corp.example"));
        _json.WriteNumber("Keywords", long.MinValue);
        _json.WriteString("EventType", "INFO");
        _json.WriteNumber("SeverityValue", 2);
        _json.WriteString("Severity", "INFO");
        _json.WriteNumber("EventID", 1);
        _json.WriteString("SourceName", "Microsoft-Windows-Sysmon");
        _json.WriteString("ProviderGuid", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}");
        _json.WriteNumber("Version", 5);
        _json.WriteNumber("RecordNumber", turn + 1);
        _json.WriteNumber("ExecutionProcessID", 3412);
        _json.WriteString("Channel", "Microsoft-Windows-Sysmon/Operational");
        _json.WriteString("RuleName", "-");
        _json.WriteString("UtcTime", utc.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));
        _json.WriteString("ProcessGuid", Guid(number));
        _json.WriteString("ProcessId", Pid(number));
        _json.WriteString("Image", Image(program));
        _json.WriteString("FileVersion", FormattableString.Invariant($"10.0.{program}.1"));
        _json.WriteString("Description", FormattableString.Invariant($"Contoso part {program}"));
        _json.WriteString("Product", "Contoso Suite");
        _json.WriteString("Company", "Contoso Ltd");
        _json.WriteString("OriginalFileName", FormattableString.Invariant($"part{program}.exe"));
        _json.WriteString("CommandLine", CommandLine(number, program));
        _json.WriteString("CurrentDirectory", @"C:\Windows\system32\");
        _json.WriteString("User", FormattableString.Invariant($@"CORP\user{host}"));
        _json.WriteString("LogonGuid", "{00000000-0000-0000-0000-000000000000}");
        _json.WriteString("LogonId", FormattableString.Invariant($"0x{0x10000 + host:x}"));
        _json.WriteString("TerminalSessionId", "1");
        _json.WriteString("IntegrityLevel", "Medium");
        _json.WriteString("Hashes", FormattableString.Invariant($"SHA256={Mix(program):X16}{Mix(program + 1):X16}{Mix(program + 2):X16}{Mix(program + 3):X16}"));
        _json.WriteString("ParentProcessGuid", parent < 0 ? "{00000000-0000-0000-0000-000000000000}" : Guid(parent));
        _json.WriteString("ParentProcessId", parent < 0 ? "0" : Pid(parent));
        var parentProgram = parent < 0 ? 0 : (int)(Mix(parent) % Programs);
        _json.WriteString("ParentImage", parent < 0 ? "-" : Image(parentProgram));
        _json.WriteString("ParentCommandLine", parent < 0 ? "-" : CommandLine(parent, parentProgram));
        _json.WriteString("SourceModuleName", "eventlog");
        _json.WriteString("SourceModuleType", "im_msvistalog");
        _json.WriteEndObject();
    }

    // Families of sixteen below the host's first process, which is the parent of their heads as a service controller is: real
    // trees are wide, not deep.
    private long Parent(long number, long host, long turn)
    {
        if (turn == 0)
            return -1;
        var place = turn % 16;
        return host + (hosts * (place == 0 ? 0 : turn - 1 - (long)(Mix(number + 7) % (ulong)place)));
    }

    private DateTime Start(long turn) => (first ?? _epoch) + (turn * (step ?? TimeSpan.FromSeconds(7)));

    // As Sysmon makes them: host, time of start in seconds, then a number.
    private string Guid(long number)
    {
        var seconds = (uint)((Start(number / hosts) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);
        return FormattableString.Invariant($"{{{number % hosts:x8}-{(ushort)seconds:x4}-{seconds >> 16:x4}-0000-{number:x12}}}");
    }

    private static string Pid(long number) => FormattableString.Invariant($"{4 * (100 + (Mix(number + 3) % 8_000))}");

    private static string Image(int program) => FormattableString.Invariant($@"C:\Program Files\Contoso\Suite {program % 20}\part{program}.exe");

    private string CommandLine(long number, int program) => number % 2 == 0
        ? FormattableString.Invariant($@"""C:\Program Files\Contoso\Suite {program % 20}\part{program}.exe"" --service --config ""C:\ProgramData\Contoso\agent.json"" --mode {program % 7}")
        : FormattableString.Invariant($@"""C:\Program Files\Contoso\Suite {program % 20}\part{program}.exe"" --job {Mix(number):x} --input C:\Users\user{number % hosts}\Documents\report-{number}.docx");

    // SplitMix64: the same numbers on every machine.
    private static ulong Mix(long number)
    {
        var z = (ulong)number + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
