using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Hosts;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Hosts that went silent, in one notice; and whether anything arrives at all where something used to.</summary>
public sealed class SilentHostsCheck : IOperationsCheck
{
    private const string All = "all";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CheckRound round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        return [await HostsAsync(round, cancel), await ArrivalAsync(round, cancel)];
    }

    private static async Task<CheckResult> HostsAsync(CheckRound round, CancellationToken cancel)
    {
        // Against the last event of any host: where all stopped, something else is broken, and the other notice says so.
        if (await HostTelemetry.MomentAsync(round.Db, round.NowUtc, cancel) is not { } at)
            return new(NoticeKinds.Silent, All, null);
        var (oldest, newest) = (at.AddDays(-round.Options.SilentDays), at.AddHours(-round.Options.SilentHours));
        var quiet = await round.Db.Hosts.AsNoTracking().Counted().Where(h => h.LastSeenUtc < newest && h.LastSeenUtc >= oldest).OrderBy(h => h.NameKey).ToListAsync(cancel);
        var days = await HostTelemetry.QuietDaysAsync(round.Db, quiet, at, cancel);
        var silent = quiet.Where(h => HostSilence.IsSilent(h.LastSeenUtc, days[h.Id], at)).Select(h => h.Name).ToList();
        return new(NoticeKinds.Silent, All, silent.Count switch
        {
            0 => null,
            1 => $"A host went silent: {CheckNames.Of(silent)}. It sent nothing for longer than it is used to. Is it switched off, or is its forwarding broken?",
            _ => FormattableString.Invariant($"{silent.Count:N0} hosts went silent: {CheckNames.Of(silent)}. They sent nothing for longer than they are used to. Are they switched off, or is their forwarding broken?"),
        });
    }

    private static async Task<CheckResult> ArrivalAsync(CheckRound round, CancellationToken cancel)
    {
        var oldest = round.NowUtc.AddDays(-round.Options.SilentDays);
        var last = await round.Db.Imports.Where(i => (i.Origin == ImportOrigin.Intake || i.Origin == ImportOrigin.Watch) && i.CreatedUtc >= oldest)
            .MaxAsync(i => (DateTime?)i.CreatedUtc, cancel);
        var isQuiet = last is { } time && round.NowUtc - time > TimeSpan.FromHours(round.Options.SilentHours);
        return new(NoticeKinds.NothingArrives, All, isQuiet
            ? FormattableString.Invariant($"Nothing arrived since {last:yyyy-MM-dd HH:mm} UTC, neither over HTTP nor in a watched folder. Look at the forwarders and at the folders.")
            : null);
    }
}
