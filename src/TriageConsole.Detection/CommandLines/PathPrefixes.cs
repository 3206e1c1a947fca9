namespace TriageConsole.Detection.CommandLines;

/// <summary>Takes namespace, device, file-URL and loop-back prefixes off a path and tells its kind.</summary>
internal static class PathPrefixes
{
    private static readonly string[] _schemes = ["http:", "https:", "ftp:", "ftps:", "tftp:", "sftp:", "data:", "res:", "its:", "ms-its:", "mk:", "mhtml:", "search-ms:", "ms-msdt:"];

    // Windows itself knows no more than three within each other; each costs a copy of the text.
    private const int DeepestPrefix = 8;

    public static bool IsUrl(string text)
    {
        foreach (var scheme in _schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    public static PathForm Strip(ref string text, ref CommandLineTricks tricks)
    {
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            var rest = text["file:".Length..].Replace('/', '\\');
            var bare = rest.TrimStart('\\');
            text = bare.Length > 1 && bare[1] is ':' or '|' ? bare[0] + ":" + bare[2..] : rest.Length - bare.Length is 2 or 4 or 5 ? @"\\" + bare : bare;
            text = Uri.UnescapeDataString(text).ToLowerInvariant();
        }

        text = text.Replace('/', '\\');
        for (var depth = 0; depth < DeepestPrefix && StripOne(ref text, ref tricks); depth++)
        {
        }

        if (text.StartsWith(@"\\.\", StringComparison.Ordinal) || text.StartsWith(@"\device\", StringComparison.OrdinalIgnoreCase))
            return PathForm.Device;
        if (text.StartsWith(@"\\", StringComparison.Ordinal))
            return Unc(ref text, ref tricks);
        return text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]) ? PathForm.Drive : PathForm.Relative;
    }

    private static bool StripOne(ref string text, ref CommandLineTricks tricks)
    {
        string? rest = null;
        if (text.StartsWith(@"\??\", StringComparison.Ordinal) || text.StartsWith(@"\\?\", StringComparison.Ordinal) || text.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            rest = text[4..];
            if (rest.StartsWith(@"unc\", StringComparison.OrdinalIgnoreCase))
                rest = @"\\" + rest[4..];
            else if (rest.StartsWith(@"globalroot\", StringComparison.OrdinalIgnoreCase))
                rest = rest["globalroot".Length..];
            else if (rest.StartsWith("harddiskvolume", StringComparison.OrdinalIgnoreCase))
                rest = @"\device\" + rest;
            else if (text[2] == '.' && !(rest.Length > 1 && rest[1] == ':'))
                return false;
        }
        else if (text.StartsWith(@"\systemroot\", StringComparison.OrdinalIgnoreCase))
        {
            rest = @"c:\windows" + text["\\systemroot".Length..];
        }
        else if (text.StartsWith(@"\device\harddiskvolume", StringComparison.OrdinalIgnoreCase))
        {
            var end = text.IndexOf('\\', @"\device\harddiskvolume".Length);

            // Which letter a volume has is not in the text; Windows' own is by far the likeliest.
            rest = end < 0 ? null : "c:" + text[end..];
        }
        else if (text.StartsWith(@"\device\mup\", StringComparison.OrdinalIgnoreCase))
        {
            rest = @"\\" + text[@"\device\mup\".Length..];
        }

        if (rest is null)
            return false;
        text = rest;
        tricks |= CommandLineTricks.DevicePrefix;
        return true;
    }

    private static PathForm Unc(ref string text, ref CommandLineTricks tricks)
    {
        var server = text.AsSpan(2);
        var end = server.IndexOf('\\');
        var share = end < 0 ? [] : server[(end + 1)..];
        server = end < 0 ? server : server[..end];
        if (server.Contains('@') || share.StartsWith("davwwwroot", StringComparison.OrdinalIgnoreCase))
            return PathForm.WebDav;
        if (share.Length > 1 && char.IsAsciiLetter(share[0]) && share[1] == '$' && (share.Length == 2 || share[2] == '\\')
            && server is "localhost" or "127.0.0.1" or "::1" or "." or "0--1.ipv6-literal.net")
        {
            // This machine's own administrative share is its own drive.
            tricks |= CommandLineTricks.DevicePrefix;
            text = string.Concat(share[..1], ":", share[2..]);
            return PathForm.Drive;
        }

        return PathForm.Unc;
    }
}
