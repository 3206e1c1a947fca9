using System.Diagnostics;
using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Reports.Making;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class ChromiumPrinterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-printer-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Html => Path.Combine(_folder, "report.html");

    private string Pdf => Path.Combine(_folder, "report.pdf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PrintAsync_WithChromium_WritesAPdfAndReachesNothing()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var printer = Printer(Environment.GetEnvironmentVariable("TRIAGE_CHROMIUM") ?? string.Empty);
        Assert.SkipWhen(printer.Program is null, "There is no Chromium here.");

        // No policy of its own: only the printer's arguments stand between this page and the machine.
        await File.WriteAllTextAsync(Html, $"<!DOCTYPE html><p>Report</p><img src=\"http://127.0.0.1:{port}/a.png\"><img src=\"http://report.invalid/b.png\">", Cancel);

        Assert.Null(await printer.PrintAsync(Html, Pdf, Cancel));
        Assert.StartsWith("%PDF-", await File.ReadAllTextAsync(Pdf, Cancel), StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task PrintAsync_Hangs_IsEndedWithItsChildren()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var marker = Path.Combine(_folder, "pid");
        var printer = Printer(Script($"sleep 300 & echo $! > '{marker}'; wait"), seconds: 5);
        var start = Stopwatch.GetTimestamp();

        Assert.Contains("did not finish within 5 seconds", await printer.PrintAsync(Html, Pdf, Cancel), StringComparison.Ordinal);

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 4, 60);
        var child = int.Parse(await File.ReadAllTextAsync(marker, Cancel), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(IsGone(child), "A child of the printer was left behind.");
    }

    [Fact]
    public async Task PrintAsync_Cancelled_EndsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Printer(Script("sleep 300")).PrintAsync(Html, Pdf, cancel.Token));
    }

    [Theory]
    [InlineData("echo broken >&2; exit 7", "ended with code 7")]
    [InlineData("exit 0", "wrote no PDF")]
    [InlineData("for a in \"$@\"; do case $a in --print-to-pdf=*) echo hello > \"${a#--print-to-pdf=}\" ;; esac; done", "is no PDF")]
    public async Task PrintAsync_Fails_SaysWhyAndThereIsHtmlStill(string script, string says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Assert.Contains(says, await Printer(Script(script)).PrintAsync(Html, Pdf, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrintAsync_TurnedOffOrNotThere_SaysSo()
    {
        Assert.Contains("is 'none'", await Printer(ReportsOptions.None).PrintAsync(Html, Pdf, Cancel), StringComparison.Ordinal);
        Assert.Contains("could not be run", await Printer(Path.Combine(_folder, "absent")).PrintAsync(Html, Pdf, Cancel), StringComparison.Ordinal);
    }

    private static bool IsGone(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited || process.WaitForExit(5_000);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static ChromiumPrinter Printer(string program, int seconds = 120) => new(Options.Create(new ReportsOptions { Chromium = program, PrintSeconds = seconds }));

    private string Script(string body)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
