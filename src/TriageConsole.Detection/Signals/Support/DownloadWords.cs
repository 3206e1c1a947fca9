using System.Buffers;

namespace TriageConsole.Detection.Signals;

/// <summary>Words by which commands fetch and run.</summary>
internal static class DownloadWords
{
    private static readonly string[] _fetch =
    [
        "downloadstring", "downloadfile", "downloaddata", "openread(", "net.webclient", "net.http.httpclient", "invoke-webrequest", "invoke-restmethod",
        "iwr ", "irm ", "start-bitstransfer", "bitsadmin /transfer", "bitsadmin /addfile", "bitsadmin.exe /transfer", "certutil -urlcache", "certutil.exe -urlcache", "certutil /urlcache",
        "certutil -verifyctl", "msxml2.xmlhttp", "msxml2.serverxmlhttp", "winhttp.winhttprequest", "microsoft.xmlhttp", "adodb.stream",
    ];

    private static readonly string[] _run =
    [
        "iex", "invoke-expression", "invoke-command", "start-process", "|powershell", "| powershell", "assembly]::load", "& start", "&& ", ".exec(", ".run(", "shellexecute", "eval(", "execute(", "executeglobal",
    ];

    // Nearly every text holds none of them: one search tells.
    private static readonly SearchValues<string> _any = SearchValues.Create([.. _fetch, "curl", "wget"], StringComparison.Ordinal);
    private static readonly SearchValues<string> _anyRun = SearchValues.Create(_run, StringComparison.Ordinal);

    /// <summary>The word by which something is fetched; null where nothing is.</summary>
    public static string? Find(string content)
    {
        if (content.Length < 8 || !content.AsSpan().ContainsAny(_any))
            return null;
        foreach (var word in _fetch)
        {
            var at = content.IndexOf(word, StringComparison.Ordinal);
            if (at < 0 || (word is "iwr " or "irm " && at > 0 && char.IsLetterOrDigit(content[at - 1])))
                continue;
            return word.Trim();
        }

        // curl and wget write to a file or a pipe.
        var http = content.Contains("http://", StringComparison.Ordinal) || content.Contains("https://", StringComparison.Ordinal) || content.Contains("ftp://", StringComparison.Ordinal);
        return http && (content.Contains("curl", StringComparison.Ordinal) || content.Contains("wget", StringComparison.Ordinal)) ? "curl" : null;
    }

    /// <summary>Whether what was fetched is also run.</summary>
    public static bool Runs(string content) => content.AsSpan().ContainsAny(_anyRun);
}
