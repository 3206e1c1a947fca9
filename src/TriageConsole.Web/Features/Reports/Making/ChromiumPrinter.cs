using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>
/// Prints a report of ours to PDF with a headless Chromium of the machine, where there is one. The page runs no script and
/// reaches nothing: it is a file, its own policy forbids the rest, and no name resolves.
/// </summary>
public sealed class ChromiumPrinter(IOptions<ReportsOptions> options)
{
    private const string Absent = "There is no Chromium on the console's machine, so the report is HTML only; any browser prints it. Reports:Chromium in the settings names one.";
    private const string TurnedOff = "Reports:Chromium is 'none' in the settings, so the report is HTML only; any browser prints it.";
    private const int LongestWords = 300;

    private static readonly string[] _unix = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge"];

    private static readonly string[] _windows = [@"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe", @"Chromium\Application\chrome.exe"];

    /// <summary>The program that would print; null where there is none.</summary>
    public string? Program => options.Value.Chromium switch
    {
        ReportsOptions.None => null,
        { Length: > 0 } named => named,
        _ => Usual().FirstOrDefault(File.Exists),
    };

    /// <summary>Why nothing is printed, for people; null where something is.</summary>
    public string? WhyNot => options.Value.Chromium == ReportsOptions.None ? TurnedOff : Program is null ? Absent : null;

    /// <summary>Prints; the answer is why there is no PDF, for people, and null where there is one.</summary>
    public async Task<string?> PrintAsync(string htmlFile, string pdfFile, CancellationToken cancel)
    {
        if (Program is not { } program)
            return WhyNot;
        var profile = Directory.CreateTempSubdirectory("triage-print-");
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = profile.FullName };
            foreach (var argument in Arguments(htmlFile, pdfFile, profile.FullName))
                start.ArgumentList.Add(argument);
            return await RunAsync(start, cancel) ?? Fault(pdfFile);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            return $"Chromium could not be run, so the report is HTML only: {e.Message}";
        }
        finally
        {
            Remove(profile);
        }
    }

    private async Task<string?> RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.PrintSeconds));
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // A browser has children; one that hangs must not be left behind with any of them.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return $"Chromium did not finish within {options.Value.PrintSeconds} seconds and was ended, so the report is HTML only.";
        }

        lock (said)
            return process.ExitCode == 0 ? null : $"Chromium ended with code {process.ExitCode}, so the report is HTML only: {said}";
    }

    private static IEnumerable<string> Arguments(string htmlFile, string pdfFile, string profile) =>
    [
        "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync", "--disable-background-networking", "--disable-component-update",
        "--disable-quic", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", $"--user-data-dir={profile}",

        // Chromium refuses to start as root with its sandbox; for anyone else the sandbox stays.
        .. !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
        "--no-pdf-header-footer", $"--print-to-pdf={pdfFile}", new Uri(htmlFile).AbsoluteUri,
    ];

    private static string? Fault(string pdfFile)
    {
        Span<byte> head = stackalloc byte[5];
        if (!File.Exists(pdfFile))
            return "Chromium wrote no PDF, so the report is HTML only.";
        using var pdf = File.OpenRead(pdfFile);
        return pdf.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("%PDF-"u8)
            ? null
            : "What Chromium wrote is no PDF, so the report is HTML only.";
    }

    private static IEnumerable<string> Usual()
    {
        if (OperatingSystem.IsWindows())
        {
            var roots = new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData }.Select(Environment.GetFolderPath);
            return roots.Where(root => root.Length > 0).SelectMany(root => _windows.Select(name => Path.Combine(root, name)));
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified).Append("/usr/bin");
        return _unix.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).Append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    }

    private static void Keep(StringBuilder said, string? line)
    {
        lock (said)
        {
            if (line is not null && said.Length < LongestWords)
                said.Append(line.AsSpan(0, Math.Min(line.Length, LongestWords - said.Length))).Append(' ');
        }
    }

    private static void Remove(DirectoryInfo profile)
    {
        try
        {
            profile.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system's temporary folder is emptied by the system.
        }
    }
}
