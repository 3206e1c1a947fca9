using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>One program of the inventory as a policy for application control would name it. All text is hostile.</summary>
public sealed record PolicyImage
{
    /// <summary>Canonical path.</summary>
    public required string Path { get; init; }

    /// <summary>The name in its version resource; null where none is recorded.</summary>
    public string? OriginalFileName { get; init; }

    public string? Product { get; init; }

    /// <summary>Telemetry proves Microsoft's signature.</summary>
    public bool IsMicrosoft { get; init; }

    public LocationClass Location { get; init; }

    public required long Starts { get; init; }

    public required int Hosts { get; init; }

    public required int Alerts { get; init; }

    public required int Approved { get; init; }

    public string Name => WindowsPath.FileName(Path);

    /// <summary>Only administrators can put another program there.</summary>
    public bool IsTrustedPlace => Location is LocationClass.System or LocationClass.ProgramFiles;

    /// <summary>Why no rule is written for it; null where one is.</summary>
    public string? WhyNot => Approved == 0
        ? Alerts == 0 ? "it raised no alert, so nobody had to approve it" : "nobody approved it"
        : Approved < Alerts ? "only part of its use is approved"
        : IsTrustedPlace || (IsMicrosoft && OriginalFileName is { Length: > 0 }) ? null : "users may be able to write there, and its signature is not known";
}

/// <summary>Reads the inventory by program.</summary>
public sealed class PolicyImageQueries(InventoryQueries inventory, IDbContextFactory<TriageContext> contexts, DetectionRuntime detection)
{
    private const int MostImages = 2_000;

    /// <summary>Programs, by path; the first so many of them.</summary>
    public async Task<(IReadOnlyList<PolicyImage> Images, InventoryResult Of)> ReadAsync(InventoryFilter filter, CancellationToken cancel)
    {
        var result = await inventory.ReadAsync(filter, cancel);
        var locations = new LocationClassifier(detection.Reference);
        var byPath = result.Rows.GroupBy(row => CanonicalPath.Parse(row.Image).ToString(), StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase).Take(MostImages).ToList();
        var samples = byPath.Select(group => group.Max(row => row.SampleId)).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var facts = await db.Processes.AsNoTracking().Where(p => EF.Parameter(samples).Contains(p.Id)).Select(p => new
        {
            p.Id,
            OriginalFileName = p.OriginalFileName!.Value,
            Product = p.Product!.Value,
            Own = p.Signature,
            OfHash = p.FileHash!.Signature,
        }).ToDictionaryAsync(p => p.Id, cancel);
        return ([
            .. byPath.Select(group =>
            {
                var fact = facts.GetValueOrDefault(group.Max(row => row.SampleId));
                return new PolicyImage
                {
                    Path = group.Key,
                    OriginalFileName = fact?.OriginalFileName,
                    Product = fact?.Product,
                    IsMicrosoft = (fact?.Own ?? fact?.OfHash) is { Status: SignatureStatus.Valid, IsMicrosoft: true },
                    Location = locations.Classify(CanonicalPath.Parse(group.Key)),
                    Starts = group.Sum(row => row.Starts),
                    Hosts = group.Select(row => row.HostId).Distinct().Count(),
                    Alerts = group.Sum(row => row.Alerts),
                    Approved = group.Sum(row => row.Approved),
                };
            }),
        ], result);
    }
}
