using System.Globalization;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>What a spool file holds: one file is read by one format.</summary>
internal enum SpoolKind
{
    Json,
    Xml,
}

/// <summary>The name of a spool file, which says whose it is, so that a killed process's leftovers can be told apart.</summary>
internal readonly record struct SpoolName(long TokenId, SpoolKind Kind, Guid Id)
{
    public const string Extension = ".spool";

    public static SpoolName New(long tokenId, SpoolKind kind) => new(tokenId, kind, Guid.NewGuid());

    public static SpoolName? Parse(string path)
    {
        var parts = Path.GetFileName(path).Split('.');
        return parts is [var token, var kind, var id, "spool"]
            && long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var tokenId)
            && Enum.TryParse<SpoolKind>(kind, ignoreCase: true, out var spoolKind)
            && Guid.TryParseExact(id, "N", out var guid)
                ? new(tokenId, spoolKind, guid)
                : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{TokenId}.{(Kind == SpoolKind.Json ? "json" : "xml")}.{Id:N}{Extension}");
}
