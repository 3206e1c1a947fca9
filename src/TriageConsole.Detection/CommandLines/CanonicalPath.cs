using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.CommandLines;

/// <summary>A Windows path or URL in the one form that all ways of writing it share. Text only; no file system.</summary>
public sealed record CanonicalPath
{
    private CanonicalPath(string text, PathForm form, string? stream, CommandLineTricks tricks)
    {
        Text = text;
        FileName = WindowsPath.FileName(text);
        Form = form;
        Stream = stream;
        Tricks = tricks;
    }

    /// <summary>Lower case, back-slashes (URLs: slashes), no steps back, no prefixes, no stream.</summary>
    public string Text { get; }

    /// <summary>Its kind.</summary>
    public PathForm Form { get; }

    /// <summary>Name of the alternate data stream; null where it names none.</summary>
    public string? Stream { get; }

    /// <summary>What had to be undone.</summary>
    public CommandLineTricks Tricks { get; }

    /// <summary>File name.</summary>
    public string FileName { get; }

    /// <summary>Folder.</summary>
    public string Folder => WindowsPath.Directory(Text);

    /// <summary>Extension of the stream where there is one, else of the file, with its dot.</summary>
    public string Extension => WindowsPath.Extension(Stream ?? FileName.Split('?', '#')[0]);

    /// <summary>Whether the text starts at a drive, share or URL.</summary>
    public bool IsRooted => Form != PathForm.Relative;

    /// <summary>Whether an argument is worth reading as a path.</summary>
    public static bool LooksLikePath(string value)
    {
        if (value.Length is < 3 or > 4_096)
            return false;
        return value[1] == ':' || value.Contains('\\') || value.StartsWith("//", StringComparison.Ordinal)
            || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || value[0] == '%';
    }

    /// <summary>Reads a path.</summary>
    /// <param name="path">As written; quotes round it are dropped.</param>
    /// <param name="folder">The working folder, against which a relative path is resolved; null where unknown.</param>
    public static CanonicalPath Parse(string path, string? folder = null)
    {
        var tricks = CommandLineTricks.None;
        var mapped = CharacterStage.Run(path, ref tricks);
        var text = mapped.Text.Trim().Trim('"').Trim();
        if (PathPrefixes.IsUrl(text))
            return new CanonicalPath(text.Replace('\\', '/'), PathForm.Url, null, tricks);
        var form = PathPrefixes.Strip(ref text, ref tricks);
        if (form == PathForm.Device)
            return new CanonicalPath(text, form, null, tricks);
        if (form == PathForm.Relative && !string.IsNullOrWhiteSpace(folder))
        {
            var root = folder.Trim().Trim('"');
            var parent = root.Length > 2 && root[1] == ':' && text.StartsWith('\\') ? root[..2] : root;
            return Parse(parent.TrimEnd('\\', '/') + '\\' + text.TrimStart('\\')) is var joined
                ? new CanonicalPath(joined.Text, joined.Form, joined.Stream, joined.Tricks | tricks)
                : null!;
        }

        text = PathSegments.Normalise(text, form, ref tricks);
        var stream = PathSegments.TakeStream(ref text, form, ref tricks);
        return new CanonicalPath(text, form, stream, tricks);
    }

    /// <inheritdoc/>
    public override string ToString() => Stream is null ? Text : $"{Text}:{Stream}";
}
