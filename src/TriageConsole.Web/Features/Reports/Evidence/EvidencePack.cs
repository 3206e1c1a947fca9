using System.Text;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>Writes the evidence pack of a report: all that its numbers rest on, a manifest of hashes, and the console's signature.</summary>
public sealed class EvidencePack(InstanceKey key, BaselineExport baseline)
{
    /// <summary>Version of the program, as packs name it.</summary>
    public static string Program => typeof(EvidencePack).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <param name="scope">What the report is of.</param>
    /// <param name="numbers">What it was made of.</param>
    /// <param name="reports">Files of the report, by their name in the pack.</param>
    /// <param name="output">A new file, written and read.</param>
    /// <param name="onMember">Told before each member; may cancel by throwing.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task WriteAsync(
        ReportScope scope, ReportNumbers numbers, IReadOnlyDictionary<string, string> reports, FileStream output, Func<string, Task> onMember, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(onMember);
        var publicKey = key.Public();
        using (var archive = new PackArchive(output, scope.NowUtc))
        {
            foreach (var (path, file) in reports)
            {
                await onMember(path);
                await archive.AddAsync(path, async to =>
                {
                    await using var from = File.OpenRead(file);
                    await from.CopyToAsync(to, cancel);
                });
            }

            foreach (var member in Members(scope, numbers))
            {
                await onMember(member.Path);
                await archive.AddAsync(member.Path, to => member.Write(to, cancel));
            }

            await archive.AddAsync(PackReadme.SumsName, to => to.WriteAsync(PackReadme.Sums(archive.Files), cancel).AsTask());
            await SignAsync(archive, Manifest(scope, publicKey, archive.Files), publicKey, cancel);
        }

        PackSeal.Add(output, key);
    }

    private IEnumerable<PackMember> Members(ReportScope scope, ReportNumbers numbers) =>
    [
        new("README.txt", (to, cancel) => to.WriteAsync(PackReadme.Text(scope), cancel).AsTask()),
        .. EvidenceTables.Of(scope, numbers),
        new("csv/approvals.csv", async (to, cancel) => await to.WriteAsync(Encoding.UTF8.GetBytes("\uFEFF" + await baseline.CsvAsync(cancel)), cancel)),
        new("baseline/baseline.json", async (to, cancel) => await to.WriteAsync(Encoding.UTF8.GetBytes(await baseline.JsonAsync(onlyCurrent: false, cancel)), cancel)),
        .. AuditTables.Of(scope),
    ];

    private async Task SignAsync(PackArchive archive, PackManifest manifest, PublicKey publicKey, CancellationToken cancel)
    {
        var json = manifest.ToJson();
        await archive.AddUnlistedAsync(PackManifest.FileName, json, cancel);
        await archive.AddUnlistedAsync(PackManifest.SignatureName, key.Sign(json), cancel);
        await archive.AddUnlistedAsync(PackManifest.KeyName, Encoding.ASCII.GetBytes(publicKey.Pem), cancel);
    }

    private static PackManifest Manifest(ReportScope scope, PublicKey publicKey, IReadOnlyList<PackFile> files) => new()
    {
        Format = PackManifest.FormatName,
        Version = PackManifest.CurrentVersion,
        Program = Program,
        Detection = scope.Detection.JudgedWith,
        SettingsVersion = scope.Detection.SettingsVersion,
        AttackVersion = scope.AttackVersion,
        BaselineRevision = scope.BaselineRevision,
        MadeUtc = scope.NowUtc,
        MadeBy = scope.MadeBy,
        Period = new(scope.Period.From, scope.Period.Until, scope.Period.Zone.Id, scope.Period.FromUtc, scope.Period.EndUtc),
        HostGroup = scope.Hosts is null ? null : scope.GroupName,
        Key = new(InstanceKey.Algorithm, publicKey.Fingerprint),
        Files = files,
    };
}

/// <summary>One member of a pack and how it is written.</summary>
/// <param name="Path">Its place in the archive.</param>
/// <param name="Write">Writes it; nothing is kept in memory that can be streamed.</param>
internal sealed record PackMember(string Path, Func<Stream, CancellationToken, Task> Write)
{
    /// <summary>A CSV.</summary>
    public static PackMember Csv(string path, Func<CsvMember, CancellationToken, Task> write) => new(path, async (to, cancel) =>
    {
        await using var csv = new CsvMember(to);
        await write(csv, cancel);
    });
}
