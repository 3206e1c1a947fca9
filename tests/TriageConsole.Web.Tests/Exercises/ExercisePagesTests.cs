using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Exercises;
using TriageConsole.Web.Features.Exercises;
using TriageConsole.Web.Features.Exercises.Page;
using TriageConsole.Web.Features.Exercises.Run;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Exercises;

public sealed class ExercisePagesTests : TriagePageContext
{
    public ExercisePagesTests()
    {
        Services.AddSingleton(Store.Database);
        Services.AddPipeline();
        Services.AddExerciseRun();
        Services.AddSingleton(Options.Create(new ExerciseOptions()));
        Services.AddSingleton(new StorageFolder(Path.GetTempPath()));
        Services.AddSingleton<ExerciseClock>();
        Services.AddSingleton<PeopleNames>();
        Services.AddScoped<ExerciseCommands>();
        JSInterop.SetupModule("./js/chart.js").SetupModule("mount", _ => true).Mode = JSRuntimeMode.Loose;
    }

    private static readonly Guid _gone = new("5b1c2f64-7a3e-4d7c-9c55-0d6a1e2f3a4b");

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void List_Empty_SaysWhatToDoToWhomeverMay()
    {
        SignIn(Roles.Manager);
        Assert.NotEmpty(Render<ExercisesPage>().FindAll(".tc-empty a[href='/exercises/new']"));
        SignIn(Roles.Analyst);
        Assert.Empty(Render<ExercisesPage>().FindAll("a[href='/exercises/new']"));
    }

    [Fact]
    public async Task Result_FullOfHostileText_ShowsItAsText()
    {
        var id = await FillAsync();
        SignIn(Roles.Manager);

        var list = Render<ExercisesPage>();
        Assert.Contains(AlertStore.Hostile, list.Find("section[aria-labelledby='list-title'] tbody th").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("img"));
        var page = Render<ExercisePage>(parameters => parameters.Add(p => p.Id, id));

        Assert.Empty(page.FindAll("img"));
        Assert.Equal("50 %", page.Find(".tc-tile-value").TextContent);
        var rows = page.FindAll("section[aria-labelledby='items-title'] tbody tr");
        Assert.Contains("Right", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Missed", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("allow it, or close it", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("“" + AlertStore.Hostile + "”", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("No such exercise", Render<ExercisePage>(parameters => parameters.Add(p => p.Id, 999)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_ToAnAnalyst_NamesNobodyElse()
    {
        var id = await FillAsync();
        SignIn(Roles.Analyst);
        var page = Render<ExercisePage>(parameters => parameters.Add(p => p.Id, id));
        Assert.Contains("somebody else", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(">ana<", page.Markup, StringComparison.Ordinal);
        Assert.Contains("You did not take part", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_StartedWithoutAName_SaysWhatIsMissingAndThenStarts()
    {
        await Store.AddPeopleAsync(AlertStore.Analyst, AlertStore.Manager);
        SignIn(Roles.Manager);
        var page = Render<NewExercisePage>();
        Assert.Equal(6, page.Find("#exercise-hosts").GetAttribute("value")!.Split('\n').Length);

        await page.Find("form").SubmitAsync();
        Assert.Contains("Name: give it one.", page.Find(".tc-faults").TextContent, StringComparison.Ordinal);
        page.Find("#exercise-name").Change(AlertStore.Hostile);
        page.Find("#exercise-attacks").Change("2");
        page.Find("#exercise-routines").Change("0");
        await page.Find("form").SubmitAsync();

        await using var db = Store.CreateDbContext();
        var exercise = await db.Exercises.Include(row => row.Items).Include(row => row.People).SingleAsync(Cancel);
        Assert.Equal((AlertStore.Hostile, true, 2, "ana"), (exercise.Name, exercise.IsBlind, exercise.Items.Count, Assert.Single(exercise.People).UserName));
        Assert.EndsWith(AppRoutes.ExerciseOf(exercise.Id), Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoneAlert_OfAnExercise_LeadsToItsResult()
    {
        var id = await FillAsync();
        SignIn(Roles.Analyst);
        var page = Render<Features.Alert.AlertPage>(parameters => parameters.Add(p => p.Id, _gone));
        Assert.NotEmpty(page.FindAll($"a[href='{AppRoutes.ExerciseOf(id)}']"));
        Assert.Contains("part of an exercise", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
        Assert.Contains("No such alert", Render<Features.Alert.AlertPage>(parameters => parameters.Add(p => p.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
    }

    private async Task<long> FillAsync()
    {
        var at = Store.Now;
        var exercise = new ExerciseRow
        {
            Name = AlertStore.Hostile,
            State = ExerciseState.Ended,
            End = ExerciseEnd.Time,
            IsBlind = true,
            CreatedBy = AlertStore.Hostile,
            CreatedUtc = at,
            DueUtc = at.AddHours(1),
            EndedUtc = at.AddHours(1),
            People = [new() { UserName = "ana" }],
            Items = [Item(0, true, at), Item(1, false, at)],
        };
        (exercise.Items[0].DecidedUtc, exercise.Items[0].DecidedBy, exercise.Items[0].Decision, exercise.Items[0].Mark, exercise.Items[0].Note) =
            (at.AddMinutes(4), "ana", ExerciseDecision.Escalated, ExerciseMark.Right, AlertStore.Hostile);
        await using var db = Store.CreateDbContext();
        db.Exercises.Add(exercise);
        await db.SaveChangesAsync(Cancel);
        db.ExerciseAlerts.Add(new() { AlertId = _gone, ItemId = exercise.Items[0].Id });
        await db.SaveChangesAsync(Cancel);
        return exercise.Id;
    }

    private static ExerciseItemRow Item(int position, bool isAttack, DateTime at) => new()
    {
        Position = position,
        Scenario = AlertStore.Hostile,
        Evasion = "letter-case",
        Subject = "mshta",
        Technique = "T1218.005",
        IsAttack = isAttack,
        Host = AlertStore.Hostile,
        Account = AlertStore.Hostile,
        State = ExerciseItemState.Raised,
        RaisedUtc = at,
        Level = Severity.High,
        CommandLine = "mshta.exe " + AlertStore.Hostile,
        Explanation = "+40 " + AlertStore.Hostile,
    };
}
