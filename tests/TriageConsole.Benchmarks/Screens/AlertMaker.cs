using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>
/// Alerts as detection and people leave them, always the same: few critical and many low, more than half still open, a few
/// patterns that are seen everywhere and thousands that are seen once, three months of them.
/// </summary>
internal sealed class AlertMaker(long import, DateTime now, int hosts)
{
    private const int Patterns = 3_000;

    private static readonly string[] _proxies = ["wscript", "cscript", "mshta", "rundll32", "regsvr32", "msbuild", "installutil", "powershell"];
    private static readonly string[] _scripts = ["pubprn.vbs", "winrm.vbs", "manage-bde.wsf", "inventory.vbs", "logon.js", "setup.sct"];
    private static readonly string[] _techniques = ["T1216.001", "T1216", "T1218.005", "T1218.011", "T1218.010", "T1127.001", "T1059.005"];
    private static readonly string[] _people = ["anna", "ben", "carla", "dmitri"];

    private readonly Random _random = new(20261125);

    /// <summary>
    /// The approved use that covers what is covered: without one in force the console judges those alerts again, and they were
    /// never judged. Decided before any of them, for the same reason.
    /// </summary>
    public ApprovedUseRow Use { get; } = new()
    {
        Id = new Guid(1, 0x5c4, 0x4e5, [0x80, 0, 0, 0, 0, 0, 0, 2]),
        Title = "Inventory by script",
        State = ApprovedUseState.Active,
        Owner = "Workplace",
        Reason = "Runs on every workstation.",
        ConditionsJson = UseRecord.WriteConditions([new(UseField.Host, "no-host-of-the-estate")]),
        ReviewUtc = now.AddDays(300),
        ExpiresUtc = now.AddDays(3650),
        ProposedBy = _people[0],
        ProposedUtc = now.AddDays(-200),
        DecidedBy = _people[1],
        DecidedUtc = now.AddDays(-200),
    };

    /// <param name="number">Its number, from 0.</param>
    /// <param name="host">Surrogate id of the host.</param>
    /// <param name="proxy">Surrogate id of the process that it is keyed by.</param>
    /// <param name="chain">All processes, in tree order.</param>
    public AlertRow Make(int number, int host, long proxy, IReadOnlyList<long> chain)
    {
        // Cubed: some patterns are seen a thousand times, most once or twice.
        var pattern = (int)(Patterns * Math.Pow(_random.NextDouble(), 3));
        var (level, score) = Level(pattern);
        var created = now - TimeSpan.FromMinutes(_random.NextDouble() * 90 * 24 * 60);
        var (program, script) = (_proxies[pattern % _proxies.Length], _scripts[pattern % _scripts.Length]);
        var verdict = Verdict(proxy, chain, level, score, pattern, created, program, script);
        var alert = new AlertRow
        {
            PublicId = new Guid(number + 1, 0x5c4, 0x4e5, [0x80, 0, 0, 0, 0, 0, 0, 1]),
            HostId = host,
            ProxyProcessId = proxy,
            Level = level,
            Score = score,
            Completeness = 40 + (pattern % 61),
            Technique = verdict.Technique,
            Summary = verdict.Summary,
            Chain = verdict.Chain,
            Fingerprint = verdict.Fingerprint,
            ProxyName = program + ".exe",
            Script = script,
            User = string.Create(CultureInfo.InvariantCulture, $@"CORP\user{host % hosts}"),
            FirstUtc = verdict.FirstUtc,
            LastUtc = verdict.LastUtc,
            DetailJson = VerdictDetail.ToJson(verdict),
            JudgedWith = "bench",
            JudgedUtc = created,
            CreatedUtc = created,
            FirstImportId = import,
        };
        alert.Findings.AddRange(verdict.Findings.Select(f => new AlertFindingRow { ProcessId = f.ProcessId, SignalId = f.SignalId, Points = f.Points }));
        alert.Processes.AddRange(verdict.Members.Select((m, order) => new AlertProcessRow { ProcessId = m.ProcessId, Role = m.Role, Order = order }));
        alert.History.Add(new AlertHistoryRow { AtUtc = created, Action = AlertAction.Raised, To = AlertStatus.Open });
        Decide(alert, chain.Count);
        return alert;
    }

    private static (Severity Level, int Score) Level(int pattern) => (pattern * 7919 % 100) switch
    {
        < 2 => (Severity.Critical, 92),
        < 15 => (Severity.High, 70 + (pattern % 20)),
        < 60 => (Severity.Medium, 45 + (pattern % 25)),
        _ => (Severity.Low, 20 + (pattern % 25)),
    };

    // The wide ones stay open: they are what is looked at.
    private void Decide(AlertRow alert, int processes)
    {
        alert.Status = processes >= 100 ? AlertStatus.Open : _random.Next(100) switch
        {
            < 60 => AlertStatus.Open,
            < 75 => AlertStatus.Covered,
            < 78 => AlertStatus.Allowed,
            < 80 => AlertStatus.AllowedPending,
            _ => AlertStatus.Closed,
        };
        alert.ApprovedUseId = alert.Status is AlertStatus.Covered or AlertStatus.Allowed ? Use.Id : null;
        if (alert.Status is AlertStatus.Open or AlertStatus.Covered)
        {
            alert.Assignee = _random.Next(10) == 0 ? _people[_random.Next(_people.Length)] : null;
            return;
        }

        var (by, at) = (_people[_random.Next(_people.Length)], alert.CreatedUtc.AddMinutes(_random.Next(5, 600)));
        alert.Outcome = alert.Status == AlertStatus.Closed ? (AlertOutcome)_random.Next(1, 5) : AlertOutcome.None;
        (alert.Assignee, alert.DecidedBy, alert.DecidedUtc, alert.FirstDecidedUtc, alert.Version) = (by, by, at, at, 1);
        alert.History.Add(new AlertHistoryRow
        {
            AtUtc = at,
            UserName = by,
            Action = alert.Status == AlertStatus.Closed ? AlertAction.Closed : AlertAction.Allowed,
            From = AlertStatus.Open,
            To = alert.Status,
            Outcome = alert.Outcome,
            Note = "Seen before, agreed with the owner of the host.",
        });
    }

    private static ChainVerdict Verdict(
        long proxy, IReadOnlyList<long> chain, Severity level, int score, int pattern, DateTime created, string program, string script)
    {
        var technique = _techniques[pattern % _techniques.Length];
        var payload = string.Create(CultureInfo.InvariantCulture, $@"C:\Users\Public\job{pattern}\{script}");
        var first = created.AddMinutes(-20);
        Finding[] findings =
        [
            new("script-host-untrusted-script", proxy, 45, $"{program} runs a script that everyone can write", technique,
                [new("CommandLine", 20, payload.Length, payload, "lies where users write")], "The script's signature."),
            new("proxy-parent-unusual", proxy, 20, $"{program} was started by a program that seldom starts it", null,
                [new("ParentImage", -1, 0, @"C:\Program Files\Contoso\Suite 3\part3.exe", "seldom seen as its parent")]),
            new("payload-unsigned", chain[^1], 15, "What it started is not signed", "T1036",
                [new("Image", -1, 0, @"C:\Program Files\Contoso\Suite 1\part1.exe", "no signature was seen")], "A Sysmon 7 of its own image."),
        ];
        return new()
        {
            ProxyProcessId = proxy,
            Host = string.Empty,
            FirstUtc = first,
            LastUtc = first.AddMinutes(pattern % 15),
            Score = score,
            Level = level,
            Completeness = 40 + (pattern % 61),
            Technique = technique,
            Summary = $"{program} ran {payload}",
            Chain = $"explorer → {program} → {script} → part{pattern % 400}.exe",
            Fingerprint = string.Create(CultureInfo.InvariantCulture, $"{pattern * 2654435761:x16}{pattern:x16}"),
            Findings = findings,
            Ledger = [.. findings.Select((f, i) => new LedgerLine(f.SignalId, f.Points, i == 0 ? score - 8 : 4, f.Title))],
            Missing = pattern % 3 == 0 ? [] : [new("process signature", "No Sysmon 7 of the process and no hash in the catalogue.")],
            Payloads = [new(PayloadKind.Script, proxy, payload, LocationClass.UserWritable, 20, payload.Length)],
            Members = [.. chain.Select(id => new ChainMember(id, id == proxy ? ChainRole.Proxy : id < proxy ? ChainRole.Context : ChainRole.Payload))],
        };
    }
}
