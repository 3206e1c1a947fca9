namespace TriageConsole.Domain.Events;

/// <summary>Hashes of one file as upper-case hex without prefix; any of them can be missing.</summary>
public sealed record FileHashes
{
    /// <summary>No hash known.</summary>
    public static FileHashes None { get; } = new();

    /// <summary>SHA-256, 64 hex digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SHA-1, 40 hex digits.</summary>
    public string? Sha1 { get; init; }

    /// <summary>MD5, 32 hex digits.</summary>
    public string? Md5 { get; init; }

    /// <summary>Import hash, 32 hex digits. Says that two files are alike, never that they are the same file.</summary>
    public string? Imphash { get; init; }

    /// <summary>The strongest hash that identifies the file (SHA-256, else SHA-1, else MD5); null where none is known.</summary>
    public string? Strongest => Sha256 ?? Sha1 ?? Md5;

    /// <summary>
    /// Parses Sysmon's Hashes field: <c>SHA1=…,MD5=…,SHA256=…,IMPHASH=…</c>, any of them alone or together, in any order.
    /// Parts that are not hex of the right length, all-zero hashes and unknown names are left out.
    /// </summary>
    public static FileHashes Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return None;
        var hashes = None;
        foreach (var range in text.AsSpan().Split(','))
        {
            var part = text.AsSpan(range).Trim();
            var equals = part.IndexOf('=');
            if (equals <= 0)
                continue;
            var name = part[..equals].Trim();
            var value = part[(equals + 1)..].Trim();
            hashes = name switch
            {
                _ when name.Equals("SHA256", StringComparison.OrdinalIgnoreCase) => hashes with { Sha256 = Hex(value, 64) ?? hashes.Sha256 },
                _ when name.Equals("SHA1", StringComparison.OrdinalIgnoreCase) => hashes with { Sha1 = Hex(value, 40) ?? hashes.Sha1 },
                _ when name.Equals("MD5", StringComparison.OrdinalIgnoreCase) => hashes with { Md5 = Hex(value, 32) ?? hashes.Md5 },
                _ when name.Equals("IMPHASH", StringComparison.OrdinalIgnoreCase) => hashes with { Imphash = Hex(value, 32) ?? hashes.Imphash },
                _ => hashes,
            };
        }

        return hashes == None ? None : hashes;
    }

    private static string? Hex(ReadOnlySpan<char> value, int length)
    {
        if (value.Length != length || value.IndexOfAnyExcept('0') < 0)
            return null;
        foreach (var c in value)
        {
            if (!char.IsAsciiHexDigit(c))
                return null;
        }

        return value.ToString().ToUpperInvariant();
    }
}
