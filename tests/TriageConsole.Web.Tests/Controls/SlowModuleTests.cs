using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

/// <summary>A module takes its time to arrive: what happens meanwhile is neither done twice nor lost.</summary>
public sealed class SlowModuleTests : BunitContext
{
    private readonly HeldModules _browser = new();

    public SlowModuleTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public void Chart_ModelChangedMeanwhile_IsMountedOnceAndThenTold()
    {
        var shown = Render<Chart>(given => given.Add(c => c.Model, Bars(1)));
        shown.Render(given => given.Add(c => c.Model, Bars(2)));
        shown.Render(given => given.Add(c => c.Model, Bars(3)));

        _browser.Arrive();
        shown.WaitForAssertion(() => Assert.Equal(["mount", "update"], _browser.Calls));

        shown.Render(given => given.Add(c => c.Model, Bars(4)));
        Assert.Equal(["mount", "update", "update"], _browser.Calls);
    }

    [Fact]
    public async Task Chart_LeftMeanwhile_IsTakenDownWhenItComes()
    {
        Render<Chart>(given => given.Add(c => c.Model, Bars(1)));
        await DisposeComponentsAsync();

        _browser.Arrive();

        Assert.Equal(["mount", "dispose"], await _browser.CallsAsync(2));
    }

    [Fact]
    public void Tree_NodesChangedMeanwhile_IsMountedOnceAndThenTold()
    {
        var shown = Render<ProcessTree>(given => given.Add(c => c.Nodes, Nodes(1)));
        shown.Render(given => given.Add(c => c.Nodes, Nodes(2)));

        _browser.Arrive();

        shown.WaitForAssertion(() => Assert.Equal(["mount", "update"], _browser.Calls));
    }

    [Fact]
    public async Task List_RowsChangedMeanwhile_IsMountedOnceAndTakenDown()
    {
        var shown = Render<ProcessTreeList>(given => given.Add(c => c.Nodes, Nodes(1)));
        shown.Render(given => given.Add(c => c.Nodes, Nodes(2)));
        await DisposeComponentsAsync();

        _browser.Arrive();

        Assert.Equal(["mount", "dispose"], await _browser.CallsAsync(2));
    }

    private static StackedBarChart Bars(int value) => new()
    {
        Title = "Alerts by level and day",
        Categories = [new("2 Jan", "2026-01-02")],
        Series = [ChartSeries.OfLevel(Severity.High, [value])],
    };

    private static List<ProcessTreeNode> Nodes(int count) => [.. Enumerable.Range(0, count).Select(at => new ProcessTreeNode { Id = $"n{at}", ImageName = "a.exe" })];

    /// <summary>A browser that answers no import before <see cref="Arrive"/>.</summary>
    private sealed class HeldModules : IJSRuntime
    {
        private readonly TaskCompletionSource _arrived = new();
        private readonly List<string> _calls = [];

        public IReadOnlyList<string> Calls
        {
            get
            {
                lock (_calls)
                    return [.. _calls];
            }
        }

        public void Arrive() => _arrived.SetResult();

        public async Task<IReadOnlyList<string>> CallsAsync(int least)
        {
            var until = DateTime.UtcNow.AddSeconds(10);
            while (Calls.Count < least && DateTime.UtcNow < until)
                await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
            return Calls;
        }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            await _arrived.Task;
            return (TValue)(object)new Module(this);
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        private sealed class Module(HeldModules browser) : IJSObjectReference
        {
            public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
            {
                lock (browser._calls)
                    browser._calls.Add(identifier);
                return identifier == "mount" ? new((TValue)(object)this) : default;
            }

            public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

            public ValueTask DisposeAsync() => default;
        }
    }
}
