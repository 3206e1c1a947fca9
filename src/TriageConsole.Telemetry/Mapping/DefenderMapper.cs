using System.Globalization;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using C = TriageConsole.Telemetry.Mapping.DefenderColumns;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>Which table of Defender's a row is of, as far as the analytic cares.</summary>
internal enum DefenderTable
{
    /// <summary>One that is not needed, or an action that is not.</summary>
    Other,

    /// <summary>DeviceProcessEvents, ProcessCreated.</summary>
    Process,

    /// <summary>DeviceImageLoadEvents.</summary>
    Module,

    /// <summary>DeviceFileEvents, FileCreated and FileModified.</summary>
    File,

    /// <summary>DeviceFileCertificateInfo.</summary>
    Certificate,
}

/// <summary>
/// Rows of Microsoft Defender XDR's advanced hunting tables. Source: the table references on learn.microsoft.com,
/// defender-xdr/advanced-hunting-device*-table.
/// </summary>
internal static class DefenderMapper
{
    /// <summary>
    /// The table of a row. Rows do not name it: the action does, and where a query left that out, the columns that only one
    /// table has.
    /// </summary>
    internal static DefenderTable TableOf(TableRow row) => row[C.ActionType] switch
    {
        "ProcessCreated" => DefenderTable.Process,
        "ImageLoaded" => DefenderTable.Module,
        "FileCreated" or "FileModified" => DefenderTable.File,
        null when row[C.ProcessCreationTime] is not null || row[C.ProcessCommandLine] is not null => DefenderTable.Process,
        null when row[C.IsSigned] is not null && row[C.Sha1] is not null => DefenderTable.Certificate,
        _ => DefenderTable.Other,
    };

    /// <summary>Maps a row; null where it lacks what makes it usable, or is not needed.</summary>
    internal static TelemetryEvent? Map(TableRow row, DefenderTable table, long index) => table switch
    {
        DefenderTable.Process => Process(row, index),
        DefenderTable.Module => Module(row, index),
        DefenderTable.File => File(row, index),
        DefenderTable.Certificate => Certificate(row, index),
        _ => null,
    };

    private static ProcessCreatedEvent? Process(TableRow row, long index)
    {
        var image = PathOf(row[C.FolderPath], row[C.FileName]);
        var pid = FieldText.UInt32(row[C.ProcessId]);
        var commandLine = FieldText.Text(row[C.ProcessCommandLine]);
        if (Time(row, C.ProcessCreationTime) is not { } time || (image is null && pid is null && commandLine is null))
            return null;
        return new ProcessCreatedEvent
        {
            Origin = Origin(row, index, "DeviceProcessEvents"),
            Host = Host(row),
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            Kind = WitnessKind.Defender,
            ProcessId = pid,
            Image = image ?? string.Empty,
            CommandLine = commandLine,
            User = Account(row[C.AccountDomain], row[C.AccountName]),
            LogonId = FieldText.UInt64(row[C.LogonId]),
            IntegrityLevel = FieldText.IntegrityLevel(row[C.ProcessIntegrityLevel]) ?? Elevation(row[C.TokenElevation]),
            OriginalFileName = FieldText.Text(row[C.OriginalFileName]),
            Company = FieldText.Text(row[C.Company]),
            Product = FieldText.Text(row[C.Product]),
            Description = FieldText.Text(row[C.Description]),
            Hashes = Hashes(row),
            Signature = Signature(row),
            ParentProcessId = FieldText.UInt32(row[C.InitiatingId]),
            ParentImage = PathOf(row[C.InitiatingFolderPath], row[C.InitiatingFileName]),
            ParentCommandLine = FieldText.Text(row[C.InitiatingCommandLine]),
            ParentUser = Account(row[C.InitiatingAccountDomain], row[C.InitiatingAccountName]),
            GrandparentProcessId = FieldText.UInt32(row[C.GrandparentId]),
            GrandparentImage = FieldText.Text(row[C.GrandparentFileName]),
        };
    }

    private static ImageLoadedEvent? Module(TableRow row, long index) =>
        Time(row, C.Timestamp) is not { } time || PathOf(row[C.FolderPath], row[C.FileName]) is not { } module
            ? null
            : new ImageLoadedEvent
            {
                Origin = Origin(row, index, "DeviceImageLoadEvents"),
                Host = Host(row),
                UtcTime = time.Utc,
                TimeBasis = time.Basis,
                ProcessId = FieldText.UInt32(row[C.InitiatingId]),
                ProcessStartUtc = Started(row),
                Image = PathOf(row[C.InitiatingFolderPath], row[C.InitiatingFileName]) ?? string.Empty,
                ImageLoaded = module,
                Hashes = Hashes(row),
                // The table itself states none; a query that joins the certificates does.
                Signature = Signature(row) ?? SignatureFact.Unknown,
            };

    private static FileCreatedEvent? File(TableRow row, long index) =>
        Time(row, C.Timestamp) is not { } time || PathOf(row[C.FolderPath], row[C.FileName]) is not { } file
            ? null
            : new FileCreatedEvent
            {
                Origin = Origin(row, index, "DeviceFileEvents"),
                Host = Host(row),
                UtcTime = time.Utc,
                TimeBasis = time.Basis,
                ProcessId = FieldText.UInt32(row[C.InitiatingId]),
                ProcessStartUtc = Started(row),
                Image = PathOf(row[C.InitiatingFolderPath], row[C.InitiatingFileName]) ?? string.Empty,
                TargetFilename = file,
                Hashes = Hashes(row),
            };

    private static FileSignatureEvent? Certificate(TableRow row, long index)
    {
        var hashes = Hashes(row);
        return hashes.Strongest is null || Time(row, C.Timestamp) is not { } time || Signature(row) is not { } signature
            ? null
            : new FileSignatureEvent
            {
                Origin = Origin(row, index, "DeviceFileCertificateInfo"),
                Host = Host(row),
                UtcTime = time.Utc,
                TimeBasis = time.Basis,
                Path = PathOf(row[C.FolderPath], row[C.FileName]) ?? string.Empty,
                Hashes = hashes,
                Signature = signature,
            };
    }

    /// <summary>
    /// The folder column holds the whole path in the endpoint tables, whatever the reference says of it; where it does not
    /// end with the file's name it is a folder indeed.
    /// </summary>
    private static string? PathOf(string? folder, string? file)
    {
        var (path, name) = (FieldText.Text(folder), FieldText.Text(file));
        if (path is null || name is null || WindowsPath.FileName(path).Equals(name, StringComparison.OrdinalIgnoreCase))
            return path ?? name;
        return FieldText.Join(path, name);
    }

    private static RecordOrigin Origin(TableRow row, long index, string table) =>
        new(index, long.TryParse(row[C.ReportId], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null, table, 0);

    private static string Host(TableRow row) => FieldText.Text(row[C.DeviceName]) ?? FieldText.Text(row[C.DeviceId]) ?? string.Empty;

    // The service keeps UTC; a text without a zone was formatted by somebody else.
    private static (DateTime Utc, TimeBasis Basis)? Time(TableRow row, string column)
    {
        foreach (var name in (ReadOnlySpan<string>)[column, C.Timestamp, C.TimeGenerated])
        {
            if (WindowsTime.TryParse(row[name], out var time))
                return (time.Utc, time.HasZone ? TimeBasis.LogUtc : TimeBasis.Uncertain);
        }

        return null;
    }

    // Only a sound time can tell one process of an id from the next.
    private static DateTime? Started(TableRow row) => WindowsTime.TryParse(row[C.InitiatingCreationTime], out var time) && time.HasZone ? time.Utc : null;

    /// <summary>A split token says how it was split: the full half of an administrator runs high, the limited one medium.</summary>
    private static string? Elevation(string? type) => type switch
    {
        "TokenElevationTypeFull" => "High",
        "TokenElevationTypeLimited" => "Medium",
        _ => null,
    };

    private static FileHashes Hashes(TableRow row) =>
        FileHashes.Parse($"SHA256={row[C.Sha256]},SHA1={row[C.Sha1]},MD5={row[C.Md5]}");

    private static SignatureFact? Signature(TableRow row)
    {
        var signer = FieldText.Text(row[C.Signer]);
        return (Truth(row[C.IsSigned]), Truth(row[C.IsTrusted])) switch
        {
            (null, _) => null,
            (false, _) => new(SignatureStatus.Unsigned, SignatureSource.Event, signer),
            // A name can be anybody's: it is Microsoft's where the root is as well.
            (true, true) => new(SignatureStatus.Valid, SignatureSource.Event, signer, SignatureFact.IsMicrosoftName(signer) && Truth(row[C.IsRootSignerMicrosoft]) != false),
            (true, false) => new(SignatureStatus.Invalid, SignatureSource.Event, signer, false, "Untrusted"),
            (true, null) => new(SignatureStatus.Unknown, SignatureSource.Event, signer),
        };
    }

    // Kusto writes booleans as true and false, as True and False, and in some exports as 1 and 0.
    private static bool? Truth(string? value) => value switch
    {
        null => null,
        "1" => true,
        "0" => false,
        _ => bool.TryParse(value, out var truth) ? truth : null,
    };

    private static string? Account(string? domain, string? name) =>
        FieldText.Text(name) is not { } user ? null : FieldText.Text(domain) is { } realm ? FieldText.Join(realm, user) : user;
}
