using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>A process row with its texts, as one query brings it.</summary>
internal sealed class FactsRow
{
    public required ProcessRow Process { get; init; }

    public required string Host { get; init; }

    public required string Image { get; init; }

    public string? CommandLine { get; init; }

    public string? CurrentDirectory { get; init; }

    public string? User { get; init; }

    public string? IntegrityLevel { get; init; }

    public string? OriginalFileName { get; init; }

    public string? Company { get; init; }

    public string? Product { get; init; }

    public string? Description { get; init; }

    public string? ParentImage { get; init; }

    public string? ParentCommandLine { get; init; }

    public FileHashRow? Hash { get; init; }

    public SignatureRow? Own { get; init; }

    public SignatureRow? OwnConflict { get; init; }

    public SignatureRow? Catalogue { get; init; }

    public SignatureRow? CatalogueConflict { get; init; }

    public ProcessFacts ToFacts(string host, ProcessExtras extras, HostScripts scripts)
    {
        var (signature, conflict) = Signatures();
        return new()
        {
            Id = Process.Id,
            Host = host,
            ProcessGuid = Process.ProcessGuid,
            ProcessId = (uint?)Process.ProcessId,
            StartUtc = Process.StartUtc,
            TimeBasis = Process.TimeBasis,
            EndUtc = Process.EndUtc,
            Image = Image,
            CommandLine = CommandLine,
            CurrentDirectory = CurrentDirectory,
            User = User,
            IntegrityLevel = IntegrityLevel,
            OriginalFileName = OriginalFileName,
            Company = Company,
            Product = Product,
            Description = Description,
            Hashes = Hash is null ? FileHashes.None : new() { Sha256 = Hash.Sha256, Sha1 = Hash.Sha1, Md5 = Hash.Md5, Imphash = Hash.Imphash },
            Signature = signature,
            SignatureConflict = conflict,
            ParentId = Process.ParentId,
            ParentEdge = Process.ParentEdge,
            Corroboration = Process.Corroboration,
            ParentImage = ParentImage,
            ParentCommandLine = ParentCommandLine,
            Witnesses = Process.Witnesses,
            Modules = extras.Modules(Process.Id),
            Writes = extras.Writes(Process.Id),
            NamedFiles = extras.NamedFiles(Process.HostId, CommandLine, Process.StartUtc),
            Scripts = scripts.Of(Process.Id),
            ImageWrittenBy = extras.ImageWriter(Process.HostId, Image, Process.StartUtc),
        };
    }

    // The strongest source wins; a verdict that disagrees is shown beside it.
    private (SignatureFact Signature, SignatureFact? Conflict) Signatures()
    {
        List<SignatureFact> facts = [];
        Add(Own, Process.SignatureSource ?? SignatureSource.OwnImageLoad);
        Add(OwnConflict, SignatureSource.OwnImageLoad);
        Add(Catalogue, SignatureSource.HashCatalogue);
        Add(CatalogueConflict, SignatureSource.HashCatalogue);
        if (facts.Count == 0)
            return (SignatureFact.Unknown, null);
        return (facts[0], facts.Find(f => f.Status != facts[0].Status));

        void Add(SignatureRow? row, SignatureSource source)
        {
            if (row is not null)
                facts.Add(SignatureRows.Fact(row, source));
        }
    }
}

/// <summary>Between signature rows and facts.</summary>
internal static class SignatureRows
{
    public static SignatureFact Fact(SignatureRow row, SignatureSource source) =>
        new(row.Status, source, row.Signer, row.IsMicrosoft, row.Detail);
}
