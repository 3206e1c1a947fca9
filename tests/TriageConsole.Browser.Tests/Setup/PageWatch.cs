using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>
/// Keeps every complaint of a page: console errors (Chromium reports violations of the content security policy there),
/// uncaught exceptions, dialogs that markup in telemetry would raise, answers of 500 and missing files.
/// </summary>
public sealed class PageWatch
{
    private readonly List<string> _complaints = [];
    private readonly List<Regex> _expected = [];
    private readonly Lock _gate = new();

    public PageWatch(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Add($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Add($"exception: {error}");
        page.Dialog += async (_, dialog) =>
        {
            Add($"dialog: {dialog.Type} {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
                Add($"answer: {response.Status} {response.Url}");
        };
    }

    /// <summary>Complaints that the test did not expect.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_gate)
                return [.. _complaints.Where(complaint => !_expected.Exists(pattern => pattern.IsMatch(complaint)))];
        }
    }

    /// <summary>The test provokes complaints like this one (a refused request is reported as a console error, too).</summary>
    public void Expect(string pattern)
    {
        lock (_gate)
            _expected.Add(new Regex(pattern, RegexOptions.NonBacktracking));
    }

    private void Add(string complaint)
    {
        lock (_gate)
            _complaints.Add(complaint);
    }
}
