using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Features.Exercises.Run;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Exercises.Page;

/// <summary>What a lead says of an exercise before it starts.</summary>
public sealed partial class NewExercisePage(ExerciseCommands commands, ExercisePlanner planner, InventedNames names, DetectionRuntime detection, CurrentUser currentUser)
{
    private readonly HashSet<string> _techniques = new(StringComparer.Ordinal);
    private readonly HashSet<string> _people = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<(string Technique, IReadOnlyList<string> Subjects)> _choices = [];
    private IReadOnlyList<string> _eligible = [];
    private IReadOnlyList<string> _faults = [];
    private string? _name;
    private string? _subject = string.Empty;
    private string? _hosts;
    private string? _accounts;
    private bool _isBlind = true;
    private bool _isForAll = true;
    private bool _evasions;
    private bool _busy;
    private int _attacks = 4;
    private int _routines = 2;
    private int _minutes = 60;
    private int _spread = 20;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _choices = planner.Choices;
        _eligible = await commands.EligibleAsync(_isBlind, CancellationToken.None);
        await SuggestAsync();
    }

    private static void Choose(HashSet<string> chosen, string one, bool isChosen)
    {
        if (isChosen)
            chosen.Add(one);
        else
            chosen.Remove(one);
    }

    private string? NameOf(string technique) => detection.Reference.Techniques.GetValueOrDefault(technique)?.Name;

    private async Task KindAsync(bool isBlind)
    {
        _isBlind = isBlind;
        _eligible = await commands.EligibleAsync(isBlind, CancellationToken.None);
        _people.IntersectWith(_eligible);
    }

    private async Task SuggestAsync()
    {
        var (hosts, accounts) = await names.SuggestAsync(Math.Clamp(_attacks + _routines, 1, ExerciseWish.MostScenarios), RandomNumberGenerator.GetInt32(int.MaxValue), CancellationToken.None);
        (_hosts, _accounts) = (string.Join('\n', hosts), string.Join('\n', accounts));
    }

    private async Task StartAsync()
    {
        _busy = true;
        try
        {
            var (id, faults) = await commands.StartAsync(
                await currentUser.GetAsync(),
                new()
                {
                    Name = _name,
                    IsBlind = _isBlind,
                    Attacks = _attacks,
                    Routines = _routines,
                    WithEvasions = _evasions,
                    Techniques = _techniques,
                    Subject = string.IsNullOrEmpty(_subject) ? null : _subject,
                    Minutes = _minutes,
                    SpreadMinutes = _spread,
                    People = _isForAll ? null : _people,
                    Hosts = _hosts,
                    Accounts = _accounts,
                },
                CancellationToken.None);
            _faults = faults;
            if (id is { } started)
                Navigation.NavigateTo(AppRoutes.ExerciseOf(started));
        }
        finally
        {
            _busy = false;
        }
    }
}
