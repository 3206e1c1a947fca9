namespace TriageConsole.Detection.Tests.CommandLines;

/// <summary>Command lines that nobody typed: random ones, the same on every run, and large ones made to be slow.</summary>
internal static class HostileText
{
    private static readonly string[] _pieces =
    [
        "\"", "\"\"", "\\", "\\\\\"", "'", " ", "\t", "\r\n", "\0", "^", "^^", "%", "%%", "%temp%", "%%PUBLIC%%", "%a:~0,1%", "%SystemRoot", "&", "&quot;", "&amp;gt;", "&#34;",
        "/", "//E:", "-", "–", "−", "／", "＼", "∕", "：", "“", "\u00A0", "\u200B", "\u2800", "\u202E", "\uFEFF", "\uFFFE", "\uFFFF", "\ud800", "\udc00", "\ud83d\ude00",
        "а", "ｗ", "İ", "ı", "ß", "é", "e\u0301", "..\\", "..", ".", ":", "::$DATA", ":$", "@", "~1", "progra~1", "\\\\?\\", "\\??\\", "\\\\.\\", "\\Device\\HarddiskVolume1", "\\SystemRoot\\",
        "\\\\localhost\\c$\\", "\\\\x@SSL\\DavWWWRoot\\", "file:", "file:///c:/", "file://%5c%5c", "http://", "script:", "scriptlet:", "javascript:", "c:", "C:\\Users\\a b\\", "wscript.exe", "x.vbs", ".dll,", ",#1",
        "{", "}", "regsvr", "driver=", "|", ";", "format", "/format:", "/i:", "/i", "/c", "-a", "call", "create", "process", "+", "'+'", "`", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "=", "*", "?", "<img src=x onerror=alert(1)>",
    ];

    /// <summary>Random command lines of some dozen pieces each.</summary>
    public static IEnumerable<string> Random(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => _pieces[random.Next(_pieces.Length)]));
    }

    /// <summary>Each piece again and again for 32 KB, alone and behind a program's name.</summary>
    public static IEnumerable<string> Large()
    {
        foreach (var piece in _pieces)
        {
            var text = string.Concat(Enumerable.Repeat(piece, (32_768 / piece.Length) + 1));
            yield return text;
            yield return "rundll32.exe " + text;
        }
    }
}
