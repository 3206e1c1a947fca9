namespace TriageConsole.Detection.CommandLines;

/// <summary>Steps back, trailing dots, 8.3 names, redirected system folders and streams of a path without prefix.</summary>
internal static class PathSegments
{
    public static string? TakeStream(ref string text, PathForm form, ref CommandLineTricks tricks)
    {
        // Only the last segment that is left after all steps back can name one.
        var from = Math.Max(form == PathForm.Drive ? 2 : 0, text.LastIndexOf('\\') + 1);
        var colon = text.IndexOf(':', Math.Min(from, text.Length));
        if (colon < 0)
            return null;
        var stream = text[(colon + 1)..];
        if (form == PathForm.Relative && (colon == 0 || text.AsSpan(0, colon).IndexOfAny('\\', '.') < 0))
            return null;
        var name = text.AsSpan(from, colon - from).TrimEnd(". ");
        if (name.IsEmpty)
            return null;
        text = text[..(from + name.Length)];
        var type = stream.LastIndexOf(":$", StringComparison.Ordinal);
        if (type >= 0)
            stream = stream[..type];
        if (stream.Length == 0 || stream.StartsWith('$'))
            return null;
        tricks |= CommandLineTricks.AlternateStream;
        return stream;
    }

    public static string Normalise(string text, PathForm form, ref CommandLineTricks tricks)
    {
        if (text.Length == 0)
            return text;
        var root = Root(text, form, out var rest);
        var kept = new List<string>();

        // Server and share are the root: no step leads out of them.
        var floor = form is PathForm.Unc or PathForm.WebDav ? 2 : 0;
        foreach (var range in rest.Split('\\'))
        {
            var segment = rest[range];
            if (segment.Length == 0 || segment is ".")
                continue;
            if (segment is "..")
            {
                tricks |= CommandLineTricks.Traversal;
                if (kept.Count > floor && kept[^1] != "..")
                    kept.RemoveAt(kept.Count - 1);
                else if (form == PathForm.Relative)
                    kept.Add("..");
                continue;
            }

            var trimmed = segment.TrimEnd(". ");
            if (trimmed.Length < segment.Length && trimmed.Length > 0)
                tricks |= CommandLineTricks.TrailingDots;
            if (trimmed.Length > 0)
                kept.Add(Long(trimmed.ToString(), kept.Count, ref tricks));
        }

        if (kept.Count > 1 && form == PathForm.Drive && kept[0] == "windows" && kept[1] is "sysnative" or "syswow64")
            kept[1] = "system32";
        return root + string.Join('\\', kept);
    }

    private static string Root(string text, PathForm form, out ReadOnlySpan<char> rest)
    {
        switch (form)
        {
            case PathForm.Drive:
                rest = text.AsSpan(2);
                return string.Concat(text.AsSpan(0, 2), @"\");
            case PathForm.Unc or PathForm.WebDav:
                rest = text.AsSpan(2);
                return @"\\";
            default:
                rest = text.AsSpan();
                return text.StartsWith('\\') ? @"\" : string.Empty;
        }
    }

    // The names that every installation gives out in this order. Others can't be told without the disk.
    private static string Long(string segment, int depth, ref CommandLineTricks tricks)
    {
        var tilde = segment.IndexOf('~');
        if (tilde <= 0 || tilde + 1 >= segment.Length || !char.IsAsciiDigit(segment[tilde + 1]))
            return segment;
        tricks |= CommandLineTricks.ShortName;
        return (depth, segment) switch
        {
            (0, "progra~1") => "program files",
            (0, "progra~2") => "program files (x86)",
            (0, "progra~3") => "programdata",
            (0, "docume~1") => "documents and settings",
            (_, "locals~1") => "local settings",
            (_, "applic~1") => "application data",
            (_, "admini~1") => "administrator",
            (_, "startm~1") => "start menu",
            (_, "window~1") => "windowspowershell",
            (_, "micros~1.net") => "microsoft.net",
            (_, "printi~1") => "printing_admin_scripts",
            (_, "conten~1.out") => "content.outlook",
            _ => segment,
        };
    }
}
