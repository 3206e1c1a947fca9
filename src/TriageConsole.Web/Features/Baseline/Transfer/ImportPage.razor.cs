using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TriageConsole.Detection.Baseline;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Transfer;

public sealed partial class ImportPage : IDisposable
{
    private const int MostShown = 200;

    private readonly CancellationTokenSource _gone = new();
    private string _json = string.Empty;
    private string _status = string.Empty;
    private ImportReview? _review;
    private IReadOnlyList<BaselineFault> _faults = [];
    private bool _busy;

    [Inject]
    private BaselineImport Import { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private static string Word(ImportChange change) => change switch
    {
        ImportChange.Added => "Added",
        ImportChange.Changed => "Changed",
        ImportChange.Unchanged => "Unchanged",
        _ => "Left out",
    };

    private Task ReadAsync(IReadOnlyList<IBrowserFile> files) => RunAsync(async () =>
    {
        (_review, _faults) = (null, []);
        var file = files[0];
        if (file.Size > BaselineImport.MostBytes)
        {
            _faults = [new(string.Empty, $"It has {file.Size:N0} bytes; at most {BaselineImport.MostBytes:N0} are read.")];
            return;
        }

        _status = $"Reading {HostileText.Visible(file.Name)} and comparing it with stored alerts …";
        StateHasChanged();
        using var bytes = new MemoryStream();
        await using (var stream = file.OpenReadStream(BaselineImport.MostBytes, _gone.Token))
            await stream.CopyToAsync(bytes, _gone.Token);
        if (BaselineImport.TextOf(bytes.ToArray()) is not { } text)
        {
            (_faults, _status) = ([new(string.Empty, "It is no text in UTF-8.")], string.Empty);
            return;
        }

        // Off the circuit's own line, so that the page stays alive while history is compared.
        var review = await Task.Run(() => Import.ReviewAsync(text, _gone.Token), _gone.Token);
        (_json, _review, _faults) = (text, review, review.Faults);
        _status = review.Faults.Count > 0 ? string.Empty : $"{HostileText.Visible(file.Name)} was read. Nothing is stored yet.";
    });

    private Task ApplyAsync() => RunAsync(async () =>
    {
        var actor = await CurrentUser.GetAsync();
        var (result, _) = await Import.ApplyAsync(actor, _json, _gone.Token);
        IReadOnlyList<string> faults = result switch
        {
            DecisionResult.Invalid invalid => invalid.Faults,
            DecisionResult.Settled settled => [settled.What],
            _ => [],
        };
        _faults = [.. faults.Select(fault => new BaselineFault(string.Empty, fault))];
        _status = faults.Count > 0 ? string.Empty : $"{_review!.Proposals} proposed. Another admin can approve them on the baseline's page.";
        _review = null;
    });

    private async Task RunAsync(Func<Task> work)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has gone.
        }
        catch (IOException e)
        {
            (_faults, _status) = ([new(string.Empty, $"The file could not be read: {e.Message}")], string.Empty);
        }
        catch (PermissionDeniedException denied)
        {
            // The role was taken away while the page was open.
            (_faults, _status) = ([new(string.Empty, denied.Message)], string.Empty);
        }
        finally
        {
            _busy = false;
        }
    }
}
