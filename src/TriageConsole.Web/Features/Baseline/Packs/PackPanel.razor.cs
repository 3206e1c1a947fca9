using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Packs;

public sealed partial class PackPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, string> _answers = [];
    private readonly HashSet<string> _chosen = [];
    private ProposalEdit? _edit;
    private IReadOnlyList<PackLine>? _lines;
    private IReadOnlyList<string> _asked = [];
    private IReadOnlyList<string> _faults = [];
    private string _group = string.Empty;
    private bool _busy;

    [Parameter, EditorRequired]
    public required Pack Pack { get; set; }

    [Parameter]
    public IReadOnlyList<string> Groups { get; set; } = [];

    [Parameter]
    public Actor? Actor { get; set; }

    [Parameter]
    public EventCallback<int> OnEnabled { get; set; }

    [Inject]
    private PackQueries Queries { get; set; } = null!;

    [Inject]
    private PackCommands Commands { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string TitleId => $"pack-{Pack.Id}";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _edit = new(Time.GetUtcNow().UtcDateTime);

    private void Answer(string key, string? value) => (_answers[key], _lines) = (value ?? string.Empty, null);

    private void Choose(string id, bool isChosen) => _ = isChosen ? _chosen.Add(id) : _chosen.Remove(id);

    private Task PreviewAsync() => RunAsync(async () =>
    {
        (_lines, _faults) = (null, []);
        _asked = [.. PackLibrary.AnswerFaults(Pack, _answers), .. _group.Length == 0 ? ["Host group: choose the hosts that the product runs on."] : Array.Empty<string>()];
        if (_asked.Count > 0)
            return;

        // Off the circuit's own line, so that the page stays alive while history is compared.
        _lines = await Task.Run(() => Queries.PreviewAsync(Pack, _group, new Dictionary<string, string>(_answers), _gone.Token), _gone.Token);
        _chosen.Clear();
        _chosen.UnionWith(_lines.Where(line => !line.IsKnown && !line.IsBlocked).Select(line => line.Entry.Id));
    });

    private Task EnableAsync() => RunAsync(async () =>
    {
        if (Actor is null)
            return;
        var count = _chosen.Count;
        _faults = await Commands.EnableAsync(Actor, Pack.Id, _chosen, _group, _answers, _edit!, _gone.Token) switch
        {
            DecisionResult.Invalid invalid => invalid.Faults,
            DecisionResult.Settled settled => [settled.What],
            DecisionResult.Gone gone => [gone.What],
            _ => [],
        };
        if (_faults.Count > 0)
            return;
        _lines = null;
        await OnEnabled.InvokeAsync(count);
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
        catch (PermissionDeniedException denied)
        {
            // The role was taken away while the page was open.
            _faults = [denied.Message];
        }
        finally
        {
            _busy = false;
        }
    }
}
