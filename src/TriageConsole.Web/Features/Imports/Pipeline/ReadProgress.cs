namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>How far the reading of an import is, in bytes of its files as they lie on disk.</summary>
internal sealed class ReadProgress(long importId, LiveProgress live)
{
    private long _before;
    private FileStream? _open;

    public long Bytes => _before + (_open?.Position ?? 0);

    public void Open(FileStream file) => _open = file;

    public void Close(FileStream file)
    {
        _before += file.Length;
        _open = null;
    }

    public void Stored(long records) => live.Set(importId, Bytes, records);
}
